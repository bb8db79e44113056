using System.Numerics.Tensors;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>Observing a batch of values; the calibrators go on from call to call.</summary>
internal static class CalibrationKernels
{
    public static Kernel[] Create() => [new HistogramKernel(), new RangeKernel()];
}

/// <summary>Counting values into bins of both signs. The plain loop has 2,048 bins for each.</summary>
internal sealed class HistogramKernel() : Kernel("histogram", SizeFormat.Elements)
{
    public override Workload Prepare(WorkSize size)
    {
        ElementBuffers<byte> buffers = new(size.Dimensions[0], 0);
        EntropyCalibrator ours = new();
        PlainCounts plain = new(bothSigns: true), magnitudes = new(bothSigns: false);
        return new Workload(
            size,
            new Contender(PeerNames.Ours, () => ours.Observe(buffers.Values.Span)),
            [
                new Contender(PeerNames.Generic, () => plain.Observe(buffers.Values.Span)),
                new Contender(PeerNames.Magnitudes, () => magnitudes.Observe(buffers.Values.Span)),
                new Contender(PeerNames.Copy, () => buffers.Values.Span.CopyTo(buffers.Results.Span)),
            ],
            () => FindMistake(buffers.Values.Span),
            buffers);
    }

    private static string? FindMistake(ReadOnlySpan<float> values)
    {
        EntropyCalibrator ours = new();
        PlainCounts plain = new(bothSigns: true);
        ours.Observe(values);
        plain.Observe(values);
        return plain.Magnitudes.SequenceEqual(ours.GetMagnitudes().Counts) ? null : "histogram: the counts differ from those of the plain loop.";
    }
}

/// <summary>The least and greatest finite value.</summary>
internal sealed class RangeKernel() : Kernel("range", SizeFormat.Elements)
{
    private static readonly QuantizerOptions Options = new(8, QuantizationScheme.Affine);

    public override bool HasPeer(string name) => name == PeerNames.TensorPrimitives;

    public override Workload Prepare(WorkSize size)
    {
        ElementBuffers<byte> buffers = new(size.Dimensions[0], 0);
        MinMaxCalibrator ours = new();
        PlainRange plain = new();
        return new Workload(
            size,
            new Contender(PeerNames.Ours, () => ours.Observe(buffers.Values.Span)),
            [
                new Contender(PeerNames.Generic, () => plain.Observe(buffers.Values.Span)),
                new Contender(PeerNames.TensorPrimitives, () =>
                {
                    // Two passes, and no test for values that are not finite.
                    buffers.Results.Span[0] = TensorPrimitives.Min<float>(buffers.Values.Span);
                    buffers.Results.Span[^1] = TensorPrimitives.Max<float>(buffers.Values.Span);
                }),
                new Contender(PeerNames.Copy, () => buffers.Values.Span.CopyTo(buffers.Results.Span)),
            ],
            () => FindMistake(buffers.Values.Span),
            buffers);
    }

    private static string? FindMistake(ReadOnlySpan<float> values)
    {
        MinMaxCalibrator ours = new();
        PlainRange plain = new();
        ours.Observe(values);
        plain.Observe(values);
        return ours.RangeFor(Options) == plain.Range ? null : "range: the ends differ from those of the plain loop.";
    }
}

/// <summary>The range of values as one writes it without thought.</summary>
internal class PlainRange
{
    private float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;

    public CalibratedRange Range => new(minimum, maximum);

    public long NaNCount { get; private set; }

    public long InfinityCount { get; private set; }

    public virtual void Observe(ReadOnlySpan<float> values)
    {
        foreach (float value in values) Include(value);
    }

    /// <summary>Takes one value into account; whether it is finite.</summary>
    protected bool Include(float value)
    {
        if (float.IsNaN(value))
        {
            NaNCount++;
            return false;
        }

        if (float.IsInfinity(value))
        {
            InfinityCount++;
            return false;
        }

        if (value < minimum) minimum = value;
        if (value > maximum) maximum = value;
        return true;
    }
}

/// <summary>The rule of the histogram as one writes it without thought: the width of a bin doubles until the value fits.</summary>
internal sealed class PlainCounts(bool bothSigns) : PlainRange
{
    private const int Bins = 2048;
    private readonly long[] positive = new long[Bins], negative = new long[Bins];
    private float width = MathF.ScaleB(1f, -30);

    public long[] Magnitudes => [.. positive.Zip(negative, static (above, below) => above + below)];

    public override void Observe(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!Include(value)) continue;
            float magnitude = MathF.Abs(value);
            while (magnitude >= Bins * width) Widen();
            int bin = (int)(magnitude / width);
            if (bothSigns && value < 0f) negative[bin]++;
            else positive[bin]++;
        }
    }

    private void Widen()
    {
        foreach (long[] counts in (long[][])[positive, negative])
        {
            for (int i = 0; i < Bins; i++) counts[i] = i < Bins / 2 ? counts[2 * i] + counts[2 * i + 1] : 0;
        }

        width *= 2f;
    }
}
