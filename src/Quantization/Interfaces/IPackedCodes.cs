namespace Quantization;

/// <summary>Packs codes into fewer bits than an integer has, and unpacks them.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TCode">The integer type of a code.</typeparam>
public interface IPackedCodes<TSelf, TCode>
    where TSelf : IPackedCodes<TSelf, TCode>
{
    /// <summary>The bytes that packed codes take.</summary>
    /// <param name="count">The number of codes.</param>
    /// <returns>The number of bytes, the last one perhaps not full.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or the bytes are more than a span has.</exception>
    /// <exception cref="ArgumentException"><paramref name="count"/> is not whole blocks, where codes are packed in blocks.</exception>
    static abstract int GetPackedLength(int count);

    /// <summary>Packs codes; one outside the range keeps its low bits.</summary>
    /// <param name="source">The codes.</param>
    /// <param name="destination">Receives the bytes; at least as many, and apart from <paramref name="source"/> in memory.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or the spans overlap; nothing is written.</exception>
    static abstract void Pack(ReadOnlySpan<TCode> source, Span<byte> destination);

    /// <summary>Unpacks codes.</summary>
    /// <param name="source">The packed codes.</param>
    /// <param name="destination">Receives codes until it is full; apart from <paramref name="source"/> in memory.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is too short for the destination, or the spans overlap; nothing is written.</exception>
    static abstract void Unpack(ReadOnlySpan<byte> source, Span<TCode> destination);

    /// <summary>One of many packed codes.</summary>
    /// <param name="packed">The packed codes.</param>
    /// <param name="index">Which of them.</param>
    /// <returns>The code.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative, or there are not so many codes.</exception>
    static abstract TCode GetCode(ReadOnlySpan<byte> packed, int index);
}
