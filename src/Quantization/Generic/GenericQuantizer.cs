using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Every quantizer, in plain loops that decide everything at run time: for widths that are only known then, and the reference
/// that generated kernels equal bit for bit.
/// </summary>
public sealed class GenericQuantizer
{
    private readonly QuantizationScheme scheme;
    private readonly Rounding rounding;
    private readonly NaNHandling nanHandling;
    private readonly bool divides, vanishes, midpoint;

    /// <summary>Creates a quantizer.</summary>
    /// <param name="options">Its width, scheme and choices.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width or choice is not one that exists.</exception>
    /// <exception cref="ArgumentException">Two choices contradict each other, or the scheme.</exception>
    public GenericQuantizer(QuantizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        Options = options;
        scheme = options.Scheme;
        nanHandling = options.NaNHandling;
        divides = options.ScaleOperation == ScaleOperation.Divide;
        vanishes = options.OutOfRange == OutOfRangeHandling.Vanish;
        rounding = CodeRanges.Resolve(options.Scheme, options.Rounding);
        CodeRange range = CodeRanges.Resolve(options.Scheme, rounding, options.Range, signed: null);
        MinCode = CodeRanges.MinCode(options.Bits, range);
        MaxCode = CodeRanges.MaxCode(options.Bits, range);
        midpoint = rounding == Rounding.Floor && options.Scheme != QuantizationScheme.Affine && options.Reconstruction == Reconstruction.Midpoint;
    }

    /// <summary>The choices that the quantizer was made with.</summary>
    public QuantizerOptions Options { get; }

    /// <summary>The width of a code in bits.</summary>
    public int Bits => Options.Bits;

    /// <summary>The lowest code.</summary>
    public int MinCode { get; }

    /// <summary>The highest code.</summary>
    public int MaxCode { get; }

