namespace Quantization;

/// <summary>
/// The natural logarithm by basic operations only: <see cref="Math.Log(double)"/> is the platform's own and differs in the last bit between
/// platforms, which could choose another threshold.
/// </summary>
internal static class NaturalLogarithm
{
    /// <summary>ln x of a positive normal number, within some units of the last place: x = m · 2^e with m from √½ to √2, ln m = 2 artanh((m − 1) / (m + 1)).</summary>
    internal static double Of(double x)
    {
        const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        double s = (m - 1) / (m + 1), square = s * s, sum = 0;
        // |s| is at most 0.1716: 2·s²¹/21 is below 10⁻¹⁷.
        for (int power = 21; power >= 3; power -= 2) sum = (sum + 1.0 / power) * square;
        return exponent * Ln2High + (exponent * Ln2Low + 2 * (s + s * sum));
    }
}
