using Xunit;

namespace Quantization.Tests.Blocks.Matrices;

/// <summary>Matrix products that are refused: which parameter is named, and that nothing is written.</summary>
public class RefusedMatrixTests
{
    private const float Untouched = 12.5f;

    public static TheoryData<string> Names => MatrixSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_matrix(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int size = subject.Generic.BlockSize, bytes = subject.Generic.BytesPerBlock;
        foreach (PackMatrixCall pack in (PackMatrixCall[])[subject.PackMatrix, subject.Generic.PackMatrix])
        {
            Assert.Throws<ArgumentOutOfRangeException>("outputs", () => pack([], 0, size));
            Assert.Throws<ArgumentOutOfRangeException>("outputs", () => pack([], -1, size));
            Assert.Throws<ArgumentOutOfRangeException>("inputs", () => pack([], 1, 0));
            Assert.Throws<ArgumentException>("inputs", () => pack(new byte[bytes], 1, size - 1));
            Assert.Throws<ArgumentException>("inputs", () => pack(new byte[bytes], 1, size + 1));
            Assert.Throws<ArgumentException>("blocks", () => pack(new byte[(2 * bytes) - 1], 2, size));
            Assert.Throws<ArgumentException>("blocks", () => pack(new byte[(2 * bytes) + 1], 2, size));
            Assert.Throws<ArgumentException>("blocks", () => pack(new byte[bytes], int.MaxValue, int.MaxValue / size * size));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_does_not_go_together(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[0], outputs = 3, rows = 2;
        PackedMatrix weights = subject.PackMatrix(subject.Weights("Random codes", outputs, inputs), outputs, inputs);
        float[] activations = BlockInputs.Gaussian(rows * inputs, seed: 1), memory = new float[rows * outputs];
        Refuses<ArgumentNullException>("weights", activations, null!, memory.Length);
        Refuses<ArgumentException>("activations", activations[1..], weights, memory.Length);
        Refuses<ArgumentException>("destination", activations, weights, memory.Length - 1);
        Refuses<ArgumentException>("bias", activations, weights, memory.Length, new float[outputs - 1]);
        Refuses<ArgumentException>("bias", activations, weights, memory.Length, new float[outputs + 1]);
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism", activations, weights, memory.Length, degree: 0);
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism", activations, weights, memory.Length, degree: -1);
        MatrixSubject other = MatrixSubject.ByName.Values.First(s => s.PackMatrix(s.Weights("Random codes", 1, s.Inputs[0]), 1, s.Inputs[0]).Layout != weights.Layout);
        Refuses<ArgumentException>("weights", activations, other.PackMatrix(other.Weights("Random codes", outputs, other.Inputs[0]), outputs, other.Inputs[0]), memory.Length);

        void Refuses<T>(string argument, float[] values, PackedMatrix matrix, int length, float[]? bias = null, int degree = 1)
            where T : ArgumentException
        {
            float[] destination = new float[length];
            destination.AsSpan().Fill(Untouched);
            Assert.Throws<T>(argument, () => subject.Multiply(values, matrix, destination, bias, relu: false, degree));
            Assert.All(destination, x => Assert.Equal(Untouched, x));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Memory_that_overlaps(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[0], outputs = 3;
        PackedMatrix weights = subject.PackMatrix(subject.Weights("Random codes", outputs, inputs), outputs, inputs);
        float[] memory = BlockInputs.Gaussian(inputs + outputs, seed: 1), before = [.. memory], bias = new float[outputs];
        Assert.Throws<ArgumentException>("destination", () => subject.Multiply(memory.AsSpan(0, inputs), weights, memory.AsSpan(inputs - 1, outputs), bias, relu: false, degreeOfParallelism: 1));
        Assert.Throws<ArgumentException>("destination", () => subject.Multiply(memory.AsSpan(outputs, inputs), weights, memory.AsSpan(1, outputs), bias, relu: false, degreeOfParallelism: 1));
        Assert.Throws<ArgumentException>("destination", () => subject.Multiply(new float[inputs], weights, memory.AsSpan(1, outputs), memory.AsSpan(0, outputs), relu: false, degreeOfParallelism: 1));
        Assert.Equal(before, memory);
        // Only what is written counts: the room behind it may be the activations'.
        subject.Multiply(memory.AsSpan(outputs, inputs), weights, memory, bias, relu: false, degreeOfParallelism: 1);
        Assert.Equal(before.AsSpan(outputs), memory.AsSpan(outputs));
    }

    [Fact]
    public void Other_formats_have_no_products()
    {
        foreach (GenericBlockQuantizer quantizer in (GenericBlockQuantizer[])
            [new(QuantizationFormat.Q4_1), new(QuantizationFormat.IQ4_NL), new(QuantizationFormat.Q8_0), new(new BlockOptions(4, QuantizationScheme.Scale, 48, ScaleType.Half)), new(new BlockOptions(4, QuantizationScheme.Uniform, 32, ScaleType.Half))])
        {
            Assert.Throws<NotSupportedException>(() => quantizer.PackMatrix(new byte[quantizer.BytesPerBlock], 1, quantizer.BlockSize));
            Assert.Throws<NotSupportedException>(() => quantizer.MultiplyMatrix(new float[quantizer.BlockSize], new byte[quantizer.BytesPerBlock], new float[1], 1, quantizer.BlockSize));
        }
    }
}
