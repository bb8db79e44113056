using System.Numerics;
using Quantization.Runtime;

namespace Quantization;

/// <content>Sums of products of codes to codes of another tensor (arXiv 1712.05877, section 2.2).</content>
public sealed partial class GenericQuantizer
{
    /// <summary>Turns 32-bit sums of products into codes by a real multiplier: <c>saturate(nearest-even((float)sum · M) + z)</c>.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The sums.</param>
    /// <param name="destination">Receives one code a sum.</param>
    /// <param name="multiplier">M: the product of the scales of the factors, divided by that of the codes; positive and finite.</param>
    /// <param name="zeroPoint">z: the code of 0.0; 0 under Scale.</param>
    /// <remarks>The rounding, NaN and out-of-range choices do not apply.</remarks>
    /// <exception cref="ArgumentException">The destination is too short, overlaps the source or does not hold the codes; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The multiplier or the zero point is not valid; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The codes are signs, uniform, or of more than 8 bits.</exception>
    public void Requantize<TCode>(ReadOnlySpan<int> source, Span<TCode> destination, float multiplier, int zeroPoint)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        CheckRequantize(source, destination, zeroPoint);
        QuantizerGuard.RequireMultiplier(multiplier);
        float low = MinCode - zeroPoint, high = MaxCode - zeroPoint;
        for (int i = 0; i < source.Length; i++)
        {
            float rounded = MathF.Round(source[i] * multiplier);
            destination[i] = TCode.CreateTruncating((int)float.Clamp(rounded, low, high) + zeroPoint);
        }
    }

    /// <summary>Turns 32-bit sums of products into codes by integers alone: <c>saturate(((sum · m + 2^(k−1)) &gt;&gt; k) + z)</c> in 64 bits.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The sums.</param>
    /// <param name="destination">Receives one code a sum.</param>
    /// <param name="multiplier">m and k of <c>M = m · 2^−k</c>.</param>
    /// <param name="zeroPoint">z: the code of 0.0; 0 under Scale.</param>
    /// <remarks>A tie goes up. The rounding, NaN and out-of-range choices do not apply.</remarks>
    /// <exception cref="ArgumentException">The destination is too short, overlaps the source or does not hold the codes; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The multiplier or the zero point is not valid; nothing is written.</exception>
    /// <exception cref="InvalidOperationException">The codes are signs, uniform, or of more than 8 bits.</exception>
    public void Requantize<TCode>(ReadOnlySpan<int> source, Span<TCode> destination, FixedPointMultiplier multiplier, int zeroPoint)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        CheckRequantize(source, destination, zeroPoint);
        QuantizerGuard.RequireMultiplier(multiplier);
        long half = 1L << (multiplier.Shift - 1);
        for (int i = 0; i < source.Length; i++)
        {
            // The product is at most 2^62 in magnitude and the half at most 2^61: no step overflows.
            long code = ((((long)source[i] * multiplier.Multiplier) + half) >> multiplier.Shift) + zeroPoint;
            destination[i] = TCode.CreateTruncating(long.Clamp(code, MinCode, MaxCode));
        }
    }

    private void CheckRequantize<TCode>(ReadOnlySpan<int> source, Span<TCode> destination, int zeroPoint)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        if (signs || scheme == QuantizationScheme.Uniform || Bits > 8)
        {
            throw new InvalidOperationException("Sums are requantized to affine or scale codes of at most 8 bits that have a code for 0.");
        }

        QuantizerGuard.RequireApart(source, destination);
        CheckTarget<TCode>();
        bool affine = scheme == QuantizationScheme.Affine;
        QuantizerGuard.RequireOwnZeroPoint(zeroPoint, affine ? MinCode : 0, affine ? MaxCode : 0);
    }
}
