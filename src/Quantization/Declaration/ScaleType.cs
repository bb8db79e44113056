namespace Quantization;

/// <summary>How the scale of a block is stored in the block; codes are made with the scale as it is stored.</summary>
public enum ScaleType
{
    /// <summary>No scale is stored: the declaration is not one of blocks with parameters inside.</summary>
    None,

    /// <summary>A float, 4 bytes.</summary>
    Single,

    /// <summary>An IEEE half, 2 bytes.</summary>
    Half,

    /// <summary>The upper half of a float, 2 bytes.</summary>
    BFloat16,

    /// <summary>A power of two by its biased exponent, 1 byte: 2^(e − 127); 255 is NaN.</summary>
    E8M0,

    /// <summary>An 8-bit float with 4 bits of exponent and 3 of fraction, at most 448; 1 byte.</summary>
    E4M3,
}
