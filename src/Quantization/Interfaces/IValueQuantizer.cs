namespace Quantization;

/// <summary>Turns values into codes and back, with parameters given at run time: also those that follow from no range, such as the steps of a learned quantizer.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TSource">The type of a value.</typeparam>
/// <typeparam name="TCode">The integer type of a code.</typeparam>
/// <typeparam name="TParameters">The parameters of the scheme.</typeparam>
public interface IValueQuantizer<TSelf, TSource, TCode, TParameters> : IDequantizer<TSelf, TSource, TCode, TParameters>
    where TSelf : IValueQuantizer<TSelf, TSource, TCode, TParameters>
    where TParameters : struct
{
    /// <summary>Quantizes each value to a code.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one code a value; at least as long as <paramref name="source"/>, and apart from it in memory.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is too short, the spans overlap, or the source has a NaN and the declaration says throw; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid; nothing is written.</exception>
    static abstract void Quantize(ReadOnlySpan<TSource> source, Span<TCode> destination, TParameters parameters);

    /// <summary>Quantizes one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <returns>The code, the same as the span overload gives.</returns>
    /// <exception cref="ArgumentException">The value is NaN and the declaration says throw.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid.</exception>
    static abstract TCode Quantize(TSource value, TParameters parameters);

    /// <summary>Replaces each value by what quantizing and dequantizing makes of it, without storing codes.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one value a value; at least as long as <paramref name="source"/>, and either the very same memory or apart from it.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is too short, the spans overlap without starting together, or the source has a NaN and the declaration says throw; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid; nothing is written.</exception>
    static abstract void FakeQuantize(ReadOnlySpan<TSource> source, Span<TSource> destination, TParameters parameters);

    /// <summary>What quantizing and dequantizing makes of one value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <returns>The reconstructed value, bit for bit that of dequantizing the quantized value.</returns>
    /// <exception cref="ArgumentException">The value is NaN and the declaration says throw.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid.</exception>
    static abstract TSource FakeQuantize(TSource value, TParameters parameters);
}
