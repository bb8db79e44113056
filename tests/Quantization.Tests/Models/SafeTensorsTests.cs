using System.Buffers.Binary;
using System.Text;
using Quantization.Models;
using Xunit;

namespace Quantization.Tests.Models;

public sealed class SafeTensorsTests
{
    private const string TwoTensors =
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}""";

    [Fact]
    public void A_file_is_read_back_bit_for_bit()
    {
        float[] special = [0f, -0f, float.NaN, BitConverter.UInt32BitsToSingle(0xFFC12345), float.PositiveInfinity, float.Epsilon];
        var written = new SafeTensors(
            [
                new ModelTensor("z.weight", [2, 3], special),
                new ModelTensor("a \"quoted\" näme", [], [42f]),
                new ModelTensor("empty", [7, 0], []),
                new ModelTensor("large", [100_003], [.. Enumerable.Range(0, 100_003).Select(static i => i * 0.25f)]),
            ],
            new Dictionary<string, string> { ["seed"] = "1", ["network"] = "784-256" });

        var read = Read(Write(written));

        Assert.Equal(written.Tensors.Select(static tensor => tensor.Name), read.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal(written.Metadata, read.Metadata);
        foreach (var (expected, actual) in written.Tensors.Zip(read.Tensors))
        {
            Assert.Equal(expected.Shape.ToArray(), actual.Shape.ToArray());
            Assert.Equal(expected.Values.Select(BitConverter.SingleToUInt32Bits), actual.Values.Select(BitConverter.SingleToUInt32Bits));
        }
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var bytes = Write(new SafeTensors([new ModelTensor("a", [2], [1f, -2f])]));

        const string Header = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        var headerLength = (Header.Length + 7) / 8 * 8;
        Assert.Equal((ulong)headerLength, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        Assert.Equal(Header.PadRight(headerLength), Encoding.UTF8.GetString(bytes, 8, headerLength));
        Assert.Equal([0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0], bytes[(8 + headerLength)..]);
    }

    [Fact]
    public void Tensors_come_in_the_order_of_their_values_whatever_the_header_says()
    {
        var read = Read(File(
            """{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            [0, 0, 128, 63, 0, 0, 0, 64]));

        Assert.Equal(["a", "b"], read.Tensors.Select(static tensor => tensor.Name));
        Assert.Equal([1f], read.Tensors[0].Values);
        Assert.True(read.TryGetTensor("b", out var second));
        Assert.Equal([2f], second.Values);
        Assert.False(read.TryGetTensor("c", out _));
    }

    [Fact]
    public void Reading_begins_at_the_position_of_the_stream()
    {
        var file = Write(new SafeTensors([new ModelTensor("a", [1], [3f])]));
        using var stream = new MemoryStream([1, 2, 3, .. file]);
        stream.Position = 3;

        Assert.Equal([3f], SafeTensors.Read(stream, "model").Tensors[0].Values);
    }

    [Fact]
    public void Every_truncation_is_refused_and_names_the_file()
    {
        var file = File(TwoTensors, new byte[12]);
        Assert.Equal(2, Read(file).Tensors.Count);
        for (var length = 0; length < file.Length; length++)
            AssertRefused(file[..length], "");
        AssertRefused(file[..5], "5 bytes are too few");
        AssertRefused(file[..20], "truncated");
        AssertRefused(file[..^1], "truncated");
    }

    [Fact]
    public void Bytes_behind_the_last_tensor_are_refused() => AssertRefused(File(TwoTensors, new byte[13]), "follow the last tensor");

    [Theory]
    [InlineData(100_000_001, "exceeds the limit of 100000000")]
    [InlineData(ulong.MaxValue, "exceeds the limit of 100000000")]
    [InlineData(100_000_000, "truncated")]
    public void A_header_length_beyond_the_limit_or_the_file_is_refused(ulong length, string problem)
    {
        var file = File(TwoTensors, new byte[12]);
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        AssertRefused(file, problem);
    }

    [Theory]
    [InlineData("", "does not begin with '{'")]
    [InlineData("[]", "does not begin with '{'")]
    [InlineData(" {}", "does not begin with '{'")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{}x", "not valid JSON")]
    [InlineData("""{"\ud800":1}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "not valid JSON")]
    [InlineData("""{"":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", "has no name")]
    [InlineData("""{"a":1}""", "not an object")]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "F16")]
    [InlineData("""{"a":{"dtype":4,"shape":[1],"data_offsets":[0,4]}}""", "'dtype'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"extra":1}}""", "'extra'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "needs dtype, shape and data_offsets")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "needs dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "needs dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", "needs dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "is not an array")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "-1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "1.5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}""", "99999999999999999999")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296],"data_offsets":[0,4]}}""", "at most 2147483647")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,0]}}""", "more than")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "takes 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "takes 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "inside the tensor before it")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", "belong to no tensor")]
    [InlineData("""{"__metadata__":1}""", "'__metadata__'")]
    [InlineData("""{"__metadata__":{"seed":1}}""", "'seed'")]
    public void A_header_that_contradicts_the_format_is_refused(string header, string problem) =>
        AssertRefused(File(header, new byte[12]), problem);

    [Fact]
    public void A_stream_that_cannot_seek_is_refused()
    {
        using var stream = new System.IO.Compression.DeflateStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Throws<ArgumentException>("stream", () => SafeTensors.Read(stream, "model"));
    }

    [Fact]
    public void Names_that_collide_are_refused()
    {
        Assert.Throws<ArgumentException>("tensors", () => new SafeTensors([new ModelTensor("a", [], [1f]), new ModelTensor("a", [], [1f])]));
        Assert.Throws<ArgumentException>("tensors", () => new SafeTensors([new ModelTensor("__metadata__", [], [1f])]));
    }

    [Fact]
    public void A_shape_that_does_not_fit_its_values_is_refused()
    {
        Assert.Throws<ArgumentException>("values", () => new ModelTensor("a", [2, 2], [1f]));
        Assert.Throws<ArgumentException>("values", () => new ModelTensor("a", [int.MaxValue, int.MaxValue, int.MaxValue], [1f]));
        Assert.Throws<ArgumentException>("shape", () => new ModelTensor("a", [-1, -1], [1f]));
    }

    private static void AssertRefused(byte[] file, string problem)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(file));
        Assert.StartsWith("model.safetensors: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    private static SafeTensors Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return SafeTensors.Read(stream, "model.safetensors");
    }

    private static byte[] Write(SafeTensors model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }

    private static byte[] File(string header, byte[] values)
    {
        var utf8 = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + utf8.Length + values.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)utf8.Length);
        utf8.CopyTo(file, 8);
        values.CopyTo(file, 8 + utf8.Length);
        return file;
    }
}
