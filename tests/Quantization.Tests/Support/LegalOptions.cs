namespace Quantization.Tests;

/// <summary>Every combination of choices that the contract allows, nothing resolved by scheme.</summary>
internal static class LegalOptions
{
    internal static IEnumerable<QuantizerOptions> All(int bits) =>
        from scheme in ComputedSchemes.All
        from rounding in Roundings(scheme)
        from range in Ranges(bits, scheme)
        from reconstruction in Reconstructions(scheme, rounding)
        from operation in Enum.GetValues<ScaleOperation>()
        from nan in Enum.GetValues<NaNHandling>()
        from outOfRange in Enum.GetValues<OutOfRangeHandling>()
        // One bit with a sign is the sign: nothing is rounded, nothing out of range.
        where bits > 1 || range != CodeRange.Narrow || (rounding, outOfRange) == (Rounding.NearestEven, OutOfRangeHandling.Saturate)
        select new QuantizerOptions(bits, scheme)
        {
            Rounding = rounding,
            Range = range,
            Reconstruction = reconstruction,
            ScaleOperation = operation,
            NaNHandling = nan,
            OutOfRange = outOfRange,
        };

    private static Rounding[] Roundings(QuantizationScheme scheme) => scheme == QuantizationScheme.Uniform
        ? [Rounding.Floor, Rounding.NearestEven, Rounding.NearestAway, Rounding.Stochastic]
        : [Rounding.NearestEven, Rounding.NearestAway, Rounding.Floor, Rounding.TowardZero, Rounding.Stochastic];

    private static CodeRange[] Ranges(int bits, QuantizationScheme scheme) => (scheme, bits) switch
    {
        (QuantizationScheme.Uniform, _) or (QuantizationScheme.Affine, 1) => [CodeRange.Unsigned],
        (_, 1) => [CodeRange.Unsigned, CodeRange.Narrow],
        _ => [CodeRange.Unsigned, CodeRange.Full, CodeRange.Narrow],
    };

    private static Reconstruction[] Reconstructions(QuantizationScheme scheme, Rounding rounding) =>
        rounding == Rounding.Floor && scheme != QuantizationScheme.Affine
            ? [Reconstruction.Midpoint, Reconstruction.LeftEdge]
            : [Reconstruction.Midpoint];
}