    /// <summary>Quantizes each value to a code.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one code a value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <exception cref="ArgumentException">The destination is too short, overlaps the source or does not hold the codes, or a NaN is to be refused; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void Quantize<TCode>(ReadOnlySpan<float> source, Span<TCode> destination, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequireApart(source, destination);
        CheckTarget<TCode>();
        Check(parameters);
        if (Options.NaNHandling == NaNHandling.Throw) QuantizerGuard.RequireNoNaN(source);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = TCode.CreateTruncating(Code(source[i], parameters));
        }
    }

    /// <summary>Quantizes one value.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <returns>The code.</returns>
    /// <exception cref="ArgumentException">The value is NaN and is to be refused, or <typeparamref name="TCode"/> does not hold the codes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public TCode Quantize<TCode>(float value, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        CheckTarget<TCode>();
        Check(parameters);
        if (Options.NaNHandling == NaNHandling.Throw) QuantizerGuard.RequireNoNaN(value);
        return TCode.CreateTruncating(Code(value, parameters));
    }

    /// <summary>Reconstructs a value from each code.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <param name="source">The codes.</param>
    /// <param name="destination">Receives one value a code.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the source, or <typeparamref name="TCode"/> does not hold the codes; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void Dequantize<TCode>(ReadOnlySpan<TCode> source, Span<float> destination, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequireApart(source, destination);
        CheckTarget<TCode>();
        Check(parameters);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = Value(int.CreateTruncating(source[i]), parameters);
        }
    }

    /// <summary>Reconstructs the value of one code.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <param name="code">The code.</param>
    /// <param name="parameters">The parameters that the code was made with.</param>
    /// <returns>The value that the code stands for.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="TCode"/> does not hold the codes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public float Dequantize<TCode>(TCode code, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        CheckTarget<TCode>();
        Check(parameters);
        return Value(int.CreateTruncating(code), parameters);
    }

    /// <summary>Replaces each value by what quantizing and dequantizing makes of it.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives the values; the very memory of the source, or apart from it.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the source, or a NaN is to be refused; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination, QuantizerParameters parameters)
    {
        QuantizerGuard.RequireInPlaceOrApart(source, destination);
        Check(parameters);
        if (Options.NaNHandling == NaNHandling.Throw) QuantizerGuard.RequireNoNaN(source);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = Value(Code(source[i], parameters), parameters);
        }
    }

    /// <summary>What quantizing and dequantizing makes of one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <returns>The reconstructed value.</returns>
    /// <exception cref="ArgumentException">The value is NaN and is to be refused.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public float FakeQuantize(float value, QuantizerParameters parameters)
    {
        Check(parameters);
        if (Options.NaNHandling == NaNHandling.Throw) QuantizerGuard.RequireNoNaN(value);
        return Value(Code(value, parameters), parameters);
    }

    /// <summary>The parameters with which the code range covers a range of values.</summary>
    /// <param name="minimum">The least value; finite.</param>
    /// <param name="maximum">The greatest value; finite, not below <paramref name="minimum"/>.</param>
    /// <returns>The parameters by the scheme's formulas.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public QuantizerParameters ParametersFor(float minimum, float maximum) => Options.Scheme switch
    {
        QuantizationScheme.Affine => ParametersOf.Affine(minimum, maximum, MinCode, MaxCode),
        QuantizationScheme.Scale => ParametersOf.Scale(minimum, maximum, Bits, MinCode, MaxCode, rounding == Rounding.Floor),
        _ => ParametersOf.Uniform(minimum, maximum, Bits, rounding == Rounding.Floor),
    };

    /// <summary>The parameters with which the code range covers the finite values of a tensor.</summary>
    /// <param name="values">The values; NaN and infinities are left out, and no value at all counts as 0.</param>
    /// <returns>The parameters by the scheme's formulas.</returns>
    public QuantizerParameters ParametersFor(ReadOnlySpan<float> values)
    {
        (float minimum, float maximum) = FiniteRange.Of(values);
        return ParametersFor(minimum, maximum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Code(float x, in QuantizerParameters parameters)
    {
        if (float.IsNaN(x))
        {
            if (nanHandling == NaNHandling.LowestCode) return MinCode;
            x = 0f;
        }

        if (scheme == QuantizationScheme.Uniform) x -= parameters.Minimum;
        float quotient = divides ? x / parameters.Scale : x * (1f / parameters.Scale);
        float rounded = rounding switch
        {
            Rounding.NearestEven => MathF.Round(quotient),
            Rounding.NearestAway => MathF.Round(quotient, MidpointRounding.AwayFromZero),
            Rounding.Floor => MathF.Floor(quotient),
            _ => MathF.Truncate(quotient),
        };
        // The zero point is 0 where the scheme has none. Codes have at most 16 bits, so these differences are exact.
        float low = MinCode - parameters.ZeroPoint, high = MaxCode - parameters.ZeroPoint;
        if (vanishes && Outside(quotient, rounded, low, high)) rounded = 0f;
        return float.ConvertToIntegerNative<int>(float.MinNative(float.MaxNative(rounded, low), high)) + parameters.ZeroPoint;
    }

    // The upper end of a sliced range belongs to it, although it is the lower edge of a cell that does not exist.
    private bool Outside(float quotient, float rounded, float low, float high) =>
        scheme == QuantizationScheme.Uniform && rounding == Rounding.Floor
            ? quotient < 0f || quotient > high + 1f
            : rounded < low || rounded > high;

    private float Value(int code, in QuantizerParameters parameters)
    {
        float steps = code - parameters.ZeroPoint;
        if (midpoint) steps += 0.5f;
        float value = steps * parameters.Scale;
        return scheme == QuantizationScheme.Uniform ? parameters.Minimum + value : value;
    }

    private void Check(QuantizerParameters parameters)
    {
        QuantizerGuard.RequireScale(parameters.Scale, Options.ScaleOperation == ScaleOperation.MultiplyByReciprocal);
        if (Options.Scheme == QuantizationScheme.Affine) QuantizerGuard.RequireZeroPoint(parameters.ZeroPoint, MinCode, MaxCode);
        else if (parameters.ZeroPoint != 0) throw new ArgumentOutOfRangeException(nameof(parameters), parameters.ZeroPoint, "Only the affine scheme has a zero point.");
        if (Options.Scheme == QuantizationScheme.Uniform) QuantizerGuard.RequireMinimum(parameters.Minimum);
        else if (parameters.Minimum != 0f) throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Minimum, "Only the uniform scheme has a minimum.");
    }

    private void CheckTarget<TCode>()
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        if (TCode.CreateSaturating(MinCode) == TCode.CreateTruncating(MinCode) && TCode.CreateSaturating(MaxCode) == TCode.CreateTruncating(MaxCode)) return;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{typeof(TCode).Name} does not hold the codes {MinCode} to {MaxCode}."));
    }

    private static void Check(QuantizerOptions options)
    {
        if (options.Bits is < 2 or > 16) throw new ArgumentOutOfRangeException(nameof(options), options.Bits, "Codes have 2 to 16 bits.");
        Defined(options.Scheme);
        Defined(options.Rounding);
        Defined(options.ScaleOperation);
        Defined(options.NaNHandling);
        Defined(options.OutOfRange);
        Defined(options.Range);
        Defined(options.Reconstruction);
        if (OptionConflicts.Find(options.Bits, options.Scheme, options.Rounding, options.Range, options.Reconstruction, options.OutOfRange, signed: null) is { } conflict)
        {
            throw new ArgumentException(conflict.Reason, nameof(options));
        }
    }

    private static void Defined<T>(T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) throw new ArgumentOutOfRangeException("options", value, $"There is no such {typeof(T).Name}.");
    }
}
