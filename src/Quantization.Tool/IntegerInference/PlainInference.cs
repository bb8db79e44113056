namespace Quantization.Tool.IntegerInference;

/// <summary>The same network in loops over single codes with sums of 64 bits, which nothing can be said against but their speed: what the kernels are judged by.</summary>
internal static class PlainInference
{
    /// <summary>The sums of the last layer with its biases, one row per sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="codes">The codes of the samples.</param>
    public static int[] Logits(IntegerNetwork network, byte[] codes)
    {
        for (var i = 0; i < network.Multipliers.Count; i++)
            codes = Requantize(Sums(network.Layers[i], codes), network.Multipliers[i]);
        return Sums(network.Layers[^1], codes);
    }

    private static int[] Sums(IntegerLayer layer, byte[] codes)
    {
        var sums = new int[codes.Length / layer.Inputs * layer.Outputs];
        for (var i = 0; i < sums.Length; i++)
        {
            var (row, output) = (i / layer.Outputs * layer.Inputs, i % layer.Outputs);
            long sum = layer.Bias[output];
            for (var k = 0; k < layer.Inputs; k++)
                sum += codes[row + k] * layer.Weights[output * layer.Inputs + k];
            sums[i] = int.CreateSaturating(sum);
        }

        return sums;
    }

    // Below 0 is what the ReLU makes 0.
    private static byte[] Requantize(int[] sums, float[] multipliers)
    {
        var codes = new byte[sums.Length];
        for (var i = 0; i < sums.Length; i++)
            codes[i] = (byte)Math.Clamp(MathF.Round(sums[i] * multipliers[i % multipliers.Length], MidpointRounding.ToEven), byte.MinValue, byte.MaxValue);
        return codes;
    }
}
