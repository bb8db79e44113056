namespace Quantization.Runtime;

/// <content>Parameters of data of each type. Values are taken as floats; what is too large for one is left out with the infinities.</content>
public static partial class ParametersOf
{
    /// <summary>Affine parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static AffineParameters Affine(ReadOnlySpan<float> values, int minCode, int maxCode) => Affine<float>(values, minCode, maxCode);

    /// <summary>Affine parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static AffineParameters Affine(ReadOnlySpan<double> values, int minCode, int maxCode) => Affine<double>(values, minCode, maxCode);

    /// <summary>Affine parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static AffineParameters Affine(ReadOnlySpan<Half> values, int minCode, int maxCode) => Affine<Half>(values, minCode, maxCode);

    /// <summary>Affine parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static AffineParameters Affine(ReadOnlySpan<BFloat16> values, int minCode, int maxCode) => Affine<BFloat16>(values, minCode, maxCode);

    /// <summary>Scale parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span; for signs the mean magnitude, added up in the order that the documentation gives.</returns>
    public static ScaleParameters Scale(ReadOnlySpan<float> values, int bits, int minCode, int maxCode, bool floor) => Scale<float>(values, bits, minCode, maxCode, floor);

    /// <summary>Scale parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span; for signs the mean magnitude, added up in the order that the documentation gives.</returns>
    public static ScaleParameters Scale(ReadOnlySpan<double> values, int bits, int minCode, int maxCode, bool floor) => Scale<double>(values, bits, minCode, maxCode, floor);

    /// <summary>Scale parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span; for signs the mean magnitude, added up in the order that the documentation gives.</returns>
    public static ScaleParameters Scale(ReadOnlySpan<Half> values, int bits, int minCode, int maxCode, bool floor) => Scale<Half>(values, bits, minCode, maxCode, floor);

    /// <summary>Scale parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span; for signs the mean magnitude, added up in the order that the documentation gives.</returns>
    public static ScaleParameters Scale(ReadOnlySpan<BFloat16> values, int bits, int minCode, int maxCode, bool floor) => Scale<BFloat16>(values, bits, minCode, maxCode, floor);

    /// <summary>Uniform parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static UniformParameters Uniform(ReadOnlySpan<float> values, int bits, bool floor) => Uniform<float>(values, bits, floor);

    /// <summary>Uniform parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static UniformParameters Uniform(ReadOnlySpan<double> values, int bits, bool floor) => Uniform<double>(values, bits, floor);

    /// <summary>Uniform parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static UniformParameters Uniform(ReadOnlySpan<Half> values, int bits, bool floor) => Uniform<Half>(values, bits, floor);

    /// <summary>Uniform parameters of the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns>The parameters of the range that the values span.</returns>
    public static UniformParameters Uniform(ReadOnlySpan<BFloat16> values, int bits, bool floor) => Uniform<BFloat16>(values, bits, floor);

    /// <summary>The scale with which the levels of a codebook cover the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="reach">The greatest magnitude of a level.</param>
    /// <returns>The scale of the range that the values span.</returns>
    public static ScaleParameters Codebook(ReadOnlySpan<float> values, float reach) => Codebook<float>(values, reach);

    /// <summary>The scale with which the levels of a codebook cover the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="reach">The greatest magnitude of a level.</param>
    /// <returns>The scale of the range that the values span.</returns>
    public static ScaleParameters Codebook(ReadOnlySpan<Half> values, float reach) => Codebook<Half>(values, reach);

    /// <summary>The scale with which the levels of a codebook cover the finite values of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="reach">The greatest magnitude of a level.</param>
    /// <returns>The scale of the range that the values span.</returns>
    public static ScaleParameters Codebook(ReadOnlySpan<BFloat16> values, float reach) => Codebook<BFloat16>(values, reach);

    internal static AffineParameters Affine<TSource>(ReadOnlySpan<TSource> values, int minCode, int maxCode)
        where TSource : unmanaged
    {
        (float minimum, float maximum) = FiniteRange.Of(values);
        return Affine(minimum, maximum, minCode, maxCode);
    }

    internal static ScaleParameters Scale<TSource>(ReadOnlySpan<TSource> values, int bits, int minCode, int maxCode, bool floor)
        where TSource : unmanaged
    {
        if (bits == 1 && minCode < 0) return new ScaleParameters(MeanMagnitude.ScaleOf(values));
        (float minimum, float maximum) = FiniteRange.Of(values);
        return Scale(minimum, maximum, bits, minCode, maxCode, floor);
    }

    internal static UniformParameters Uniform<TSource>(ReadOnlySpan<TSource> values, int bits, bool floor)
        where TSource : unmanaged
    {
        (float minimum, float maximum) = FiniteRange.Of(values);
        return Uniform(minimum, maximum, bits, floor);
    }

    internal static ScaleParameters Codebook<TSource>(ReadOnlySpan<TSource> values, float reach)
        where TSource : unmanaged
    {
        (float minimum, float maximum) = FiniteRange.Of(values);
        return Codebook(minimum, maximum, reach);
    }
}
