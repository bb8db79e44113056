using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>Training quantization networks: what they make of values, and the gradients of those and of all parameters.</summary>
internal static class NetworkKernels
{
    public static Kernel[] Create() =>
    [
        new NetworkForwardKernel("ternary", [-1f, 0f, 1f]),
        new NetworkForwardKernel("3bits", [-4f, -2f, -1f, 0f, 1f, 2f, 4f]),
        new NetworkBackwardKernel("ternary", [-1f, 0f, 1f]),
        new NetworkBackwardKernel("3bits", [-4f, -2f, -1f, 0f, 1f, 2f, 4f]),
    ];
}

/// <summary>A kernel of networks of some levels, in the middle of training.</summary>
internal abstract class NetworkKernel(string name, float[] levels) : Kernel(name, NetworkSizes)
{
    private static readonly SizeFormat NetworkSizes = new("N", "4096", "64", "4096", "65536", "1048576");

    protected QuantizationNetwork Begin(ReadOnlySpan<float> values)
    {
        QuantizationNetwork network = QuantizationNetwork.Initialize(levels, values[..Math.Min(1000, values.Length)]);
        network.Temperature = 10f;
        return network;
    }
}

/// <summary>The soft quantizer.</summary>
internal sealed class NetworkForwardKernel(string network, float[] levels) : NetworkKernel($"network/forward/{network}", levels)
{
    public override Workload Prepare(WorkSize size)
    {
        ElementBuffers<byte> buffers = new(size.Dimensions[0], 0);
        QuantizationNetwork network = Begin(buffers.Values.Span);
        Contender ours = Contender.Near(PeerNames.Ours, () => network.Forward(buffers.Values.Span, buffers.Results.Span), 1e-5 * network.Alpha * network.Levels[^1]);
        Contender generic = new(PeerNames.Generic, () => PlainNetwork.Forward(network, buffers.Values.Span, buffers.Results.Span));
        return new Workload(
            size, ours, [generic, new Contender(PeerNames.Copy, () => buffers.Values.Span.CopyTo(buffers.Results.Span))], () => Results.FindMistake(buffers.Results, generic, ours), buffers);
    }
}

/// <summary>The gradients of the values, which are their own here, and of α, β and the biases.</summary>
internal sealed class NetworkBackwardKernel(string network, float[] levels) : NetworkKernel($"network/backward/{network}", levels)
{
    public override Workload Prepare(WorkSize size)
    {
        ElementBuffers<byte> buffers = new(size.Dimensions[0], 0);
        QuantizationNetwork network = Begin(buffers.Values.Span);
        QuantizationNetworkGradient sums = new(network.Biases.Length), plainSums = new(network.Biases.Length);
        // Of a slope of at most T·Σ s / 4.
        double tolerance = 1e-5 * network.Temperature * (network.Levels[^1] - network.Levels[0]);
        Contender ours = Contender.Near(PeerNames.Ours, () => network.Backward(buffers.Values.Span, buffers.Values.Span, buffers.Results.Span, sums), tolerance);
        Contender generic = new(PeerNames.Generic, () => PlainNetwork.Backward(network, buffers.Values.Span, buffers.Values.Span, buffers.Results.Span, plainSums));
        return new Workload(
            size, ours, [generic, new Contender(PeerNames.Copy, () => buffers.Values.Span.CopyTo(buffers.Results.Span))], FindMistake, buffers);

        string? FindMistake()
        {
            sums.Clear();
            plainSums.Clear();
            string? mistake = Results.FindMistake(buffers.Results, generic, ours);
            double reach = 1e-4 * (Math.Abs(plainSums.Alpha) + 1) * network.Temperature;
            return mistake ?? (Math.Abs(sums.Alpha - plainSums.Alpha) <= reach && Math.Abs(sums.Biases[0] - plainSums.Biases[0]) <= reach ? null : $"{Name}: the sums differ from those of the plain loop.");
        }
    }
}

/// <summary>A network as one writes it without thought.</summary>
internal static class PlainNetwork
{
    public static void Forward(QuantizationNetwork network, ReadOnlySpan<float> source, Span<float> destination)
    {
        ReadOnlySpan<float> levels = network.Levels, biases = network.Biases;
        float alpha = network.Alpha, beta = network.Beta, temperature = network.Temperature;
        for (int e = 0; e < source.Length; e++)
        {
            float level = levels[0];
            for (int i = 0; i < biases.Length; i++) level += (levels[i + 1] - levels[i]) / (1f + MathF.Exp(-temperature * ((beta * source[e]) - biases[i])));
            destination[e] = alpha * level;
        }
    }

    public static void Backward(QuantizationNetwork network, ReadOnlySpan<float> source, ReadOnlySpan<float> gradient, Span<float> destination, QuantizationNetworkGradient sums)
    {
        ReadOnlySpan<float> levels = network.Levels, biases = network.Biases;
        Span<double> ofBiases = sums.Biases;
        float alpha = network.Alpha, beta = network.Beta, temperature = network.Temperature;
        double ofAlpha = 0, ofBeta = 0;
        for (int e = 0; e < source.Length; e++)
        {
            float level = levels[0], slope = 0f, g = gradient[e];
            for (int i = 0; i < biases.Length; i++)
            {
                float height = levels[i + 1] - levels[i], sigmoid = 1f / (1f + MathF.Exp(-temperature * ((beta * source[e]) - biases[i])));
                float h = height * sigmoid * (1f - sigmoid);
                level += height * sigmoid;
                slope += h;
                ofBiases[i] -= g * alpha * temperature * h;
            }

            ofAlpha += g * level;
            ofBeta += g * alpha * temperature * source[e] * slope;
            destination[e] = g * alpha * beta * temperature * slope;
        }

        sums.Alpha += ofAlpha;
        sums.Beta += ofBeta;
    }
}
