using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>The ways of computing x / s.</summary>
internal enum QuotientForm
{
    /// <summary>The division itself.</summary>
    Divide,

    /// <summary>A product with the reciprocal, corrected by the remainder: the exact quotient, for ordinary scales.</summary>
    Fused,

    /// <summary>A product with the reciprocal, as the declaration asks or because the reciprocal is exact.</summary>
    Reciprocal,
}

/// <summary>Chooses the form of a quotient.</summary>
internal static class QuotientForms
{
    /// <summary>The form for a declaration in a dialect.</summary>
    internal static QuotientForm Choose(QuantizerSpec spec, Dialect dialect)
    {
        if (spec.ScaleOperation == ScaleOperation.MultiplyByReciprocal) return QuotientForm.Reciprocal;
        if (spec.Constants is { } constants && HasExactReciprocal(constants.Scale)) return QuotientForm.Reciprocal;
        if (!dialect.HasFusedQuotient || !FusedSuits(spec)) return QuotientForm.Divide;
        return spec.Constants is null || OrdinaryScales.Contain(spec.Constants.Scale) ? QuotientForm.Fused : QuotientForm.Divide;
    }

    /// <summary>
    /// Whether the fused form serves a declaration: it was swept for floats, few bits and half-steps only, and thresholds lie anywhere. Where a quotient underflows, it may differ from the division in being −0 or
    /// the least negative number. Only rounding down sees that; and saturating Uniform codes are 0 either way.
    /// </summary>
    private static bool FusedSuits(QuantizerSpec spec) =>
        !spec.NumbersLevels && spec.Bits <= OrdinaryScales.MostBits && spec.Source != SourceType.Double && spec.Rounding != Rounding.Stochastic &&
        (spec.Rounding != Rounding.Floor || (spec.Scheme == QuantizationScheme.Uniform && spec.OutOfRange == OutOfRangeHandling.Saturate));

    // A power of two, neither so small nor so large that its reciprocal is not a normal number.
    private static bool HasExactReciprocal(float scale)
    {
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(scale), 0);
        int exponent = bits >> 23;
        return (bits & 0x7FFFFF) == 0 && exponent is > 0 and < 254;
    }
}
