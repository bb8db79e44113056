using Xunit;

namespace Quantization.Tests.Calibration;

/// <summary>Values to calibrate with, and calibrators of every method.</summary>
internal static class CalibrationData
{
    /// <summary>Every method, percentiles with several settings.</summary>
    public static IReadOnlyList<(string Name, Func<Calibrator> Create)> Methods { get; } =
    [
        .. ((Func<Calibrator>[])
            [
                () => new MinMaxCalibrator(), () => new MovingAverageCalibrator(0.25f), () => new PercentileCalibrator(), () => new PercentileCalibrator(99.9),
                () => new PercentileCalibrator(60), () => new EntropyCalibrator(), () => new MeanSquaredErrorCalibrator(),
            ]).Select(static create => (create().Name, create)),
    ];

    /// <summary>The methods whose result does not depend on the order of batches.</summary>
    public static TheoryData<string> Orderless => [.. Methods.Where(static method => method.Name != "moving-average").Select(static method => method.Name)];

    public static TheoryData<string> All => [.. Methods.Select(static method => method.Name)];

    /// <summary>Kinds of data by name.</summary>
    public static IReadOnlyDictionary<string, float[]> Kinds { get; } = new Dictionary<string, float[]>
    {
        ["normal"] = Normal(1, 50_000),
        ["large"] = Normal(2, 300_000),
        ["after a ReLU"] = [.. Normal(3, 200_000).Select(static x => Math.Max(x, 0f))],
        ["negative"] = [.. Normal(4, 20_000).Select(static x => -Math.Abs(x) - 3f)],
        ["zeros"] = [0f, -0f, 0f],
        ["one value"] = [.. Enumerable.Repeat(0.7f, 100_000)],
        ["an outlier"] = [.. Normal(5, 100_000), -450f],
        ["mostly zeros"] = [.. Enumerable.Range(0, 400_000).Select(static i => i % 1100 == 3 ? (i % 7700) / 7700f : 0f)],
        ["one-hot"] = [.. Enumerable.Range(0, 100_000).Select(static i => i % 2000 == 5 ? 1f : 0f)],
        ["far from zero"] = [.. Enumerable.Range(0, 10_000).Select(static i => 1000f + i * 9e-5f)],
        ["subnormal"] = [.. Normal(6, 5_000).Select(static x => x * 1e-40f)],
        ["huge"] = [.. Normal(7, 5_000).Select(static x => x * 8e37f), float.MaxValue, -float.MaxValue],
        ["any bits"] = [.. Inputs.RandomBits(8, 100_000).Where(float.IsFinite)],
        ["powers of two"] = [.. Enumerable.Range(-149, 277).SelectMany(static e => (float[])[MathF.ScaleB(1f, e), -MathF.BitDecrement(MathF.ScaleB(1f, e))])],
        ["ascending"] = [.. Enumerable.Range(0, 100_000).Select(static i => MathF.Exp(i * 1e-3f - 50f))],
        ["special"] = [.. Inputs.Special.Where(float.IsFinite)],
    };

    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    public static Calibrator Create(string method) => Methods.First(known => known.Name == method).Create();

    public static float[] Normal(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    /// <summary>Values that divide the normal distribution evenly, without the chance of a sample: its inverse at (i + ½) / n, by P. J. Acklam's rational approximation (relative error below 1.2·10⁻⁹).</summary>
    public static float[] NormalQuantiles(int count)
    {
        return [.. Enumerable.Range(0, count).Select(i => (float)Inverse((i + 0.5) / count))];

        static double Inverse(double p)
        {
            if (p > 0.5) return -Inverse(1 - p);
            if (p < 0.02425)
            {
                double q = Math.Sqrt(-2 * Math.Log(p));
                return (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
                    / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
            }

            double d = p - 0.5, r = d * d;
            return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * d
                / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
        }
    }

    /// <summary>The mean squared error of a quantizer on some values, in double.</summary>
    public static double SquaredError(QuantizerOptions options, QuantizerParameters parameters, float[] values)
    {
        float[] restored = new float[values.Length];
        new GenericQuantizer(options).FakeQuantize(values, restored, parameters);
        return values.Zip(restored, static (x, y) => ((double)x - y) * ((double)x - y)).Average();
    }
}
