namespace Quantization;

/// <summary>Turns values into codes and back; the parameters are constants of the declaration, or the format has none.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TSource">The type of a value.</typeparam>
/// <typeparam name="TCode">The integer type of a code, or what the format stores.</typeparam>
public interface IFixedQuantizer<TSelf, TSource, TCode> : IFixedDequantizer<TSelf, TSource, TCode>
    where TSelf : IFixedQuantizer<TSelf, TSource, TCode>
{
    /// <summary>Quantizes each value to a code.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one code a value; at least as long as <paramref name="source"/>, and apart from it in memory.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is too short, the spans overlap, or the source has a NaN and the declaration says throw; nothing is written.
    /// </exception>
    static abstract void Quantize(ReadOnlySpan<TSource> source, Span<TCode> destination);

    /// <summary>Quantizes one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The code, the same as the span overload gives.</returns>
    /// <exception cref="ArgumentException">The value is NaN and the declaration says throw.</exception>
    static abstract TCode Quantize(TSource value);

    /// <summary>Replaces each value by what quantizing and dequantizing makes of it, without storing codes.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives one value a value; at least as long as <paramref name="source"/>, and either the very same memory or apart from it.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is too short, the spans overlap without starting together, or the source has a NaN and the declaration says throw; nothing is written.
    /// </exception>
    static abstract void FakeQuantize(ReadOnlySpan<TSource> source, Span<TSource> destination);

    /// <summary>What quantizing and dequantizing makes of one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The reconstructed value, bit for bit that of dequantizing the quantized value.</returns>
    /// <exception cref="ArgumentException">The value is NaN and the declaration says throw.</exception>
    static abstract TSource FakeQuantize(TSource value);
}
