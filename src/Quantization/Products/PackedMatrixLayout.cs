namespace Quantization;

/// <summary>How a <see cref="PackedMatrix"/> holds its weights. The numbers are those in files.</summary>
public enum PackedMatrixLayout
{
    /// <summary>
    /// A signed byte each, in panels of 16 outputs: <c>[panel][inputs / 4][16 outputs][4 inputs]</c>. Outputs are filled up to whole panels and inputs to
    /// multiples of 16, with zeros.
    /// </summary>
    SignedBytes = 1,
}
