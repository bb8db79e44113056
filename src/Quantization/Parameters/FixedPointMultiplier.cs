namespace Quantization;

/// <summary>
/// A real multiplier as integers, <c>Multiplier · 2^−Shift</c>, for processors and for results that must do without floating point
/// (arXiv 1712.05877, section 2.2).
/// </summary>
/// <param name="Multiplier">m: not negative.</param>
/// <param name="Shift">k: 1 to 62.</param>
public readonly record struct FixedPointMultiplier(int Multiplier, int Shift)
{
    /// <summary>The nearest multiplier of 31 significant bits, ties to even: m is from 2^30 to 2^31, exclusive.</summary>
    /// <param name="value">The real multiplier: from 2^−32 to what rounds below 2^30.</param>
    /// <returns>m and k with <c>m · 2^−k</c> within 2^−31 of <paramref name="value"/>, relatively.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of that range, or NaN.</exception>
    public static FixedPointMultiplier FromReal(double value)
    {
        if (value > 0 && double.IsFinite(value))
        {
            int shift = 30 - Math.ILogB(value);
            double significand = Math.Round(Math.ScaleB(value, shift), MidpointRounding.ToEven);
            if (significand == 1L << 31)
            {
                significand /= 2;
                shift--;
            }

            if (shift is >= 1 and <= 62) return new FixedPointMultiplier((int)significand, shift);
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, "A multiplier of 31 bits and a shift of 1 to 62 is from 2^-32 to 2^30.");
    }
}
