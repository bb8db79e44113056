using System.Numerics;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Biases as 32-bit integers, against exact arithmetic.</summary>
public class BiasTests
{
    [Fact]
    public void A_bias_is_the_nearest_multiple_of_the_product_of_scales()
    {
        Random random = new(2);
        float[] bias =
        [
            .. Inputs.Special, .. Inputs.NaNs, .. Enumerable.Range(-20, 41).Select(i => i * 0.5f * 0.03f * 0.007f),
            .. Enumerable.Range(0, 200).Select(_ => (float)((random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-20, 20)))),
        ];
        int[] integers = new int[bias.Length], perChannel = new int[bias.Length];
        foreach ((float input, float weight) in ((float, float)[])[(0.03f, 0.007f), (1f, 1f), (1e-20f, 1e-20f), (1e20f, 1e18f), (0.5f, 1f)])
        {
            BiasQuantizer.Quantize(bias, integers, input, weight);
            float[] weights = [.. bias.Select((_, i) => weight * (1 + (i % 3)))];
            BiasQuantizer.Quantize(bias, perChannel, input, weights);
            for (int i = 0; i < bias.Length; i++)
            {
                Assert.Equal(Expected(bias[i], input, weight), integers[i]);
                Assert.Equal(Expected(bias[i], input, weights[i]), perChannel[i]);
            }
        }
    }

    [Fact]
    public void Scales_must_be_positive_and_finite_and_so_must_their_product()
    {
        int[] integers = [9, 9];
        float[] bias = [1f, 2f];
        foreach (float scale in (float[])[0f, -1f, float.NaN, float.PositiveInfinity])
        {
            Refuse<ArgumentOutOfRangeException>("inputScale", () => BiasQuantizer.Quantize(bias, integers, scale, 1f));
            Refuse<ArgumentOutOfRangeException>("inputScale", () => BiasQuantizer.Quantize(bias, integers, scale, [1f, 1f]));
            Refuse<ArgumentOutOfRangeException>("weightScale", () => BiasQuantizer.Quantize(bias, integers, 1f, scale));
            Refuse<ArgumentOutOfRangeException>("weightScales", () => BiasQuantizer.Quantize(bias, integers, 1f, [1f, scale]));
        }

        foreach ((float input, float weight) in ((float, float)[])[(1e-30f, 1e-30f), (1e30f, 1e30f)])
        {
            Refuse<ArgumentOutOfRangeException>("weightScale", () => BiasQuantizer.Quantize(bias, integers, input, weight));
            Refuse<ArgumentOutOfRangeException>("weightScales", () => BiasQuantizer.Quantize(bias, integers, input, [1f, weight]));
        }

        Assert.Equal([9, 9], integers);
    }

    [Fact]
    public void Spans_must_fit_and_be_apart()
    {
        int[] integers = [9, 9];
        float[] bias = [1f, 2f], scales = [1f, 1f];
        Refuse<ArgumentException>("destination", () => BiasQuantizer.Quantize(bias, integers.AsSpan(1), 1f, 1f));
        Refuse<ArgumentException>("destination", () => BiasQuantizer.Quantize(bias, integers.AsSpan(1), 1f, scales));
        Refuse<ArgumentException>("weightScales", () => BiasQuantizer.Quantize(bias, integers, 1f, [1f]));
        Refuse<ArgumentException>("weightScales", () => BiasQuantizer.Quantize(bias, integers, 1f, [1f, 1f, 1f]));
        Refuse<ArgumentException>("destination", () => BiasQuantizer.Quantize(bias, AsIntegers(bias), 1f, 1f));
        Refuse<ArgumentException>("destination", () => BiasQuantizer.Quantize(bias, AsIntegers(scales), 1f, scales));
        Assert.Equal([9, 9], integers);
        Assert.Equal([1f, 2f], bias);
        Assert.Equal([1f, 1f], scales);
        BiasQuantizer.Quantize([], [], 1f, 1f);
        BiasQuantizer.Quantize([], [], 1f, []);

        static Span<int> AsIntegers(float[] floats) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(floats.AsSpan());
    }

    private static int Expected(float x, float inputScale, float weightScale)
    {
        if (float.IsNaN(x)) return 0;
        float scale = (Rational.Of(inputScale) * Rational.Of(weightScale)).ToSingle();
        float quotient = float.IsInfinity(x) ? x : (Rational.Of(x) / Rational.Of(scale)).ToSingle();
        if (float.IsInfinity(quotient)) return quotient > 0 ? int.MaxValue : int.MinValue;
        return (int)BigInteger.Clamp(Rational.Of(quotient).Nearest(tiesAway: false), int.MinValue, int.MaxValue);
    }

    private static void Refuse<TException>(string name, Action call)
        where TException : ArgumentException =>
        Assert.Equal(name, Assert.Throws<TException>(call).ParamName);
}
