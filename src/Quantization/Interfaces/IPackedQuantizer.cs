namespace Quantization;

/// <summary>Turns values into packed codes and back, with parameters given at run time.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TSource">The type of a value.</typeparam>
/// <typeparam name="TParameters">The parameters of the scheme.</typeparam>
public interface IPackedQuantizer<TSelf, TSource, TParameters>
    where TSelf : IPackedQuantizer<TSelf, TSource, TParameters>
    where TParameters : struct
{
    /// <summary>The bytes that packed codes take.</summary>
    /// <param name="count">The number of codes.</param>
    /// <returns>The number of bytes, the last one perhaps not full.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or the bytes are more than a span has.</exception>
    /// <exception cref="ArgumentException"><paramref name="count"/> is not whole blocks, where codes are packed in blocks.</exception>
    static abstract int GetPackedLength(int count);

    /// <summary>Quantizes each value to a packed code.</summary>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives the bytes; at least as many as the codes take, and apart from <paramref name="source"/> in memory.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, the spans overlap, or the source has a NaN and the declaration says throw; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid; nothing is written.</exception>
    static abstract void QuantizePacked(ReadOnlySpan<TSource> source, Span<byte> destination, TParameters parameters);

    /// <summary>Reconstructs a value from each packed code.</summary>
    /// <param name="source">The packed codes.</param>
    /// <param name="destination">Receives one value a code until it is full; apart from <paramref name="source"/> in memory.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is too short for the destination, or the spans overlap; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid; nothing is written.</exception>
    static abstract void DequantizePacked(ReadOnlySpan<byte> source, Span<TSource> destination, TParameters parameters);

    /// <summary>Reconstructs a value from each packed code, from some element on.</summary>
    /// <param name="source">The packed codes.</param>
    /// <param name="firstElement">The first code to dequantize: a multiple of 8, or of the size of a block.</param>
    /// <param name="destination">Receives one value a code until it is full; apart from <paramref name="source"/> in memory.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is too short for the destination, <paramref name="firstElement"/> is no such multiple, or the spans overlap; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstElement"/> is negative, or <paramref name="parameters"/> are not valid; nothing is written.</exception>
    static abstract void DequantizePacked(ReadOnlySpan<byte> source, int firstElement, Span<TSource> destination, TParameters parameters);
}
