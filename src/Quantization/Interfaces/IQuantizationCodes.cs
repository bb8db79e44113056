namespace Quantization;

/// <summary>What is known of a quantizer's codes at compile time.</summary>
public interface IQuantizationCodes
{
    /// <summary>The width of a code in bits.</summary>
    static abstract int Bits { get; }

    /// <summary>The lowest code.</summary>
    static abstract int MinCode { get; }

    /// <summary>The highest code.</summary>
    static abstract int MaxCode { get; }
}
