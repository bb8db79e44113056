namespace Quantization;

/// <summary>
/// Declares a quantizer: the source generator adds quantize, dequantize and fake-quantize kernels, specialised for these
/// options, to the <see langword="partial"/> type that carries the attribute.
/// </summary>
/// <remarks>
/// <para>The kernels follow one numeric contract and give the same bits on every processor.</para>
/// <para>
/// Constants: a declaration that gives <see cref="Scale"/> with <see cref="ZeroPoint"/> (Affine), <see cref="Scale"/> (Scale),
/// <see cref="Minimum"/> with <see cref="Scale"/> (Uniform), or <see cref="Minimum"/> and <see cref="Maximum"/> (each scheme)
/// has its parameters folded into the code, and its methods take no parameters.
/// </para>
/// </remarks>
/// <param name="bits">The width of a code in bits.</param>
/// <param name="scheme">The formula that relates values and codes.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class QuantizerAttribute(int bits, QuantizationScheme scheme) : Attribute
{
    /// <summary>The width of a code in bits.</summary>
    public int Bits { get; } = bits;

    /// <summary>The formula that relates values and codes.</summary>
    public QuantizationScheme Scheme { get; } = scheme;

    /// <summary>The integer type of a code, such as <c>typeof(sbyte)</c>. Default: the narrowest that holds the code range.</summary>
    public Type? Target { get; set; }

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
}
