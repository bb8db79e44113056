namespace Quantization;

/// <summary>Multiplies blocks by values.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
public interface IBlockDot<TSelf> : IBlocks
    where TSelf : IBlockDot<TSelf>
{
    /// <summary>The sum of the products of quantized with other values, in a fixed order.</summary>
    /// <param name="blocks">Whole blocks.</param>
    /// <param name="values">A value for each element.</param>
    /// <returns>The sum; the same on every processor.</returns>
    /// <exception cref="ArgumentException"><paramref name="blocks"/> are not whole blocks, or there is not a value for each element.</exception>
    static abstract float Dot(ReadOnlySpan<byte> blocks, ReadOnlySpan<float> values);
}

/// <summary>Multiplies blocks of weights by the blocks that activations are quantized to beside them.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
public interface IPartnerDot<TSelf> : IBlocks
    where TSelf : IPartnerDot<TSelf>
{
    /// <summary>The format of the activations' blocks.</summary>
    static abstract QuantizationFormat Partner { get; }

    /// <summary>The sum of the products of two quantized vectors: integers are exact, floats are added in a fixed order.</summary>
    /// <param name="blocks">Whole blocks.</param>
    /// <param name="partners">Blocks of the partner format, of as many elements.</param>
    /// <returns>The sum; the same on every processor.</returns>
    /// <exception cref="ArgumentException">Either is not whole blocks, or they are not of as many elements.</exception>
    static abstract float Dot(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> partners);
}
