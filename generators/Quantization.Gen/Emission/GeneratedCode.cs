namespace Quantization.Gen.Emission;

/// <summary>The mark that tools use to tell generated code from written code.</summary>
internal static class GeneratedCode
{
    /// <summary>The attribute, with the generator's version.</summary>
    internal static string Attribute { get; } =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"Quantization.Gen\", \"{typeof(GeneratedCode).Assembly.GetName().Version.ToString(3)}\")]";
}
