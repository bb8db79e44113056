namespace Quantization.Arithmetic;

/// <summary>
/// What an entry of a calibration file is for, and its parameters; what the scheme lacks is 0. The generator compiles this file too.
/// </summary>
/// <param name="Bits">The width of a code in bits.</param>
/// <param name="Scheme">The formula that relates values and codes.</param>
/// <param name="MinCode">The lowest code.</param>
/// <param name="MaxCode">The highest code.</param>
/// <param name="Floor">Whether quotients are rounded down; otherwise to an integer nearby. Scales of equal ranges differ by it.</param>
/// <param name="Scale">The scale; 0 under Learned, which has none.</param>
/// <param name="ZeroPoint">The zero point (Affine).</param>
/// <param name="Minimum">The minimum (Uniform).</param>
internal sealed record CalibratedQuantizer(int Bits, QuantizationScheme Scheme, int MinCode, int MaxCode, bool Floor, float Scale, int ZeroPoint, float Minimum)
{
    /// <summary>The levels (Codebook and Learned), or null.</summary>
    public FloatList? Levels { get; init; }

    /// <summary>The thresholds (Learned), or null.</summary>
    public FloatList? Thresholds { get; init; }
}
