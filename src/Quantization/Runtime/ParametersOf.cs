using System.ComponentModel;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>Derives parameters from a range or from data, for a quantizer described by its code range. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ParametersOf
{
    /// <summary>Affine parameters of a range, which is first extended to hold 0.</summary>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <returns><c>s = (β − α) / (qmax − qmin)</c>, <c>z = saturate(nearest-even(qmin − α / s))</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public static AffineParameters Affine(float minimum, float maximum, int minCode, int maxCode)
    {
        QuantizerGuard.RequireBounds(minimum, maximum);
        (float scale, int zeroPoint) = ParameterDerivation.Affine(minimum, maximum, minCode, maxCode);
        return new AffineParameters(scale, zeroPoint);
    }

    /// <summary>Scale parameters of a range, which is made symmetric.</summary>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns><c>s = a / qmax</c> with <c>a = max(|α|, |β|)</c>, which is a itself for signs; under floor <c>2a / (2^b − 1)</c>, unsigned <c>a / 2^b</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public static ScaleParameters Scale(float minimum, float maximum, int bits, int minCode, int maxCode, bool floor)
    {
        QuantizerGuard.RequireBounds(minimum, maximum);
        return new ScaleParameters(ParameterDerivation.Scale(minimum, maximum, bits, minCode, maxCode, floor));
    }

    /// <summary>Uniform parameters of a range.</summary>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="floor">Whether the quantizer rounds down.</param>
    /// <returns><c>m</c> and <c>s = (M − m) / 2^b</c>; with a nearest rounding <c>s = (M − m) / (2^b − 1)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public static UniformParameters Uniform(float minimum, float maximum, int bits, bool floor)
    {
        QuantizerGuard.RequireBounds(minimum, maximum);
        return new UniformParameters(minimum, ParameterDerivation.Uniform(minimum, maximum, bits, floor));
    }

    /// <summary>The scale with which the levels of a codebook cover a range, which is made symmetric.</summary>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="reach">The greatest magnitude of a level.</param>
    /// <returns><c>s = max(|α|, |β|) / reach</c>; 1 where the range is [0, 0].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public static ScaleParameters Codebook(float minimum, float maximum, float reach)
    {
        QuantizerGuard.RequireBounds(minimum, maximum);
        return new ScaleParameters(ParameterDerivation.Codebook(minimum, maximum, reach));
    }
}
