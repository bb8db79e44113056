using System.Buffers.Binary;
using Xunit;

namespace Quantization.Tests.Blocks.Matrices;

/// <summary>How packed blocks lie in memory and in files.</summary>
public class MatrixFileTests
{
    private const int HeaderBytes = 40, UnitBytes = 320;

    public static TheoryData<string> Names => MatrixSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_layout_is_the_documented_one(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[^1], outputs = 18, size = subject.Generic.BlockSize, units = inputs / 32;
        byte[] weights = subject.Weights("Random codes", outputs, inputs), file = Written(subject.PackMatrix(weights, outputs, inputs));
        Assert.Equal(HeaderBytes + (2 * units * UnitBytes), file.Length);
        int zero = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)) == (int)PackedMatrixLayout.BlocksOf4Bits ? 0 : 8;
        for (int output = 0; output < 32; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<byte> unit = file.AsSpan(HeaderBytes + (((output / 16 * units) + (input / 32)) * UnitBytes), UnitBytes);
                byte pair = unit[64 + (input % 32 / 8 * 64) + (output % 16 * 4) + (input % 4)];
                int field = input % 8 < 4 ? pair & 15 : pair >> 4;
                float scale = BinaryPrimitives.ReadSingleLittleEndian(unit[(output % 16 * 4)..]);
                if (output >= outputs)
                {
                    Assert.Equal((0, 0f), (field, scale));
                    continue;
                }

                int element = (output * inputs) + input;
                ReadOnlySpan<byte> block = weights.AsSpan(element / size * subject.Generic.BytesPerBlock);
                Assert.Equal((subject.Generic.GetCode(block, element % size) + zero, subject.Generic.GetScale(block)), (field, scale));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Written_and_read(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int inputs = subject.Inputs[^1], outputs = 21, rows = 5;
        PackedMatrix packed = subject.PackMatrix(subject.Weights("Random codes", outputs, inputs), outputs, inputs);
        byte[] file = Written(packed);
        // Something follows.
        using MemoryStream stream = new([.. file, 1, 2, 3]);
        PackedMatrix read = PackedMatrix.Read(stream);
        Assert.Equal(file.Length, stream.Position);
        Assert.Equal((packed.Layout, packed.Outputs, packed.Inputs, packed.ByteCount), (read.Layout, read.Outputs, read.Inputs, read.ByteCount));
        Assert.Equal(file, Written(read));
        float[] activations = BlockInputs.Gaussian(rows * inputs, seed: 3), expected = new float[rows * outputs], actual = new float[rows * outputs];
        subject.Multiply(activations, packed, expected, default, relu: false, degreeOfParallelism: 1);
        subject.Multiply(activations, read, actual, default, relu: false, degreeOfParallelism: 1);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(12, 0, 0, "0 outputs of 32 inputs are no matrix of blocks of 32")]
    [InlineData(16, 0, 0, "3 outputs of 0 inputs are no matrix of blocks of 32")]
    [InlineData(16, 33, UnitBytes, "3 outputs of 33 inputs are no matrix of blocks of 32")]
    public void Sizes_of_no_matrix(int at, int number, int bytes, string problem)
    {
        byte[] file = WrittenQ40(outputs: 3).AsSpan(0, HeaderBytes + bytes).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), bytes);
        AssertRefused(Summed(file), problem);
    }

    [Theory]
    [InlineData(3 * 4)]
    [InlineData(64 + (3 * 4))]
    [InlineData(UnitBytes - 1)]
    public void What_fills_up_is_zero(int at)
    {
        byte[] file = WrittenQ40(outputs: 3);
        file[HeaderBytes + at] = 1;
        AssertRefused(Summed(file), "what fills its last panel up is not 0");
    }

    private static byte[] WrittenQ40(int outputs)
    {
        MatrixSubject subject = MatrixSubject.ByName["Q40Matrices"];
        return Written(subject.PackMatrix(subject.Weights("Random codes", outputs, 32), outputs, 32));
    }

    private static byte[] Written(PackedMatrix matrix)
    {
        using MemoryStream stream = new();
        matrix.Write(stream);
        return stream.ToArray();
    }

    // With the checksum of what it has now: FNV-1a over words of 64 bits.
    private static byte[] Summed(byte[] file)
    {
        ulong checksum = 14695981039346656037;
        for (int at = HeaderBytes; at < file.Length; at += 8) checksum = unchecked((checksum ^ BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at))) * 1099511628211);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), checksum);
        return file;
    }

    private static void AssertRefused(byte[] file, string problem)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(new MemoryStream(file)));
        Assert.Equal($"The packed matrix cannot be read: {problem}.", exception.Message);
    }
}
