using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// How kernels take their parameters: one by one, for a struct of two floats would go through memory at each call; and
/// not at all where they are constants.
/// </summary>
internal sealed class KernelSignature(QuantizerSpec spec)
{
    private readonly (string Type, string Name, string Field)[] parameters = spec.Constants is not null ? [] : SpecText.ParameterFields(spec);

    /// <summary>What a declaration of a method ends with.</summary>
    internal string Declared => string.Concat(parameters.Select(p => $", {p.Type} {p.Name}"));

    /// <summary>What a call from another kernel method ends with.</summary>
    internal string Passed => string.Concat(parameters.Select(p => $", {p.Name}"));

    /// <summary>What a call from where they are a struct ends with.</summary>
    internal string Unpacked => string.Concat(parameters.Select(p => $", parameters.{p.Field}"));

    /// <summary>The type argument for the library's streaming loop, which always has one.</summary>
    internal string StreamingType => parameters.Length > 0 ? SpecText.ParametersType(spec) : "NoParameters";

    /// <summary>What is passed to that loop.</summary>
    internal string StreamingPassed => parameters.Length > 0
        ? $", new {StreamingType}({string.Join(", ", parameters.Select(p => p.Name))})"
        : ", default";
}
