namespace Quantization.Tests.Blocks.Matrices;

/// <summary>
/// Products as they are written down, an element at a time: integers in 64 bits, and every float operation in double, rounded to float afterwards, which is the same as to
/// round it once (doubles have more than twice the digits).
/// </summary>
internal static class MatrixReference
{
    private const int Unit = 32;

    internal static float[] Multiply(GenericBlockQuantizer weights, ReadOnlySpan<float> activations, ReadOnlySpan<byte> blocks, int outputs, int inputs, float[]? bias = null, bool relu = false)
    {
        float[] results = new float[activations.Length / inputs * outputs];
        for (int at = 0; at < results.Length; at++)
        {
            (int row, int output) = Math.DivRem(at, outputs);
            float sum = 0f;
            for (int first = 0; first < inputs; first += Unit)
            {
                (int[] codes, float scale) = Quantize(activations.Slice((row * inputs) + first, Unit));
                int element = (output * inputs) + first, size = weights.BlockSize;
                ReadOnlySpan<byte> block = blocks.Slice(element / size * weights.BytesPerBlock, weights.BytesPerBlock);
                long products = 0;
                for (int i = 0; i < Unit; i++) products += (long)codes[i] * weights.GetCode(block, (element % size) + i);
                float scales = (float)((double)scale * weights.GetScale(block)), term = (float)((double)products * scales);
                sum = (float)((double)sum + term);
            }

            if (bias is not null) sum = (float)((double)sum + bias[output]);
            results[at] = relu && !(sum > 0f) ? 0f : sum;
        }

        return results;
    }

    /// <summary>32 values as codes and their scale.</summary>
    internal static (int[] Codes, float Scale) Quantize(ReadOnlySpan<float> values)
    {
        float magnitude = 0f;
        foreach (float x in values) magnitude = float.IsFinite(x) ? float.Max(magnitude, float.Abs(x)) : magnitude;
        float inverse = (float)(127.0 / magnitude);
        int[] codes = new int[values.Length];
        for (int i = 0; i < values.Length && float.IsFinite(inverse); i++)
        {
            codes[i] = float.IsNaN(values[i]) ? 0
                : float.IsInfinity(values[i]) ? 127 * float.Sign(values[i])
                : int.CreateChecked(Math.Round((double)(float)((double)values[i] * inverse), MidpointRounding.ToEven));
        }

        return (codes, (float)(magnitude / 127.0));
    }
}
