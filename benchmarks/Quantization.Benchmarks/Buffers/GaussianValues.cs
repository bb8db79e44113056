namespace Quantization.Benchmarks.Buffers;

/// <summary>Normally distributed values, the same in every run.</summary>
internal static class GaussianValues
{
    /// <summary>The range that the benchmark's quantizers cover: about one value in 16,000 lies outside and saturates.</summary>
    public const float Reach = 4f;

    // Far more than a branch predictor could learn; repeated beyond that.
    private const int Period = 1 << 20;

    public static void Fill(Span<float> values)
    {
        Random random = new(20240229);
        int fresh = Math.Min(values.Length, Period);
        for (int i = 0; i < fresh; i++)
        {
            // Box–Muller; 1 − u keeps the logarithm's argument above 0.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        for (int done = fresh; done < values.Length; done += Period)
        {
            int count = Math.Min(Period, values.Length - done);
            values[..count].CopyTo(values[done..]);
        }
    }
}
