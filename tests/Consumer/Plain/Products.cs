using Quantization;

namespace Consumer.Plain;

/// <summary>Products of codes, compared with plain loops and with the generic implementation.</summary>
internal static class Products
{
    private const int Rows = 5;

    private static readonly int[] Lengths = [1, 3, 16, 63, 64, 65, 100, 255, 4097];

    internal static void Check(Tally tally)
    {
        foreach (int length in Lengths)
        {
            CheckSums(tally, length);
            CheckScores(tally, length);
            CheckMatrices(tally, length);
        }

        CheckBlocks(tally);
    }

    private static void CheckSums(Tally tally, int length)
    {
        sbyte[] weights = Codes(length, 127, 1);
        byte[] activations = Array.ConvertAll(Codes(length, 127, 2), code => (byte)(code + 128));
        tally.Equal($"Weights8.DotCodes, length {length}", Sum(length, i => weights[i] * activations[i]), Weights8.DotCodes(weights, activations));
        sbyte[] nibbles = Codes(length, 7, 3);
        byte[] packed = new byte[(length + 1) / 2];
        Rows4.Pack(nibbles, packed);
        tally.Equal($"Rows4.DotPackedCodes, length {length}", Sum(length, i => nibbles[i] * weights[i]), Rows4.DotPackedCodes(packed, weights));
        sbyte[] left = SignsOf(weights), right = SignsOf(nibbles);
        byte[] bits = new byte[(length + 7) / 8], others = new byte[bits.Length];
        Signs.Pack(left, bits);
        Signs.Pack(right, others);
        tally.Equal($"Signs.DotPackedCodes, length {length}", Sum(length, i => left[i] * right[i]), Signs.DotPackedCodes(bits, others, length));
        tally.Equal($"Signs.HammingDistancePacked, length {length}", (int)Sum(length, i => left[i] == right[i] ? 0 : 1), Signs.HammingDistancePacked(bits, others, length));
    }

    private static void CheckScores(Tally tally, int length)
    {
        sbyte[] query = Codes(length, 127, 4);
        int rowLength = (length + 1) / 2;
        byte[] rows = new byte[Rows * rowLength];
        int[] expected = new int[Rows], actual = new int[Rows], best = new int[1];
        for (int row = 0; row < Rows; row++)
        {
            sbyte[] codes = Codes(length, 7, 5 + row);
            Rows4.Pack(codes, rows.AsSpan(row * rowLength, rowLength));
            expected[row] = (int)Sum(length, i => query[i] * codes[i]);
        }

        Rows4.ScorePackedCodes(query, rows, actual);
        tally.Sequence<int>($"Rows4.ScorePackedCodes, length {length}", expected, actual);
        tally.Equal($"Rows4.TopKPacked finds one, length {length}", 1, Rows4.TopKPacked(query, rows, best, new float[1], new ScaleParameters(1f), [new ScaleParameters(1f)]));
        tally.Equal($"Rows4.TopKPacked, length {length}", Array.IndexOf(expected, expected.Max()), best[0]);
    }

    private static void CheckMatrices(Tally tally, int length)
    {
        const int Outputs = 19, ZeroPoint = 77;
        sbyte[] weights = Codes(Outputs * length, 127, 6);
        byte[] activations = Array.ConvertAll(Codes(Rows * length, 127, 7), code => (byte)(code + 128)), codes = new byte[Rows * Outputs];
        int[] expected = [.. Enumerable.Range(0, Rows * Outputs).Select(i => (int)Sum(length, k => (activations[(i / Outputs * length) + k] - ZeroPoint) * weights[(i % Outputs * length) + k]))];
        int[] sums = new int[expected.Length];
        PackedMatrix packed = Weights8.PackMatrix(weights, Outputs, length);
        Weights8.MultiplyCodes(activations, packed, sums, ZeroPoint);
        tally.Sequence<int>($"Weights8.MultiplyCodes, length {length}", expected, sums);
        Weights8.Multiply(activations, packed, codes, new RequantizeEpilogue([1e-4f]) { ActivationZeroPoint = ZeroPoint, ZeroPoint = 100 }, degreeOfParallelism: 2);
        tally.Sequence<byte>(
            $"Weights8.Multiply to codes, length {length}", Array.ConvertAll(expected, sum => (byte)Math.Clamp((int)MathF.Round(sum * 1e-4f) + 100, 0, 255)), codes);
    }

    private static void CheckBlocks(Tally tally)
    {
        const int Outputs = 17, Inputs = 96;
        byte[] blocks = new byte[WeightBlocks.GetByteCount(Outputs * Inputs)];
        WeightBlocks.Quantize(Array.ConvertAll(Codes(Outputs * Inputs, 127, 8), code => code * 0.01f), blocks);
        float[] activations = Array.ConvertAll(Codes(Rows * Inputs, 127, 9), code => code * 0.02f), expected = new float[Rows * Outputs], actual = new float[expected.Length];
        new GenericBlockQuantizer(QuantizationFormat.Q4_0).MultiplyMatrix(activations, blocks, expected, Outputs, Inputs);
        WeightBlocks.Multiply(activations, WeightBlocks.PackMatrix(blocks, Outputs, Inputs), actual);
        tally.Sequence<float>("WeightBlocks.Multiply", expected, actual);
    }

    private static long Sum(int length, Func<int, int> term)
    {
        long sum = 0;
        for (int i = 0; i < length; i++) sum += term(i);
        return sum;
    }

    private static sbyte[] SignsOf(sbyte[] codes) => Array.ConvertAll(codes, code => (sbyte)(code < 0 ? -1 : 1));

    private static sbyte[] Codes(int length, int most, int seed)
    {
        Random random = new(seed);
        sbyte[] codes = new sbyte[length];
        for (int i = 0; i < length; i++) codes[i] = (sbyte)random.Next(-most, most + 1);
        return codes;
    }
}
