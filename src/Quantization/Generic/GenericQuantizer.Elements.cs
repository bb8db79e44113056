using System.Numerics;
using Quantization.Runtime;

namespace Quantization;

/// <content>One code in each element of a span.</content>
public sealed partial class GenericQuantizer
{
    /// <summary>Quantizes each value to a code.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one code a value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding: element i takes number i.</param>
    /// <exception cref="ArgumentException">The destination is too short, overlaps the source or does not hold the codes, or a NaN is to be refused; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void Quantize<TCode>(ReadOnlySpan<float> source, Span<TCode> destination, QuantizerParameters parameters, RandomSequence random = default)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode> =>
        Quantize<float, TCode>(source, destination, parameters, random);

    /// <summary>Quantizes each value to a code.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one code a value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding: element i takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The destination is too short, overlaps the source or does not hold the codes, <typeparamref name="TSource"/> is another type, or a NaN is to be
    /// refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void Quantize<TSource, TCode>(ReadOnlySpan<TSource> source, Span<TCode> destination, QuantizerParameters parameters, RandomSequence random = default)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        CheckQuantize(source, destination, parameters);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = TCode.CreateTruncating(CodeOf(source[i], parameters, random, i));
        }
    }

    /// <summary>Quantizes one value.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding, of which it takes the first.</param>
    /// <returns>The code.</returns>
    /// <exception cref="ArgumentException">The value is NaN and is to be refused, or <typeparamref name="TCode"/> does not hold the codes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public TCode Quantize<TCode>(float value, QuantizerParameters parameters, RandomSequence random = default)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode> =>
        Quantize<float, TCode>(value, parameters, random);

    /// <summary>Quantizes one value.</summary>
    /// <typeparam name="TSource">The type of the value: float, double, Half or BFloat16.</typeparam>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding, of which it takes the first.</param>
    /// <returns>The code.</returns>
    /// <exception cref="ArgumentException">
    /// The value is NaN and is to be refused, <typeparamref name="TCode"/> does not hold the codes, or <typeparamref name="TSource"/> is another type.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public TCode Quantize<TSource, TCode>(TSource value, QuantizerParameters parameters, RandomSequence random = default)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        RequireSource<TSource>();
        CheckTarget<TCode>();
        Check(parameters);
        if (nanHandling == NaNHandling.Throw) SourceValues.RequireNoNaN(value);
        return TCode.CreateTruncating(CodeOf(value, parameters, random, 0));
    }

    /// <summary>Reconstructs a value from each code.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <param name="source">The codes.</param>
    /// <param name="destination">Receives one value a code.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the source, or <typeparamref name="TCode"/> does not hold the codes; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void Dequantize<TCode>(ReadOnlySpan<TCode> source, Span<float> destination, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode> =>
        Dequantize<TCode, float>(source, destination, parameters);

    /// <summary>Reconstructs a value from each code.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The codes.</param>
    /// <param name="destination">Receives one value a code.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException">
    /// The destination is too short or overlaps the source, <typeparamref name="TCode"/> does not hold the codes, or <typeparamref name="TSource"/> is
    /// another type; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void Dequantize<TCode, TSource>(ReadOnlySpan<TCode> source, Span<TSource> destination, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TSource : unmanaged
    {
        CheckDequantize(source, destination, parameters);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = ValueOf<TSource>(int.CreateTruncating(source[i]), parameters);
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
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode> =>
        Dequantize<TCode, float>(code, parameters);

    /// <summary>Reconstructs the value of one code.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <typeparam name="TSource">The type of the value: float, double, Half or BFloat16.</typeparam>
    /// <param name="code">The code.</param>
    /// <param name="parameters">The parameters that the code was made with.</param>
    /// <returns>The value that the code stands for.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="TCode"/> does not hold the codes, or <typeparamref name="TSource"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public TSource Dequantize<TCode, TSource>(TCode code, QuantizerParameters parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        CheckTarget<TCode>();
        Check(parameters);
        return ValueOf<TSource>(int.CreateTruncating(code), parameters);
    }

    /// <summary>Replaces each value by what quantizing and dequantizing makes of it.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives the values; the very memory of the source, or apart from it.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding: element i takes number i.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the source, or a NaN is to be refused; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination, QuantizerParameters parameters, RandomSequence random = default) =>
        FakeQuantize<float>(source, destination, parameters, random);

    /// <summary>Replaces each value by what quantizing and dequantizing makes of it.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives the values; the very memory of the source, or apart from it.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding: element i takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The destination is too short or overlaps the source, <typeparamref name="TSource"/> is another type, or a NaN is to be refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void FakeQuantize<TSource>(ReadOnlySpan<TSource> source, Span<TSource> destination, QuantizerParameters parameters, RandomSequence random = default)
        where TSource : unmanaged
    {
        CheckFakeQuantize(source, destination, parameters);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = ValueOf<TSource>(CodeOf(source[i], parameters, random, i), parameters);
        }
    }

    /// <summary>What quantizing and dequantizing makes of one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding, of which it takes the first.</param>
    /// <returns>The reconstructed value.</returns>
    /// <exception cref="ArgumentException">The value is NaN and is to be refused.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public float FakeQuantize(float value, QuantizerParameters parameters, RandomSequence random = default) =>
        FakeQuantize<float>(value, parameters, random);

    /// <summary>What quantizing and dequantizing makes of one value.</summary>
    /// <typeparam name="TSource">The type of the value: float, double, Half or BFloat16.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding, of which it takes the first.</param>
    /// <returns>The reconstructed value.</returns>
    /// <exception cref="ArgumentException">The value is NaN and is to be refused, or <typeparamref name="TSource"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid.</exception>
    public TSource FakeQuantize<TSource>(TSource value, QuantizerParameters parameters, RandomSequence random = default)
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        Check(parameters);
        if (nanHandling == NaNHandling.Throw) SourceValues.RequireNoNaN(value);
        return ValueOf<TSource>(CodeOf(value, parameters, random, 0), parameters);
    }
}
