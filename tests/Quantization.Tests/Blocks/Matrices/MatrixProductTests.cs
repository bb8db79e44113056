using System.Runtime.InteropServices;
using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Blocks.Matrices;

/// <summary>Products of rows of floats with matrices of 4-bit blocks: what is generated equals the generic implementation, and that the written rule, bit for bit.</summary>
public class MatrixProductTests
{
    // Two of the largest tiles and one row; outputs about one, two, four and five panels.
    private const int MostRows = 25, MostOutputs = 81;

    private static readonly int[] outputCounts = [1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 79, 80, MostOutputs];

    public static TheoryData<string> Names => MatrixSubject.Names;

    [Fact]
    public void Declarations_are_of_either_layout() =>
        Assert.Equal(
            [PackedMatrixLayout.BlocksOf4BitsAbout8, PackedMatrixLayout.BlocksOf4Bits],
            MatrixSubject.ByName.Values.Select(subject => subject.PackMatrix(subject.Weights("Any bytes", 1, subject.Inputs[0]), 1, subject.Inputs[0]).Layout).Distinct().Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_at_guards(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        foreach (int inputs in subject.Inputs)
        {
            float[] activations = MatrixSubject.Activations(MostRows, inputs), bias = BlockInputs.Gaussian(MostOutputs, seed: 5);
            byte[] weights = subject.Weights("Random codes", MostOutputs, inputs);
            float[] expected = new float[MostRows * MostOutputs];
            subject.Generic.MultiplyMatrix(activations, weights, expected, MostOutputs, inputs, bias);
            using GuardedMemory<float> source = GuardedMemory<float>.EndingAtGuard(activations.Length).With(activations), before = GuardedMemory<float>.StartingAtGuard(expected.Length);
            using GuardedMemory<float> behind = GuardedMemory<float>.EndingAtGuard(expected.Length), addends = GuardedMemory<float>.EndingAtGuard(MostOutputs).With(bias);
            foreach (int outputs in TestSettings.Quick ? [1, 17, 65] : outputCounts)
            {
                // The last outputs, so that biases end at a guard.
                int first = MostOutputs - outputs;
                PackedMatrix packed = subject.PackMatrix(weights.AsSpan(weights.Length / MostOutputs * first), outputs, inputs);
                for (int rows = 0; rows <= MostRows; rows += TestSettings.Quick ? 5 : 1)
                {
                    ReadOnlySpan<float> last = source.Span[^(rows * inputs)..];
                    foreach (GuardedMemory<float> memory in (GuardedMemory<float>[])[before, behind])
                    {
                        Span<float> destination = memory == before ? memory.Span[..(rows * outputs)] : memory.Span[^(rows * outputs)..];
                        destination.Fill(float.NaN);
                        subject.Multiply(last, packed, destination, addends.Span[first..], relu: false, degreeOfParallelism: 1);
                        for (int row = 0; row < rows; row++)
                        {
                            ReadOnlySpan<float> ofRow = expected.AsSpan(((MostRows - rows + row) * MostOutputs) + first, outputs);
                            Same.Require(subject.Blocks, $"Row {row} of {rows} x {inputs} x {outputs}", ofRow, destination.Slice(row * outputs, outputs), outputs);
                        }
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_value_as_the_rule_says(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[^1], rows = 18, outputs = 19;
        foreach (string ofActivations in BlockInputs.Kinds)
        {
            float[] activations = BlockInputs.Of(ofActivations, BlockSubject.ByName["Q80Blocks"], rows * inputs / 32), generic = new float[rows * outputs], actual = new float[rows * outputs];
            foreach (string ofWeights in BlockBytes.Kinds)
            {
                byte[] weights = subject.Weights(ofWeights, outputs, inputs);
                float[] expected = MatrixReference.Multiply(subject.Generic, activations, weights, outputs, inputs);
                subject.Generic.MultiplyMatrix(activations, weights, generic, outputs, inputs);
                Same.Require<float>(subject.Blocks, $"The generic product of {ofActivations} with {ofWeights}", expected, generic, outputs);
                subject.Multiply(activations, subject.PackMatrix(weights, outputs, inputs), actual, default, relu: false, degreeOfParallelism: 1);
                Same.Require<float>(subject.Blocks, $"The product of {ofActivations} with {ofWeights}", expected, actual, outputs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Extremes_throughout(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[^1], rows = 13, outputs = 17, size = subject.Generic.BlockSize;
        // All weights of an output are the lowest code, the highest or the nearest to 0, by quantizing what makes them so.
        float[] values = new float[outputs * inputs], activations = new float[rows * inputs], actual = new float[rows * outputs];
        float top = subject.Blocks.Attribute.Range == CodeRange.Unsigned ? 15f : 8f;
        for (int i = 0; i < values.Length; i++) values[i] = i % size == 0 ? top : (i / inputs % 4) switch { 0 => top, 1 => -top, 2 => 0f, _ => i % 2 == 0 ? top : -top };
        // Codes of a row are all 127, all −127, both by turns, or both in pairs.
        for (int i = 0; i < activations.Length; i++) activations[i] = (i / inputs % 4) switch { 0 => 1f, 1 => -1f, 2 => i % 2 == 0 ? 1f : -1f, _ => i % 4 < 2 ? 1f : -1f };
        byte[] weights = new byte[subject.Generic.GetByteCount(values.Length)];
        subject.Generic.Quantize(values, weights);
        int[] codes = [.. Enumerable.Range(0, weights.Length / subject.Generic.BytesPerBlock).SelectMany(b => Enumerable.Range(0, size).Select(i => subject.Generic.GetCode(weights.AsSpan(b * subject.Generic.BytesPerBlock), i)))];
        Assert.InRange(codes.Max() - codes.Min(), 14, 15);
        subject.Multiply(activations, subject.PackMatrix(weights, outputs, inputs), actual, default, relu: false, degreeOfParallelism: 1);
        Same.Require<float>(subject.Blocks, "The product of extremes", MatrixReference.Multiply(subject.Generic, activations, weights, outputs, inputs), actual, outputs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bias_and_relu(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[1 % subject.Inputs.Length], rows = 14;
        foreach (int outputs in (int[])[3, 16, 22, 70])
        {
            float[] activations = MatrixSubject.Activations(rows, inputs), bias = BlockInputs.Gaussian(outputs, seed: 9), actual = new float[rows * outputs];
            byte[] weights = subject.Weights("Random codes", outputs, inputs);
            foreach ((bool biased, bool relu) in ((bool, bool)[])[(true, false), (false, true), (true, true)])
            {
                subject.Multiply(activations, subject.PackMatrix(weights, outputs, inputs), actual, biased ? bias : default, relu, degreeOfParallelism: 1);
                float[] expected = MatrixReference.Multiply(subject.Generic, activations, weights, outputs, inputs, biased ? bias : null, relu);
                Same.Require<float>(subject.Blocks, $"The product with {outputs} outputs, bias {biased} and relu {relu}", expected, actual, outputs);
                if (relu) Assert.Contains(0f, actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        // More rows than are quantized at once: a row of 4096 inputs takes 5 KB, and 256 KB are.
        foreach ((int rows, int inputs, int outputs) in ((int, int, int)[])[(1, subject.Inputs[^1], 200), (63, 12288, 35), (37, subject.Inputs[0], 200)])
        {
            float[] activations = MatrixSubject.Activations(rows, inputs), bias = BlockInputs.Gaussian(outputs, seed: 4), expected = new float[rows * outputs], actual = new float[rows * outputs];
            byte[] weights = subject.Weights("Quantized values", outputs, inputs);
            PackedMatrix packed = subject.PackMatrix(weights, outputs, inputs);
            subject.Generic.MultiplyMatrix(activations, weights, expected, outputs, inputs, bias, relu: true);
            foreach (int degree in (int[])[1, 2, 3, 7, 100])
            {
                actual.AsSpan().Fill(float.NaN);
                subject.Multiply(activations, packed, actual, bias, relu: true, degree);
                Same.Require<float>(subject.Blocks, $"The product of {rows} x {inputs} x {outputs} by {degree} threads", expected, actual, outputs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_is_as_near_as_its_activations(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[^1], rows = 5, outputs = 40;
        float[] activations = BlockInputs.Gaussian(rows * inputs, seed: 7), decoded = new float[outputs * inputs], actual = new float[rows * outputs];
        byte[] weights = subject.Weights("Random codes", outputs, inputs);
        subject.Generic.Dequantize(weights, decoded);
        subject.Multiply(activations, subject.PackMatrix(weights, outputs, inputs), actual, default, relu: false, degreeOfParallelism: 1);
        for (int at = 0; at < actual.Length; at++)
        {
            (int row, int output) = Math.DivRem(at, outputs);
            double exact = 0, limit = 0;
            for (int i = 0; i < inputs; i++)
            {
                (_, float scale) = MatrixReference.Quantize(activations.AsSpan((row * inputs) + (i / 32 * 32), 32));
                double weight = decoded[(output * inputs) + i], value = activations[(row * inputs) + i];
                exact += weight * value;
                // Half a step of the activation, and what is left for the rounding of scales, terms and sums.
                limit += Math.Abs(weight) * ((scale / 2) + (Math.Abs(value) * 1e-5));
            }

            Assert.InRange(actual[at], exact - limit, exact + limit);
        }
    }

    [Fact]
    public void Activations_are_quantized_as_Q8_0_does()
    {
        GenericBlockQuantizer codes = new(QuantizationFormat.Q8_0);
        foreach (string kind in BlockInputs.Kinds)
        {
            float[] values = BlockInputs.Of(kind, BlockSubject.ByName["Q80Blocks"], blocks: 40);
            byte[] blocks = new byte[codes.GetByteCount(values.Length)], records = new byte[ActivationBlocks.RecordBytes];
            codes.Quantize(values, blocks);
            for (int b = 0; b < 40; b++)
            {
                ReadOnlySpan<float> block = values.AsSpan(b * 32, 32);
                (int[] expected, float scale) = MatrixReference.Quantize(block);
                ActivationBlocks.Quantize(block, ref records[0], (nuint)records.Length, zero: 8);
                for (int i = 0; i < 32; i++)
                {
                    Assert.Equal(expected[i], (sbyte)records[i]);
                    Assert.Equal(expected[i], codes.GetCode(blocks.AsSpan(b * codes.BytesPerBlock), i));
                }

                Assert.Equal(scale, MemoryMarshal.Read<float>(records.AsSpan(ActivationBlocks.ScaleOffset)));
                Assert.Equal(8 * expected.Sum(), MemoryMarshal.Read<int>(records.AsSpan(ActivationBlocks.ExcessOffset)));
            }
        }
    }
}
