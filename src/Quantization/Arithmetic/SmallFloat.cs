namespace Quantization.Arithmetic;

/// <summary>
/// A float of at most 16 bits: a sign, an exponent and a fraction. The generator compiles this file too, so that each is described once.
/// </summary>
/// <param name="ExponentBits">The bits of the exponent.</param>
/// <param name="FractionBits">The bits of the fraction.</param>
/// <param name="Bias">What is added to an exponent to store it.</param>
/// <param name="Greatest">The greatest finite value.</param>
/// <param name="HasInfinity">Whether the greatest exponent means infinities and NaN, as in IEEE formats.</param>
/// <param name="HasNaN">Whether there is a NaN; without infinities it is all ones.</param>
internal sealed record SmallFloat(int ExponentBits, int FractionBits, int Bias, float Greatest, bool HasInfinity, bool HasNaN)
{
    /// <summary>1 bit of fraction, the values 0, ½, 1, 1½, 2, 3, 4, 6 with either sign.</summary>
    internal static SmallFloat E2M1 { get; } = new(2, 1, 1, 6f, HasInfinity: false, HasNaN: false);

    /// <summary>6 bits, at most 7.5.</summary>
    internal static SmallFloat E2M3 { get; } = new(2, 3, 1, 7.5f, HasInfinity: false, HasNaN: false);

    /// <summary>6 bits, at most 28.</summary>
    internal static SmallFloat E3M2 { get; } = new(3, 2, 3, 28f, HasInfinity: false, HasNaN: false);

    /// <summary>8 bits, at most 448, NaN and no infinities.</summary>
    internal static SmallFloat E4M3 { get; } = new(4, 3, 7, 448f, HasInfinity: false, HasNaN: true);

    /// <summary>8 bits, at most 57344, with infinities: the upper half of an IEEE half.</summary>
    internal static SmallFloat E5M2 { get; } = new(5, 2, 15, 57344f, HasInfinity: true, HasNaN: true);

    /// <summary>16 bits, an IEEE half.</summary>
    internal static SmallFloat Half { get; } = new(5, 10, 15, 65504f, HasInfinity: true, HasNaN: true);

    /// <summary>All bits together.</summary>
    internal int Bits => 1 + ExponentBits + FractionBits;

    /// <summary>The exponent of the greatest value: floor(log2(greatest)).</summary>
    internal int GreatestExponent => (1 << ExponentBits) - 1 - Bias - (HasInfinity ? 1 : 0);

    /// <summary>The code of the greatest finite value.</summary>
    internal int GreatestCode => (1 << (Bits - 1)) - 1 - (HasInfinity ? 1 << FractionBits : HasNaN ? 1 : 0);

    /// <summary>The values of all codes, where there are no more than sixteen.</summary>
    internal float[] Levels()
    {
        int half = 1 << (Bits - 1);
        float[] levels = new float[2 * half];
        for (int code = 0; code < half; code++)
        {
            levels[code] = ValueOf(code);
            levels[half + code] = -levels[code];
        }

        return levels;
    }

    /// <summary>The value of a code without its sign; of one above the greatest, the value that it would be next.</summary>
    internal float ValueOf(int code)
    {
        int exponent = code >> FractionBits, fraction = code & ((1 << FractionBits) - 1);
        // Without an exponent there is no leading one.
        int significand = exponent == 0 ? fraction : fraction + (1 << FractionBits);
        return (float)(significand * Math.Pow(2, Math.Max(exponent, 1) - Bias - FractionBits));
    }
}
