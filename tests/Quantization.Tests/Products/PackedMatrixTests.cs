using System.Buffers.Binary;
using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Packed matrices: their layout, and their files, whole and damaged.</summary>
public class PackedMatrixTests
{
    private const int HeaderBytes = 40;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 21)]
    [InlineData(33, 100)]
    public void A_file_is_read_back(int outputs, int inputs)
    {
        MatrixOracle oracle = MatrixOracle.AtRandom(MatrixSubject.ByName["Weights8"], rows: 3, Math.Max(inputs, 1), outputs);
        PackedMatrix packed = Weights8.PackMatrix(oracle.Weights.AsSpan(0, outputs * inputs), outputs, inputs);
        using MemoryStream stream = new();
        packed.Write(stream);
        stream.Write("behind"u8);
        stream.Position = 0;
        PackedMatrix read = PackedMatrix.Read(stream);
        Assert.Equal(stream.Length - "behind"u8.Length, stream.Position);
        Assert.Equal((outputs, inputs, PackedMatrixLayout.SignedBytes, packed.ByteCount), (read.Outputs, read.Inputs, read.Layout, read.ByteCount));
        if (inputs > 0) Assert.Equal(oracle.MultiplyCodes(packed), oracle.MultiplyCodes(read));
        using MemoryStream again = new();
        read.Write(again);
        Assert.Equal(stream.ToArray()[..(HeaderBytes + read.ByteCount)], again.ToArray());
    }

    /// <summary>The layout as it is documented, weight by weight.</summary>
    [Fact]
    public void A_weight_stands_where_the_layout_says()
    {
        const int Outputs = 35, Inputs = 37, Groups = 12;
        sbyte[] weights = [.. Enumerable.Range(0, Outputs * Inputs).Select(i => (sbyte)((i % 251) - 125))];
        byte[] file = File(Weights8.PackMatrix(weights, Outputs, Inputs));
        Assert.Equal("QPMX"u8.ToArray(), file[..4]);
        Assert.Equal([1, 1, Outputs, Inputs, 0], Enumerable.Range(0, 5).Select(k => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4 + (4 * k)))));
        Assert.Equal(3 * Groups * 64, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(24)));
        Assert.Equal(HeaderBytes + (3 * Groups * 64), file.Length);
        for (int at = 0; at < 3 * Groups * 64; at++)
        {
            int input = (at / 64 % Groups * 4) + (at % 4), output = (at / (64 * Groups) * 16) + (at / 4 % 16);
            int expected = output < Outputs && input < Inputs ? weights[(output * Inputs) + input] : 0;
            Assert.Equal(expected, (sbyte)file[HeaderBytes + at]);
        }
    }

    /// <summary>The format does not change by itself: the checksum of one small matrix, computed here by its definition.</summary>
    [Fact]
    public void The_checksum_is_as_documented()
    {
        byte[] file = File(Weights8.PackMatrix([1, -2, 3], 3, 1));
        ulong checksum = 14695981039346656037;
        for (int at = HeaderBytes; at < file.Length; at += 8) checksum = unchecked((checksum ^ BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at))) * 1099511628211);
        Assert.Equal(checksum, BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(32)));
    }

    [Fact]
    public void Any_wrong_byte_is_found()
    {
        byte[] file = File(Weights8.PackMatrix([.. Enumerable.Range(-40, 85).Select(w => (sbyte)w)], 17, 5));
        for (int at = 0; at < file.Length; at++)
        {
            file[at] ^= 0x41;
            InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(new MemoryStream(file)));
            Assert.StartsWith("The packed matrix cannot be read: ", refusal.Message, StringComparison.Ordinal);
            file[at] ^= 0x41;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_ends_early(bool seeks)
    {
        byte[] file = File(Weights8.PackMatrix(new sbyte[40], 4, 10));
        for (int length = 0; length < file.Length; length += length < HeaderBytes ? 1 : 13)
        {
            using MemoryStream memory = new(file[..length]);
            using BufferedStream buffered = new(new Forward(memory));
            string message = Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(seeks ? memory : buffered)).Message;
            Assert.Contains(length < HeaderBytes ? "within its header" : $"within its {file.Length - HeaderBytes} bytes", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0x31584D51, "it does not begin with 'QPMX'")]
    [InlineData(4, 2, "its version is 2, and 1 is read")]
    [InlineData(4, 0, "its version is 0, and 1 is read")]
    [InlineData(8, 77, "its layout 77 is not known")]
    [InlineData(12, -1, "its size is -1 outputs of 10 inputs")]
    [InlineData(16, int.MinValue, "its size is 4 outputs of -2147483648 inputs")]
    [InlineData(12, 17, "17 outputs of 10 inputs take 512 bytes, and it says 256")]
    [InlineData(20, 1, "the reserved field of its header is not 0")]
    [InlineData(24, 1025, "4 outputs of 10 inputs take 256 bytes, and it says 1025")]
    [InlineData(32, 0, "its bytes do not match its checksum")]
    public void A_header_that_is_wrong(int at, int number, string problem)
    {
        byte[] file = File(Weights8.PackMatrix([.. Enumerable.Range(0, 40).Select(w => (sbyte)w)], 4, 10));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
        Assert.Equal($"The packed matrix cannot be read: {problem}.", Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(new MemoryStream(file))).Message);
    }

    /// <summary>A header alone cannot ask for memory that no file is behind, nor for more than there is.</summary>
    [Fact]
    public void A_size_beyond_memory()
    {
        byte[] file = File(Weights8.PackMatrix(new sbyte[16], 4, 4));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), int.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), int.MaxValue);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), (int.MaxValue + 1L) / 16 * ((int.MaxValue + 1L) / 4 * 64));
        Assert.Contains("more than an array has", Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), 16);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 100_000_000);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), 1_600_000_000);
        Assert.Contains("it ends within its 1600000000 bytes", Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    /// <summary>Outputs without inputs take no bytes, and so no memory, however many a file says that there are.</summary>
    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(int.MaxValue)]
    public void Many_outputs_without_inputs(int outputs)
    {
        PackedMatrix matrix = PackedMatrix.Read(new MemoryStream(File(Weights8.PackMatrix([], outputs, 0))));
        Assert.Equal((outputs, 0, 0), (matrix.Outputs, matrix.Inputs, matrix.ByteCount));
    }

    /// <summary>What fills panels up must be 0, even where the checksum says that it is meant.</summary>
    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(1, 1, 1)]
    [InlineData(17, 4, 260)]
    public void Padding_that_is_not_zero(int outputs, int inputs, int at)
    {
        byte[] file = File(Weights8.PackMatrix(new sbyte[outputs * inputs], outputs, inputs));
        file[HeaderBytes + at] = 1;
        ulong checksum = 14695981039346656037;
        for (int word = HeaderBytes; word < file.Length; word += 8) checksum = unchecked((checksum ^ BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(word))) * 1099511628211);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(32), checksum);
        Assert.Contains("what fills its panels up is not 0", Assert.Throws<InvalidDataException>(() => PackedMatrix.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_stream()
    {
        Assert.Throws<ArgumentNullException>("stream", () => PackedMatrix.Read(null!));
        Assert.Throws<ArgumentNullException>("stream", () => Weights8.PackMatrix([], 0, 0).Write(null!));
    }

    private static byte[] File(PackedMatrix matrix)
    {
        using MemoryStream stream = new();
        matrix.Write(stream);
        return stream.ToArray();
    }

    /// <summary>A stream that only goes forward, a few bytes at a time.</summary>
    private sealed class Forward(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 7));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
