namespace Quantization;

/// <summary>Tells the size of blocks that carry their own parameters.</summary>
public interface IBlocks
{
    /// <summary>The elements of a block.</summary>
    static abstract int BlockSize { get; }

    /// <summary>The bytes of a block.</summary>
    static abstract int BytesPerBlock { get; }

    /// <summary>The bytes that the blocks of some elements take.</summary>
    /// <param name="count">The number of elements: whole blocks.</param>
    /// <returns>The blocks times <see cref="BytesPerBlock"/>.</returns>
    /// <exception cref="ArgumentException">The count is not whole blocks.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or as many bytes are more than a span has.</exception>
    static abstract int GetByteCount(int count);
}
