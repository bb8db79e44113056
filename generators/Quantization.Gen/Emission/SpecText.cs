using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>What is written about a declaration in words and names.</summary>
internal static class SpecText
{
    /// <summary>The type of the parameters, as the consumer's file names it.</summary>
    internal static string QualifiedParametersType(QuantizerSpec spec) => $"global::Quantization.{ParametersType(spec)}";

    /// <summary>The library's type of the parameters of the scheme.</summary>
    internal static string ParametersType(QuantizerSpec spec) => spec.ParametersType;

    /// <summary>The name of the kernels' class.</summary>
    internal static string KernelClass(QuantizerSpec spec) => spec.Shell.Type.Name.TrimStart('@') + "Kernels";

    /// <summary>The type's name for a reader, generic parameters left out.</summary>
    internal static string TypeName(QuantizerSpec spec) =>
        string.Join(".", spec.Shell.Containers.Select(c => c.Name).Append(spec.Shell.Type.Name));

    /// <summary>One line that says what the quantizer is.</summary>
    internal static string Describe(QuantizerSpec spec)
    {
        if (spec.HasBlocks) return DescribeBlocks(spec);
        if (spec.Format is not null) return $"{FormatName(spec)}, to nearest, ties to even";
        string nan = spec.NaNHandling switch { NaNHandling.Zero => "NaN as 0", NaNHandling.LowestCode => "NaN takes the lowest code", _ => "NaN refused" };
        string outside = spec.OutOfRange == OutOfRangeHandling.Saturate ? "saturating" : "vanishing outside";
        if (spec.HasSignCodes) return $"signs as {spec.CodeType}, {nan}";
        string codes = $"codes {Literal.Of(spec.MinCode)} to {Literal.Of(spec.MaxCode)} as {spec.CodeType}";
        if (spec.NumbersLevels) return $"{Literal.Of(spec.Bits)}-bit {spec.Scheme.ToString().ToLowerInvariant()}, {codes}, {(spec.ScalesLevels ? $"{Operation(spec)}, " : "")}{nan}";
        return $"{Literal.Of(spec.Bits)}-bit {spec.Scheme.ToString().ToLowerInvariant()}, {codes}, {RoundingText(spec)}, {Operation(spec)}, {outside}, {nan}";
    }

    /// <summary>What rounding to a format leaves as it is, and what becomes of the rest.</summary>
    internal static string Kept(QuantizerSpec spec) => spec switch
    {
        { IsFloat8: false } => "NaN, infinities and the sign of zero are kept",
        { Saturate: true } => $"what is too large becomes {(spec.Format == QuantizationFormat.Float8E4M3 ? "±448" : "±57344")}; NaN and the sign of zero are kept",
        { Format: QuantizationFormat.Float8E4M3 } => "what is too large becomes NaN; NaN and the sign of zero are kept",
        _ => "what is too large becomes infinite; NaN, infinities and the sign of zero are kept",
    };

    private static string FormatName(QuantizerSpec spec) => spec.Format switch
    {
        QuantizationFormat.Half => "IEEE half precision",
        QuantizationFormat.BFloat16 => "bfloat16",
        QuantizationFormat.Float8E4M3 => spec.Saturate ? "floats of 8 bits (E4M3), saturating" : "floats of 8 bits (E4M3)",
        _ => spec.Saturate ? "floats of 8 bits (E5M2), saturating" : "floats of 8 bits (E5M2)",
    };

    private static string DescribeBlocks(QuantizerSpec spec)
    {
        BlockFormat format = BlockDeclaration.FormatOf(spec);
        string name = spec.Format?.ToString() ?? $"{Literal.Of(spec.Bits)}-bit {spec.Scheme.ToString().ToLowerInvariant()} codes with a {spec.ScaleType} scale";
        return $"{name}, blocks of {Literal.Of(format.Size)} elements in {Literal.Of(format.Bytes)} bytes";
    }

    /// <summary>Where constants come from, as the end of "the parameters that".</summary>
    internal static string OriginOfConstants(QuantizerSpec spec) =>
        spec.Calibration is { } entry ? $"the calibration entry <c>{CommentText.Of(entry)}</c> gives" : "the declaration gives";

    /// <summary>The arguments by which parameters are derived from a range or from values.</summary>
    internal static string Derivation(QuantizerSpec spec)
    {
        string bits = Literal.Of(spec.Bits), min = Literal.Of(spec.MinCode), max = Literal.Of(spec.MaxCode);
        string floor = spec.Rounding == Rounding.Floor ? "true" : "false";
        return spec.Scheme switch
        {
            QuantizationScheme.Affine => $"{min}, {max}",
            QuantizationScheme.Scale => $"{bits}, {min}, {max}, floor: {floor}",
            QuantizationScheme.Codebook => Literal.Of(spec.Steps!.Levels.Max(Math.Abs)),
            _ => $"{bits}, floor: {floor}",
        };
    }

    /// <summary>The formula of a code.</summary>
    internal static string QuantizeFormula(QuantizerSpec spec)
    {
        if (spec.Scheme == QuantizationScheme.Learned) return "q = Σ [x ≥ tᵢ]";
        if (spec.Scheme == QuantizationScheme.Codebook) return $"q = argmin |x{(spec.ScaleOperation == ScaleOperation.Divide ? " / s" : " · (1 / s)")} − level[q]|, the lower one of two";
        string quotient = (spec.Scheme == QuantizationScheme.Uniform ? "(x − m)" : "x") + (spec.ScaleOperation == ScaleOperation.Divide ? " / s" : " · (1 / s)");
        string round = spec.Rounding switch
        {
            Rounding.NearestEven => "round",
            Rounding.NearestAway => "round-away",
            Rounding.Floor => "floor",
            Rounding.Stochastic => "round-at-random",
            _ => "truncate",
        };
        if (spec.HasSignCodes) return "q = sign(x), which is +1 for 0";
        string end = spec.OutOfRange == OutOfRangeHandling.Saturate ? "saturate" : "vanish-outside";
        return $"q = {end}({round}({quotient}){(spec.Scheme == QuantizationScheme.Affine ? " + z" : "")})";
    }

    /// <summary>The formula of a value.</summary>
    internal static string DequantizeFormula(QuantizerSpec spec) => spec.Scheme switch
    {
        QuantizationScheme.Affine => "x̂ = (q − z) · s",
        QuantizationScheme.Learned => "x̂ = level[q]",
        QuantizationScheme.Codebook => "x̂ = s · level[q]",
        QuantizationScheme.Scale => spec.ReconstructsMidpoint ? "x̂ = s · (q + ½)" : "x̂ = s · q",
        _ => spec.ReconstructsMidpoint ? "x̂ = m + s · (q + ½)" : "x̂ = m + s · q",
    };

    private static string RoundingText(QuantizerSpec spec) => spec.Rounding switch
    {
        Rounding.NearestEven => "to nearest, ties to even",
        Rounding.NearestAway => "to nearest, ties away from zero",
        Rounding.Floor => "rounded down",
        Rounding.Stochastic => "rounded at random",
        _ => "rounded toward zero",
    };

    private static string Operation(QuantizerSpec spec) =>
        spec.ScaleOperation == ScaleOperation.Divide ? "exact quotient" : "product with the reciprocal";
}
