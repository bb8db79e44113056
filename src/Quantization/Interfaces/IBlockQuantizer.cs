namespace Quantization;

/// <summary>Turns values into blocks that carry their own parameters, and back.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
public interface IBlockQuantizer<TSelf> : IBlocks
    where TSelf : IBlockQuantizer<TSelf>
{
    /// <summary>Quantizes values to blocks.</summary>
    /// <param name="source">The values: whole blocks.</param>
    /// <param name="destination">Receives the blocks; long enough for all of them, and apart from <paramref name="source"/> in memory.</param>
    /// <exception cref="ArgumentException">
    /// The values are not whole blocks, <paramref name="destination"/> is too short, the spans overlap, or the source has a NaN and the declaration
    /// says throw; nothing is written.
    /// </exception>
    static abstract void Quantize(ReadOnlySpan<float> source, Span<byte> destination);

    /// <summary>Reconstructs the values of blocks.</summary>
    /// <param name="source">Whole blocks.</param>
    /// <param name="destination">Receives the values of each; long enough for all of them, and apart from <paramref name="source"/> in memory.</param>
    /// <exception cref="ArgumentException">The source is not whole blocks, <paramref name="destination"/> is too short, or the spans overlap; nothing is written.</exception>
    static abstract void Dequantize(ReadOnlySpan<byte> source, Span<float> destination);

    /// <summary>Replaces each value by what quantizing and dequantizing makes of it.</summary>
    /// <param name="source">The values: whole blocks.</param>
    /// <param name="destination">Receives as many values; at least as long as <paramref name="source"/>, and either the very same memory or apart from it.</param>
    /// <exception cref="ArgumentException">
    /// The values are not whole blocks, <paramref name="destination"/> is too short, the spans overlap without starting together, or the source has a
    /// NaN and the declaration says throw; nothing is written.
    /// </exception>
    static abstract void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination);
}
