using System.Numerics;
using System.Runtime.CompilerServices;
using Quantization.Runtime;

namespace Quantization;

/// <content>The formulas, in float or in double.</content>
public sealed partial class GenericQuantizer
{
    /// <summary>The code of a value; the index counts within the call, for the random number of the element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CodeOf<TSource>(TSource value, in QuantizerParameters parameters, in RandomSequence random, int index)
        where TSource : unmanaged =>
        typeof(TSource) == typeof(double)
            ? Code(Unsafe.BitCast<TSource, double>(value), parameters, random, index)
            : Code(SourceValues.ToSingle(value), parameters, random, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSource ValueOf<TSource>(int code, in QuantizerParameters parameters)
        where TSource : unmanaged =>
        typeof(TSource) == typeof(double)
            ? Unsafe.BitCast<double, TSource>(Value<double>(code, parameters))
            : SourceValues.FromSingle<TSource>(Value<float>(code, parameters));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Code<T>(T x, in QuantizerParameters parameters, in RandomSequence random, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(x))
        {
            if (nanHandling == NaNHandling.LowestCode) return MinCode;
            x = T.Zero;
        }

        // The value decides and not its quotient, which might be a zero.
        if (signs) return x >= T.Zero ? MaxCode : MinCode;
        if (steps is not null) return steps.CodeOf(float.CreateTruncating(scheme == QuantizationScheme.Learned ? x : Quotient(x, parameters)));
        T quotient = Quotient(x, parameters);
        T rounded = Rounded(quotient, random, index);
        if (vanishes && Outside(quotient, rounded, parameters.ZeroPoint)) rounded = T.Zero;
        T low = Steps<T>(MinCode, parameters.ZeroPoint), high = Steps<T>(MaxCode, parameters.ZeroPoint);
        return T.ConvertToIntegerNative<int>(T.MinNative(T.MaxNative(rounded, low), high)) + parameters.ZeroPoint;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Quotient<T>(T x, in QuantizerParameters parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scheme == QuantizationScheme.Uniform) x -= T.CreateTruncating(parameters.Minimum);
        T scale = T.CreateTruncating(parameters.Scale);
        return divides ? x / scale : x * (T.One / scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Rounded<T>(T quotient, in RandomSequence random, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        rounding switch
        {
            Rounding.NearestEven => T.Round(quotient),
            Rounding.NearestAway => T.Round(quotient, MidpointRounding.AwayFromZero),
            Rounding.Floor => T.Floor(quotient),
            Rounding.TowardZero => T.Truncate(quotient),
            _ => Stochastic(quotient, random, index),
        };

    // An infinite quotient is its own floor; the difference is NaN then, and less than nothing.
    private static T Stochastic<T>(T quotient, in RandomSequence random, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T floor = T.Floor(quotient);
        return T.CreateTruncating(random[(ulong)index]) < quotient - floor ? floor + T.One : floor;
    }

    // The upper end of a sliced range belongs to it, although it is the lower edge of a cell that does not exist.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Outside<T>(T quotient, T rounded, int zeroPoint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        scheme == QuantizationScheme.Uniform && rounding == Rounding.Floor
            ? quotient < T.Zero || quotient > T.CreateTruncating(MaxCode + 1)
            : rounded < Steps<T>(MinCode, zeroPoint) || rounded > Steps<T>(MaxCode, zeroPoint);

    // The zero point is 0 where the scheme has none. Codes have at most 16 bits, so the difference is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Steps<T>(int code, int zeroPoint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(code - zeroPoint);

    private T Value<T>(int code, in QuantizerParameters parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (this.steps is not null)
        {
            T level = T.CreateTruncating(this.steps.ValueOf(code & ((1 << Bits) - 1)));
            return scheme == QuantizationScheme.Learned ? level : level * T.CreateTruncating(parameters.Scale);
        }

        // Of a code that should be a sign, the sign counts.
        T steps = T.CreateTruncating(signs ? (code >> 31) | 1 : code - parameters.ZeroPoint);
        if (midpoint) steps += T.CreateTruncating(0.5f);
        T value = steps * T.CreateTruncating(parameters.Scale);
        return scheme == QuantizationScheme.Uniform ? T.CreateTruncating(parameters.Minimum) + value : value;
    }
}
