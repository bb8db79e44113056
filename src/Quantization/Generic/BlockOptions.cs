namespace Quantization;

/// <summary>The choices of a composed block format: those of <see cref="QuantizerAttribute"/>, made at run time.</summary>
/// <param name="Bits">The width of a code in bits: 2 to 8.</param>
/// <param name="Scheme">The formula that relates values and codes: Scale or Uniform.</param>
/// <param name="BlockSize">The elements of a block: a multiple of 32 up to 4096; of 2, 4 and 8 bits where halves are not split, a multiple of 16.</param>
/// <param name="ScaleType">How the scale, and under Uniform the minimum, is stored.</param>
public sealed record BlockOptions(int Bits, QuantizationScheme Scheme, int BlockSize, ScaleType ScaleType)
{
    /// <summary>How quotients become integers: nearest even, or floor under Uniform, which is the default there.</summary>
    public Rounding Rounding { get; init; }

    /// <summary>Which integers serve as codes; by scheme, narrow for Scale and unsigned for Uniform.</summary>
    public CodeRange Range { get; init; }

    /// <summary>What becomes of NaN.</summary>
    public NaNHandling NaNHandling { get; init; }

    /// <summary>The order of codes in a block.</summary>
    public Packing Packing { get; init; }
}
