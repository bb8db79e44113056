using System.Globalization;

namespace Quantization;

/// <summary>
/// The upper half of a float: 1 bit of sign, 8 of exponent, 7 of fraction, the range of <see cref="float"/> with two or three decimal digits.
/// Storage only: convert to compute.
/// </summary>
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private readonly ushort bits;

    private BFloat16(ushort bits) => this.bits = bits;

    /// <summary>A number by its bits.</summary>
    /// <param name="bits">The upper sixteen bits of a float.</param>
    /// <returns>The number.</returns>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The number's bits.</summary>
    /// <returns>The upper sixteen bits of a float.</returns>
    public ushort ToBits() => bits;

    /// <summary>Rounds a float to nearest, ties to even: <c>(u + 0x7FFF + ((u &gt;&gt; 16) &amp; 1)) &gt;&gt; 16</c> of its bits u. NaN stays NaN, made quiet.</summary>
    /// <param name="value">The float.</param>
    public static explicit operator BFloat16(float value)
    {
        uint u = BitConverter.SingleToUInt32Bits(value);
        return new BFloat16((ushort)(float.IsNaN(value) ? (u >> 16) | 0x40 : (u + 0x7FFF + ((u >> 16) & 1)) >> 16));
    }

    /// <summary>The same number as a float, exactly.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.bits << 16);

    /// <summary>The same as the conversion from a float, for languages without operators.</summary>
    /// <param name="value">The float.</param>
    /// <returns>The nearest number, ties to even.</returns>
    public static BFloat16 FromSingle(float value) => (BFloat16)value;

    /// <summary>The same as the conversion to a float, for languages without operators.</summary>
    /// <returns>The same number.</returns>
    public float ToSingle() => this;

    /// <summary>Whether two numbers are equal, as their floats are: NaN equals nothing, and both zeros are equal.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Whether two numbers are not equal.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(BFloat16 left, BFloat16 right) => !(left == right);

    /// <summary>As <see cref="float.Equals(float)"/>: NaN equals NaN here, so that numbers can be keys.</summary>
    /// <param name="other">Another number.</param>
    /// <returns>Whether they are the same.</returns>
    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    /// <inheritdoc/>
    public override bool Equals([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
