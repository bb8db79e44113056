namespace Quantization;

/// <summary>Which integers serve as codes of <c>b</c> bits.</summary>
public enum CodeRange
{
    /// <summary>
    /// Affine: <see cref="Unsigned"/>, or <see cref="Full"/> where the target type is signed. Scale: <see cref="Narrow"/>
    /// (<see cref="Full"/> where the rounding is <see cref="Rounding.Floor"/>), or <see cref="Unsigned"/> where the target type is unsigned.
    /// Uniform: <see cref="Unsigned"/>.
    /// </summary>
    ByScheme,

    /// <summary>0 … 2^b − 1.</summary>
    Unsigned,

    /// <summary>−2^(b−1) … 2^(b−1) − 1.</summary>
    Full,

    /// <summary>−(2^(b−1) − 1) … 2^(b−1) − 1: as many codes below zero as above. With one bit: −1 and +1, the signs.</summary>
    Narrow,
}
