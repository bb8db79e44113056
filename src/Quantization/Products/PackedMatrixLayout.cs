namespace Quantization;

/// <summary>How a <see cref="PackedMatrix"/> holds its weights. The numbers are those in files.</summary>
public enum PackedMatrixLayout
{
    /// <summary>
    /// A signed byte each, in panels of 16 outputs: <c>[panel][inputs / 4][16 outputs][4 inputs]</c>. Outputs are filled up to whole panels and inputs to
    /// multiples of 16, with zeros.
    /// </summary>
    SignedBytes = 1,

    /// <summary>
    /// Fields of 4 bits that lie 8 above their codes, in panels of 16 outputs: <c>[panel][inputs / 32]</c> of 16 scales as floats, then four vectors of 64 bytes, <c>[16 outputs][4
    /// inputs]</c>: vector j has inputs 8·j to 8·j + 3 of 32 in its low halves, 8·j + 4 to 8·j + 7 in its high halves. Outputs are filled up to whole panels, with scales of 0.
    /// </summary>
    BlocksOf4BitsAbout8 = 2,

    /// <summary>The same with fields that are the codes themselves, without a sign.</summary>
    BlocksOf4Bits = 3,
}
