namespace Quantization.Arithmetic;

/// <summary>A parameter of a block: where it lies and as what.</summary>
/// <param name="Offset">The first byte within the block.</param>
/// <param name="Type">How it is stored.</param>
internal sealed record BlockField(int Offset, ScaleType Type)
{
    /// <summary>The greatest bfloat16, which a parameter of that type is at most.</summary>
    internal const float GreatestBFloat16 = 3.3895314E+38f;

    /// <summary>The bytes it takes.</summary>
    internal int Size => SizeOf(Type);

    /// <summary>The bytes of a type of parameters.</summary>
    internal static int SizeOf(ScaleType type) => type switch
    {
        ScaleType.Single => 4,
        ScaleType.Half or ScaleType.BFloat16 => 2,
        _ => 1,
    };
}

/// <summary>How the scales (and minima) of the parts of a super-block are stored.</summary>
internal enum PartScales
{
    /// <summary>A block has one scale for all its elements.</summary>
    None,

    /// <summary>A byte a part: the scale in the low half, the minimum in the high half (Q2_K).</summary>
    Nibbles,

    /// <summary>Eight scales and eight minima of 6 bits in 12 bytes (Q4_K, Q5_K).</summary>
    SixBitPairs,

    /// <summary>Sixteen scales of 6 bits about 32 in 12 bytes (Q3_K).</summary>
    SixBits,

    /// <summary>A signed byte a part (Q6_K).</summary>
    SignedBytes,

    /// <summary>An E4M3 float a part, whose sign is ignored; there is no factor for all (NVFP4).</summary>
    E4M3,
}

/// <summary>Sums of codes that a block carries for dot products.</summary>
internal enum BlockSums
{
    /// <summary>None.</summary>
    None,

    /// <summary>The half product of the scale and the sum of all codes (Q8_1).</summary>
    Half,

    /// <summary>An int16 for every 16 codes (Q8_K).</summary>
    Int16,
}

/// <summary>The rule by which the parameters of a block follow from its values.</summary>
internal enum BlockRule
{
    /// <summary>The scale is stored rounded and codes are made with it as stored: max|x| / highest code, or / the greatest level (NF4, composed blocks under Scale).</summary>
    StoredScale,

    /// <summary>Scale and minimum are stored rounded and codes are made with them as stored (composed blocks under Uniform).</summary>
    StoredSpan,

    /// <summary>max|x| / 127; codes with the scale before it was rounded (Q8_0, Q8_1).</summary>
    Magnitude,

    /// <summary>The element of largest magnitude, with its sign, takes the lowest code (Q4_0, Q5_0).</summary>
    SignedMagnitude,

    /// <summary>From the least to the greatest element (Q4_1, Q5_1).</summary>
    Span,

    /// <summary>The element of largest magnitude takes −127 (Q8_K).</summary>
    SignedBytes,

    /// <summary>The element of largest magnitude takes the lowest level; then the scale that is best for the codes (IQ4_NL).</summary>
    LeastSquares,

    /// <summary>A power of two: floor(log2(max|x|)) less the exponent of the greatest element (OCP microscaling).</summary>
    SharedExponent,

    /// <summary>The same, but nearest levels with ties to the smaller magnitude and no code for −0.0 (MXFP4 in GGUF files).</summary>
    SharedExponentNearest,

    /// <summary>A scale for every 16: max|x| / 6 as E4M3; nearest levels (NVFP4 in GGUF files).</summary>
    PartMagnitude,

    /// <summary>max|x|; codes −1, 0 and 1, ties away from zero (TQ1_0, TQ2_0).</summary>
    Ternary,

    /// <summary>Scales of parts by a search for the least squared error (Q2_K to Q6_K).</summary>
    Search,
}

/// <summary>
/// A block of consecutive elements with its parameters inside: all that tells one format from another. The generator compiles this
/// file too, so that what it writes and what the generic implementation does follow the same rows of data.
/// </summary>
internal sealed record BlockFormat
{
    /// <summary>The name, as model files have it.</summary>
    public required string Name { get; init; }

    /// <summary>The elements of a block.</summary>
    public required int Size { get; init; }

    /// <summary>The bytes of a block.</summary>
    public required int Bytes { get; init; }

