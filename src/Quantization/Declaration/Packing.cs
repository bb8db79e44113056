namespace Quantization;

/// <summary>The order of codes in packed storage.</summary>
public enum Packing
{
    /// <summary>
    /// A little-endian bit stream: code i of b bits holds bits i·b to (i + 1)·b, the first in the lowest bits of the first byte.
    /// n codes take ⌈n·b / 8⌉ bytes; the unused high bits of the last one are 0. Signed codes are two's complement in b bits. Four bits
    /// are in ONNX's order.
    /// </summary>
    Dense,

    /// <summary>
    /// For 4 bits, in blocks of n codes: byte j of a block holds code j in its low half and code j + n/2 in its high half, as the blocks
    /// of GGUF files do. Only whole blocks can be stored.
    /// </summary>
    SplitHalves,
}
