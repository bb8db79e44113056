namespace Quantization;

/// <summary>The choices of a <see cref="GenericQuantizer"/>: those of <see cref="QuantizerAttribute"/>, made at run time.</summary>
/// <param name="Bits">The width of a code in bits: 1 to 16.</param>
/// <param name="Scheme">The formula that relates values and codes.</param>
public sealed record QuantizerOptions(int Bits, QuantizationScheme Scheme)
{
    /// <summary>The table of <see cref="QuantizationScheme.Learned"/>, which needs one; null under other schemes.</summary>
    public StepFunction? Steps { get; init; }

    /// <summary>The levels of <see cref="QuantizationScheme.Codebook"/>, which needs them; null under other schemes.</summary>
    public Codebook? Codebook { get; init; }

    /// <summary>How quotients become integers.</summary>
    public Rounding Rounding { get; init; }

    /// <summary>How values are divided by the scale.</summary>
    public ScaleOperation ScaleOperation { get; init; }

    /// <summary>What becomes of NaN.</summary>
    public NaNHandling NaNHandling { get; init; }

    /// <summary>What becomes of values outside the representable range.</summary>
    public OutOfRangeHandling OutOfRange { get; init; }

    /// <summary>
    /// Which integers serve as codes. No target type is known here, so <see cref="CodeRange.ByScheme"/> is unsigned for Affine and
    /// Uniform and narrow (full under floor) for Scale: ask for another range to have what a declaration gets from its target.
    /// </summary>
    public CodeRange Range { get; init; }

    /// <summary>Which point of its cell a floor-rounded code stands for.</summary>
    public Reconstruction Reconstruction { get; init; }

    /// <summary>The order of codes in packed storage.</summary>
    public Packing Packing { get; init; }

    /// <summary>The codes of a block of <see cref="Packing.SplitHalves"/>: a power of two from 32 to 4096; 0, the default, is 32.</summary>
    public int BlockSize { get; init; }
}
