using System.Runtime.InteropServices;

namespace Quantization.Tests;

/// <summary>Values that have gone wrong somewhere: what every kernel is tried on.</summary>
internal static class Inputs
{
    /// <summary>Both zeros and infinities, the edges of the subnormals and of the floats, ones, and the ends of the integers.</summary>
    internal static float[] Special { get; } =
    [
        .. from x in (float[])
            [
                0f, float.PositiveInfinity, float.MaxValue, MathF.BitDecrement(float.MaxValue),
                Floats.TwoToMinus149, 2 * Floats.TwoToMinus149, Floats.TwoToMinus126, MathF.BitDecrement(Floats.TwoToMinus126), MathF.BitIncrement(Floats.TwoToMinus126),
                1f, 0.5f, MathF.BitDecrement(0.5f), MathF.BitIncrement(0.5f), 126.5f, 127f, 127.5f, 128f, 128.5f, 254.5f, 255f, 255.5f, 256f, 32767.5f, 65535.5f,
                // Where floats lose their fractions, and where adding 1.5 · 2^23 to round stops working.
                4194303.5f, 4194304.5f, 8388607.5f, 8388609f, 12582911f, 12582912f, 12582913f, 16777215f, 16777216f,
                // Where conversions to 32 and 64 bits stop working.
                2147483520f, 2147483648f, 2147483904f, 4294967040f, 4294967296f, 9.2233715e18f, 9.223372e18f, 1.8446744e19f,
            ]
            from sign in (float[])[1f, -1f]
            select sign * x,
    ];

    /// <summary>Quiet and signalling NaNs of both signs, with the least and greatest payloads.</summary>
    internal static float[] NaNs { get; } =
        [.. from bits in (uint[])[0x7FC00000, 0x7FC00001, 0x7FFFFFFF, 0x7F800001, 0x7FBFFFFF, 0x7FA5A5A5] from sign in (uint[])[0, 0x80000000] select Floats.FromBits(bits | sign)];

    /// <summary>
    /// The thresholds at which codes change, by either rounding, and two neighbours on each side; and what lies just inside and
    /// outside of the least quotient that is not zero, which floor tells from zero.
    /// </summary>
    internal static float[] Thresholds(int minCode, int maxCode, QuantizerParameters parameters)
    {
        List<float> values = [];
        for (int steps = minCode - parameters.ZeroPoint - 2; steps <= maxCode - parameters.ZeroPoint + 2; steps++)
        {
            AddNeighbours(values, (float)(parameters.Minimum + (steps * (double)parameters.Scale)));
            AddNeighbours(values, (float)(parameters.Minimum + ((steps + 0.5) * parameters.Scale)));
        }

        foreach (double quotient in (double[])[Math.ScaleB(1, -150), Math.ScaleB(1, -149), Math.ScaleB(1.5, -149), Math.ScaleB(1, -126)])
        {
            AddNeighbours(values, (float)(parameters.Minimum + (quotient * parameters.Scale)));
            AddNeighbours(values, (float)(parameters.Minimum - (quotient * parameters.Scale)));
        }

        return [.. values];
    }

    /// <summary>Any bits at all: every exponent equally often, NaNs among them.</summary>
    internal static float[] RandomBits(int seed, int count)
    {
        float[] values = new float[count];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Bell-shaped about the middle of the range; a few per cent beyond its ends.</summary>
    internal static float[] Gaussian(int seed, int count, int minCode, int maxCode, QuantizerParameters parameters)
    {
        Random random = new(seed);
        double middle = ((minCode + maxCode) / 2.0) - parameters.ZeroPoint, spread = (maxCode - minCode) / 4.0;
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(parameters.Minimum + ((middle + (spread * normal)) * parameters.Scale));
        }

        return values;
    }

    private static void AddNeighbours(List<float> values, float x)
    {
        float below = MathF.BitDecrement(x), above = MathF.BitIncrement(x);
        values.AddRange([x, below, MathF.BitDecrement(below), above, MathF.BitIncrement(above)]);
    }
}
