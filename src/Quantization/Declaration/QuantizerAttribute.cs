namespace Quantization;

/// <summary>
/// Declares a quantizer: the source generator adds quantize, dequantize and fake-quantize kernels, specialised for these
/// options, to the <see langword="partial"/> type that carries the attribute.
/// </summary>
/// <remarks>
/// <para>The kernels follow one numeric contract and give the same bits on every processor.</para>
/// <para>
/// Constants: a declaration that gives <see cref="Scale"/> with <see cref="ZeroPoint"/> (Affine), <see cref="Scale"/> (Scale),
/// <see cref="Minimum"/> with <see cref="Scale"/> (Uniform), <see cref="Minimum"/> and <see cref="Maximum"/> (each of these schemes),
/// <see cref="Levels"/> with <see cref="Scale"/> (Codebook) or <see cref="Thresholds"/> with <see cref="Levels"/> (Learned) has its parameters folded into the code, and its methods take no parameters. <see cref="Calibration"/> has them read from a file instead.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class QuantizerAttribute : Attribute
{
    /// <summary>Declares a quantizer by the width of its codes and its scheme.</summary>
    /// <param name="bits">The width of a code in bits: 1 to 16.</param>
    /// <param name="scheme">The formula that relates values and codes.</param>
    public QuantizerAttribute(int bits, QuantizationScheme scheme)
    {
        Bits = bits;
        Scheme = scheme;
    }

    /// <summary>Declares a quantizer that stores values in a format which needs no parameters beside it.</summary>
    /// <param name="format">The format.</param>
    public QuantizerAttribute(QuantizationFormat format) => Format = format;

    /// <summary>The width of a code in bits; 0 where a format is given.</summary>
    public int Bits { get; }

    /// <summary>The formula that relates values and codes; without meaning where a format is given.</summary>
    public QuantizationScheme Scheme { get; }

    /// <summary>The format of stored values; null where codes have a width and a scheme.</summary>
    public QuantizationFormat? Format { get; }

    /// <summary>
    /// The type of a value: <c>typeof(float)</c>, which is the default, <c>typeof(double)</c>, <c>typeof(Half)</c> or
    /// <c>typeof(BFloat16)</c>. Values of 16 bits are widened exactly and results rounded to nearest even; <see langword="double"/> values are computed in
    /// <see langword="double"/>.
    /// </summary>
    public Type? Source { get; set; }

    /// <summary>The integer type of a code, such as <c>typeof(sbyte)</c>. Default: the narrowest that holds the code range.</summary>
    public Type? Target { get; set; }

    /// <summary>The kernels to generate.</summary>
    public QuantizerKernels Kernels { get; set; }

    /// <summary>
    /// The quantizer of the other operand of products, a type of the same project: of the right-hand codes of <see cref="QuantizerKernels.Dot"/>, the query of
    /// <see cref="QuantizerKernels.Score"/> and the activations of <see cref="QuantizerKernels.MatrixProduct"/>. Its codes take a byte each. Default: the
    /// declared type itself.
    /// </summary>
    public Type? Partner { get; set; }

    /// <summary>
    /// The integer type of sums of products of codes: <c>typeof(long)</c>, which is the default, or <c>typeof(int)</c>, which limits the number of elements so
    /// that no sum can overflow.
    /// </summary>
    public Type? Accumulator { get; set; }

    /// <summary>
    /// The number of elements of every call, such as the dimension of an embedding: the kernels are then written without a loop up to
    /// 12 steps of an instruction set (768 elements with AVX-512, 384 with AVX2, 192 with 128 bits), and with a constant number of turns beyond. At most
    /// 1,048,576; 0, the default, is any number.
    /// </summary>
    public int Length { get; set; }

    /// <summary>The order of codes in packed storage.</summary>
    public Packing Packing { get; set; }

    /// <summary>
    /// The codes of a block. Of <see cref="Packing.SplitHalves"/> without a stored scale: a power of two from 32 to 4096; 0, the default, is
    /// 32. With a <see cref="ScaleType"/>: a multiple of 32 up to 4096; of 2, 4 and 8 bits where halves are not split, a multiple of 16.
    /// </summary>
    public int BlockSize { get; set; }

    /// <summary>
    /// How each block stores its scale. Where it is given, the declaration composes a block format: in every <see cref="BlockSize"/> elements the
    /// scale, under Uniform the minimum, then the codes in their packing. Methods take no parameters then.
    /// </summary>
    public ScaleType ScaleType { get; set; }

    /// <summary>Which rule of a block format's encoder is followed, where it has several.</summary>
    public BlockEncoding Encoding { get; set; }

    /// <summary>
    /// For the 8-bit float formats: whether what is too large, and infinities, become the greatest finite value. True is the default; otherwise they
    /// become infinite, or NaN where the format has no infinities.
    /// </summary>
    public bool Saturate { get; set; } = true;

    /// <summary>How quotients become integers.</summary>
    public Rounding Rounding { get; set; }

    /// <summary>How values are divided by the scale.</summary>
    public ScaleOperation ScaleOperation { get; set; }

    /// <summary>What becomes of NaN.</summary>
    public NaNHandling NaNHandling { get; set; }

    /// <summary>What becomes of values outside the representable range.</summary>
    public OutOfRangeHandling OutOfRange { get; set; }

    /// <summary>Which integers serve as codes.</summary>
    public CodeRange Range { get; set; }

    /// <summary>Which point of its cell a floor-rounded code stands for.</summary>
    public Reconstruction Reconstruction { get; set; }

    /// <summary>A constant scale <c>s</c>: positive and finite.</summary>
    public float Scale { get; set; }

    /// <summary>A constant zero point <c>z</c> within the code range (Affine, beside <see cref="Scale"/>).</summary>
    public int ZeroPoint { get; set; }

    /// <summary>The constant lower end of the range of values.</summary>
    public float Minimum { get; set; }

    /// <summary>The constant upper end of the range of values.</summary>
    public float Maximum { get; set; }

    /// <summary>
    /// Constant levels, at most 2^<see cref="Bits"/>: finite, each above the one before it (Codebook and Learned). Codes number them from 0 on. Without them the levels are
    /// parameters at run time.
    /// </summary>
    public float[]? Levels { get; set; }

    /// <summary>Constant thresholds (Learned, beside <see cref="Levels"/>): one fewer than levels, finite, each above the one before it.</summary>
    public float[]? Thresholds { get; set; }

    /// <summary>
    /// The name of an entry of a calibration file (<see cref="CalibrationFile"/>), which is given to the compiler as one of <c>AdditionalFiles</c>: its
    /// parameters are constants of the code, exactly as if they were written here, but that a <see cref="Target"/> must hold the codes of all levels that
    /// a width can number. Null, the default, is none; stands beside no other constant.
    /// </summary>
    public string? Calibration { get; set; }
}