    /// <summary>Where the bits of codes lie.</summary>
    public required CodePlane[] Planes { get; init; }

    /// <summary>The rule of its parameters.</summary>
    public required BlockRule Rule { get; init; }

    /// <summary>The bits of a code.</summary>
    public required int Bits { get; init; }

    /// <summary>Whether a code's field is two's complement.</summary>
    public bool Signed { get; init; }

    /// <summary>What is subtracted from a field to get the code; 0 with <see cref="Levels"/> and <see cref="Small"/>.</summary>
    public int Zero { get; init; }

    /// <summary>The lowest code that is written: a field less <see cref="Zero"/>.</summary>
    public int MinCode { get; init; }

    /// <summary>The highest code that is written.</summary>
    public int MaxCode { get; init; }

    /// <summary>The values of codes as a table of sixteen; null where they are numbers themselves.</summary>
    public float[]? Levels { get; init; }

    /// <summary>The values of codes as small floats of 6 or 8 bits; null otherwise.</summary>
    public SmallFloat? Small { get; init; }

    /// <summary>What a step of the code is worth under a scale of 1: 1, or 2^−6 for MXINT8.</summary>
    public float Unit { get; init; } = 1f;

    /// <summary>Whether a code stands for the middle of its cell, half a step above it (composed blocks under Uniform with floor).</summary>
    public bool Midpoint { get; init; }

    /// <summary>The scale; null where only the parts have one.</summary>
    public BlockField? Scale { get; init; }

    /// <summary>The minimum, or in super-blocks the factor of the parts' minima; null where there is none.</summary>
    public BlockField? Minimum { get; init; }

    /// <summary>The elements of a part that has a scale of its own; 0 where there are no parts.</summary>
    public int PartSize { get; init; }

    /// <summary>How the scales of parts are stored.</summary>
    public PartScales Parts { get; init; }

    /// <summary>The first byte of the scales of parts.</summary>
    public int PartsOffset { get; init; }

    /// <summary>The sums that it carries.</summary>
    public BlockSums Sums { get; init; }

    /// <summary>The first byte of the sums.</summary>
    public int SumsOffset { get; init; }

    /// <summary>The format of the other side in dot products of blocks; null where there are none.</summary>
    public QuantizationFormat? Partner { get; init; }

    /// <summary>What becomes of NaN.</summary>
    public NaNHandling NaNHandling { get; init; }

    /// <summary>The rule of the encoder where there are several.</summary>
    public BlockEncoding Encoding { get; init; }

    /// <summary>The number of parts.</summary>
    internal int PartCount => PartSize == 0 ? 1 : Size / PartSize;

    /// <summary>What levels are multiplied by to be integers, in dot products of blocks: 2 where they are halves, as those of E2M1 are.</summary>
    internal int LevelFactor => Levels is { } levels && levels.Any(level => level != (float)Math.Floor(level)) ? 2 : 1;

    /// <summary>The consecutive elements that one accumulator of a dot product of blocks takes: products of two full bytes leave room for one addition, others for three.</summary>
    internal int Together => Bits == 8 ? 2 : 4;

    /// <summary>
    /// Whether matrices of such blocks are multiplied by rows that are quantized to 8 bits, 32 elements together: codes of 4 bits under a scale alone, in
    /// blocks of whole 32s.
    /// </summary>
    internal bool HasMatrixProduct => Bits == 4 && Levels is null && Small is null && Scale is not null && Minimum is null && PartSize == 0 && !Midpoint && Size % 32 == 0;

    /// <summary>What matrix products add to a code to make it a field of four bits without a sign.</summary>
    internal int MatrixZero => MinCode < 0 ? 8 : 0;

    /// <summary>Halfway between one level and the next, of ascending levels.</summary>
    internal static float[] Midpoints(float[] levels)
    {
        float[] midpoints = new float[levels.Length - 1];
        for (int i = 0; i < midpoints.Length; i++) midpoints[i] = 0.5f * (levels[i] + levels[i + 1]);
        return midpoints;
    }

    /// <summary>Whether a minimum is subtracted (super-blocks) rather than added.</summary>
    internal bool SubtractsMinimum => PartSize > 0;
}
