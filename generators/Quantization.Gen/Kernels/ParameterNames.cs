using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// How a kernel's code names its parameters: arguments, the constants themselves, or vectors where each lane has parameters of its own.
/// </summary>
/// <param name="spec">The declaration.</param>
/// <param name="vector">The static class of vectors of parameters; null where all elements have the same.</param>
internal sealed class ParameterNames(QuantizerSpec spec, string? vector = null)
{
    private readonly ConstantParameters? constants = spec.Constants;

    /// <summary>What reals are computed in.</summary>
    internal ElementKind Real { get; } = spec.Source == SourceType.Double ? ElementKind.Float64 : ElementKind.Float32;

    /// <summary>Whether each lane has parameters of its own.</summary>
    internal bool AreVectors => vector is not null;

    /// <summary>The scale.</summary>
    internal string Scale => constants is null ? "scale" : Literal.Of(constants.Scale);

    /// <summary>The reciprocal of the scale, rounded to what reals are computed in.</summary>
    internal string Reciprocal => vector is not null ? $"{vector}<float>.One / scale" : Real == ElementKind.Float64 ? $"1d / {Scale}" : $"1f / {Scale}";

    /// <summary>The zero point, or null where there is none or it is the constant 0.</summary>
    internal string? ZeroPoint =>
        spec.Scheme != QuantizationScheme.Affine || constants?.ZeroPoint == 0 ? null
        : constants is null ? "zeroPoint"
        : Literal.Of(constants.ZeroPoint);

    /// <summary>The minimum, or null where there is none or it is the constant 0.</summary>
    internal string? Minimum =>
        spec.Scheme != QuantizationScheme.Uniform || constants?.Minimum == 0f ? null
        : constants is null ? "minimum"
        : Literal.Of(constants.Minimum);

    /// <summary>The lowest code less the zero point, as an int.</summary>
    internal string LowestStep => LessZeroPoint(spec.MinCode);

    /// <summary>The lowest code less the zero point, as a real.</summary>
    internal string LowestStepReal => AsReal(spec.MinCode);

    /// <summary>The highest code less the zero point, as a real.</summary>
    internal string HighestStepReal => AsReal(spec.MaxCode);

    /// <summary>
    /// The greatest value that is not above the highest code; if codes are truncated, half a step more, so that rounding can take it no
    /// lower than that code.
    /// </summary>
    internal string Bound(bool truncates)
    {
        if (!truncates) return $"{HighestStepReal} * {Scale}";
        string half = vector is not null && ZeroPoint is not null ? $"{vector}.Create(0.5f)" : "0.5f";
        return $"({HighestStepReal} + {half}) * {Scale}";
    }

    /// <summary>Whether an expression is one of parameters, and so of vectors where each lane has its own.</summary>
    internal static bool IsOfParameters(string expression) => expression == "minimum" || expression.Contains("scale") || expression.Contains("zeroPoint");

    /// <summary>A literal of a real.</summary>
    internal string Of(string number) => number + Real.Suffix();

    private string LessZeroPoint(int code) =>
        ZeroPoint is null ? Literal.Of(code)
        : vector is not null ? $"{vector}.Create({Literal.Of(code)}) - {ZeroPoint}"
        : constants is null ? $"{Literal.Of(code)} - {ZeroPoint}"
        : Literal.Of(code - constants.ZeroPoint);

    private string AsReal(int code) =>
        ZeroPoint is not null && vector is not null ? $"{vector}.ConvertToSingle({LessZeroPoint(code)})"
        : ZeroPoint is not null && constants is null ? $"({Real.Keyword()})({LessZeroPoint(code)})" : Of(LessZeroPoint(code));
}
