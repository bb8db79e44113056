using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>What the methods of the consumer's type have in common: parameters, their documentation, and calls of kernels.</summary>
internal sealed class MemberWriter(QuantizerSpec spec, SourceWriter writer)
{
    /// <summary>The class of the guards.</summary>
    internal const string Guard = "global::Quantization.Runtime.QuantizerGuard";

    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";

    private readonly string parametersType = SpecText.QualifiedParametersType(spec);

    /// <summary>The class of the kernels.</summary>
    internal string Kernels { get; } = $"global::Quantization.Generated.{SpecText.KernelClass(spec)}";

    /// <summary>Whether methods take the parameters of the scheme.</summary>
    internal bool TakesParameters => spec is { Constants: null, Format: null };

    /// <summary>Whether methods that round take random numbers.</summary>
    internal bool TakesRandom => spec.Rounding == Rounding.Stochastic;

    /// <summary>The last parameters of a method's declaration.</summary>
    internal string Declared(bool rounds) => (TakesParameters ? $", {parametersType} parameters" : "") + (rounds && TakesRandom ? ", global::Quantization.RandomSequence random" : "");

    /// <summary>The last arguments of a call of a kernel.</summary>
    internal string Passed(bool rounds, string parameters = "parameters", string skip = "") =>
        (TakesParameters ? string.Concat(spec.ParameterFields.Select(p => $", {parameters}.{p.Field}")) : "")
        + (!rounds || !TakesRandom ? "" : skip.Length > 0 ? $", random.Seed, unchecked(random.Start + {skip})" : ", random.Seed, random.Start");

    /// <summary>Documents the last parameters.</summary>
    internal void DocumentParameters(bool rounds, bool ofOne = false)
    {
        if (TakesParameters) writer.Line($"/// <param name=\"parameters\">The parameters of the {spec.Scheme.ToString().ToLowerInvariant()} scheme.</param>");
        if (rounds && TakesRandom) writer.Line($"/// <param name=\"random\">The random numbers to round by; {(ofOne ? "the first is taken" : "element i takes number i")}.</param>");
    }

    /// <summary>Documents what becomes of parameters that are not valid.</summary>
    internal void DocumentParametersException(string consequence)
    {
        if (TakesParameters) writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The parameters are not valid{consequence}.</exception>");
    }

    /// <summary>Writes the checks of the parameters.</summary>
    internal void RequireParameters()
    {
        if (TakesParameters) writer.Line($"{Kernels}.RequireValid(parameters);");
    }

    /// <summary>Whether a method that reads values refuses NaN among them.</summary>
    internal bool RefusesNaN(bool rounds) => rounds && spec.Format is null && spec.NaNHandling == NaNHandling.Throw;

    /// <summary>Writes the check for NaN, where the declaration says throw.</summary>
    internal void RequireNoNaN(bool rounds, string argument)
    {
        if (RefusesNaN(rounds)) writer.Line($"{Guard}.RequireNoNaN({argument});");
    }

    /// <summary>A reference to the memory of a span, as a kernel sees it.</summary>
    internal static string Memory(string span, string type, string unit)
    {
        string reference = $"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})";
        return type == unit ? reference : $"ref {Unsafe}.As<{type}, {unit}>({reference})";
    }

    /// <summary>What a kernel sees values or codes of a type as: halves are known by their bits.</summary>
    internal static string Unit(string type) => type.StartsWith("global::", StringComparison.Ordinal) ? "ushort" : type;

    /// <summary>Writes the call of a kernel, whose number of elements is an argument unless the declaration fixes it.</summary>
    internal void Call(string kernel, string source, string destination, string length, string rest, bool ofAnyLength = false)
    {
        bool takesLength = ofAnyLength || spec.Length == 0;
        writer.Line($"{Kernels}.{kernel}(");
        writer.Line($"    {source},");
        writer.Line(takesLength ? $"    {destination}," : $"    {destination}{rest});");
        if (takesLength) writer.Line($"    {length}{rest});");
    }
}
