using System.Numerics;
using Quantization.Runtime;

namespace Quantization;

/// <content>Parameters for each row or column of a matrix, whose rows lie one behind the other.</content>
public sealed partial class GenericQuantizer
{
    /// <summary>Quantizes a matrix, each row by its own parameters.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The values: <paramref name="rowLength"/> for each of the parameters.</param>
    /// <param name="destination">Receives one code a value.</param>
    /// <param name="rowLength">The elements of a row.</param>
    /// <param name="parameters">The parameters of each row.</param>
    /// <param name="random">The numbers of stochastic rounding: element i of the matrix takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The source has another number of elements, the destination is too short, overlaps the source or does not hold the codes, <typeparamref name="TSource"/> is
    /// another type, or a NaN is to be refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The length of a row is negative, or some parameters are not valid; nothing is written.</exception>
    public void QuantizeRows<TSource, TCode>(
        ReadOnlySpan<TSource> source, Span<TCode> destination, int rowLength, ReadOnlySpan<QuantizerParameters> parameters, RandomSequence random = default)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequireRows(source.Length, rowLength, parameters.Length);
        CheckQuantize(source, destination, parameters);
        int i = 0;
        foreach (QuantizerParameters row in parameters)
        {
            for (int end = i + rowLength; i < end; i++) destination[i] = TCode.CreateTruncating(CodeOf(source[i], row, random, i));
        }
    }

    /// <summary>Reconstructs a matrix, each row by its own parameters.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The codes: <paramref name="rowLength"/> for each of the parameters.</param>
    /// <param name="destination">Receives one value a code.</param>
    /// <param name="rowLength">The elements of a row.</param>
    /// <param name="parameters">The parameters of each row.</param>
    /// <exception cref="ArgumentException">
    /// The source has another number of elements, the destination is too short or overlaps the source, <typeparamref name="TCode"/> does not hold the codes, or
    /// <typeparamref name="TSource"/> is another type; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The length of a row is negative, or some parameters are not valid; nothing is written.</exception>
    public void DequantizeRows<TCode, TSource>(ReadOnlySpan<TCode> source, Span<TSource> destination, int rowLength, ReadOnlySpan<QuantizerParameters> parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TSource : unmanaged
    {
        QuantizerGuard.RequireRows(source.Length, rowLength, parameters.Length);
        CheckDequantize(source, destination, parameters);
        int i = 0;
        foreach (QuantizerParameters row in parameters)
        {
            for (int end = i + rowLength; i < end; i++) destination[i] = ValueOf<TSource>(int.CreateTruncating(source[i]), row);
        }
    }

    /// <summary>Replaces each value of a matrix by what quantizing and dequantizing with the parameters of its row makes of it.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The values: <paramref name="rowLength"/> for each of the parameters.</param>
    /// <param name="destination">Receives the values; the very memory of the source, or apart from it.</param>
    /// <param name="rowLength">The elements of a row.</param>
    /// <param name="parameters">The parameters of each row.</param>
    /// <param name="random">The numbers of stochastic rounding: element i of the matrix takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The source has another number of elements, the destination is too short or overlaps the source, <typeparamref name="TSource"/> is another type, or a NaN is to
    /// be refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The length of a row is negative, or some parameters are not valid; nothing is written.</exception>
    public void FakeQuantizeRows<TSource>(
        ReadOnlySpan<TSource> source, Span<TSource> destination, int rowLength, ReadOnlySpan<QuantizerParameters> parameters, RandomSequence random = default)
        where TSource : unmanaged
    {
        QuantizerGuard.RequireRows(source.Length, rowLength, parameters.Length);
        CheckFakeQuantize(source, destination, parameters);
        int i = 0;
        foreach (QuantizerParameters row in parameters)
        {
            for (int end = i + rowLength; i < end; i++) destination[i] = ValueOf<TSource>(CodeOf(source[i], row, random, i), row);
        }
    }

    /// <summary>Quantizes a matrix, each column by its own parameters: those of element i are number i modulo the number of columns.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The values: whole rows of as many as there are parameters.</param>
    /// <param name="destination">Receives one code a value.</param>
    /// <param name="parameters">The parameters of each column.</param>
    /// <param name="random">The numbers of stochastic rounding: element i of the matrix takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The source is not whole rows, the destination is too short, overlaps the source or does not hold the codes, <typeparamref name="TSource"/> is another type, or
    /// a NaN is to be refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Some parameters are not valid; nothing is written.</exception>
    public void QuantizeColumns<TSource, TCode>(
        ReadOnlySpan<TSource> source, Span<TCode> destination, ReadOnlySpan<QuantizerParameters> parameters, RandomSequence random = default)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequireColumns(source.Length, parameters.Length);
        CheckQuantize(source, destination, parameters);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = TCode.CreateTruncating(CodeOf(source[i], parameters[i % parameters.Length], random, i));
        }
    }

    /// <summary>Reconstructs a matrix, each column by its own parameters: those of element i are number i modulo the number of columns.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The codes: whole rows of as many as there are parameters.</param>
    /// <param name="destination">Receives one value a code.</param>
    /// <param name="parameters">The parameters of each column.</param>
    /// <exception cref="ArgumentException">
    /// The source is not whole rows, the destination is too short or overlaps the source, <typeparamref name="TCode"/> does not hold the codes, or
    /// <typeparamref name="TSource"/> is another type; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Some parameters are not valid; nothing is written.</exception>
    public void DequantizeColumns<TCode, TSource>(ReadOnlySpan<TCode> source, Span<TSource> destination, ReadOnlySpan<QuantizerParameters> parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TSource : unmanaged
    {
        QuantizerGuard.RequireColumns(source.Length, parameters.Length);
        CheckDequantize(source, destination, parameters);
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = ValueOf<TSource>(int.CreateTruncating(source[i]), parameters[i % parameters.Length]);
        }
    }

    /// <summary>Replaces each value of a matrix by what quantizing and dequantizing with the parameters of its column makes of it.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The values: whole rows of as many as there are parameters.</param>
    /// <param name="destination">Receives the values; the very memory of the source, or apart from it.</param>
    /// <param name="parameters">The parameters of each column.</param>
    /// <param name="random">The numbers of stochastic rounding: element i of the matrix takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The source is not whole rows, the destination is too short or overlaps the source, <typeparamref name="TSource"/> is another type, or a NaN is to be refused;
    /// nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">Some parameters are not valid; nothing is written.</exception>
    public void FakeQuantizeColumns<TSource>(
        ReadOnlySpan<TSource> source, Span<TSource> destination, ReadOnlySpan<QuantizerParameters> parameters, RandomSequence random = default)
        where TSource : unmanaged
    {
        QuantizerGuard.RequireColumns(source.Length, parameters.Length);
        CheckFakeQuantize(source, destination, parameters);
        for (int i = 0; i < source.Length; i++)
        {
            QuantizerParameters column = parameters[i % parameters.Length];
            destination[i] = ValueOf<TSource>(CodeOf(source[i], column, random, i), column);
        }
    }

    /// <summary>Quantizes a matrix, each row by the parameters that <see cref="ParametersFor{TSource}(ReadOnlySpan{TSource})"/> gives for it.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The values: <paramref name="rowLength"/> for each of the parameters.</param>
    /// <param name="destination">Receives one code a value.</param>
    /// <param name="rowLength">The elements of a row.</param>
    /// <param name="parameters">Receives the parameters of each row.</param>
    /// <param name="random">The numbers of stochastic rounding: element i of the matrix takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The source has another number of elements, the destination is too short, overlaps the source or does not hold the codes, <typeparamref name="TSource"/> is
    /// another type, or a NaN is to be refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The length of a row is negative; nothing is written.</exception>
    public void QuantizeDynamic<TSource, TCode>(
        ReadOnlySpan<TSource> source, Span<TCode> destination, int rowLength, Span<QuantizerParameters> parameters, RandomSequence random = default)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequireRows(source.Length, rowLength, parameters.Length);
        QuantizerGuard.RequireParametersApart<QuantizerParameters, TSource>(parameters, source);
        QuantizerGuard.RequireParametersApart<QuantizerParameters, TCode>(parameters, destination);
        CheckQuantize(source, destination, []);
        for (int row = 0; row < parameters.Length; row++) parameters[row] = ParametersFor(source.Slice(row * rowLength, rowLength));
        QuantizeRows(source, destination, rowLength, (ReadOnlySpan<QuantizerParameters>)parameters, random);
    }
}
