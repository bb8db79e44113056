using Quantization.Tool.Classifier;
using Quantization.Tool.Learning;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class PackedNetworkTests
{
    private static readonly Model s_network = new(
    [
        Layer("a", new Matrix(2, 3, [-1f, -0.2f, 0.3f, 0.9f, 0f, -0.6f]), [1f, 2f]),
        Layer("b", new Matrix(1, 2, [0.7f, 0.1f]), [3f]),
    ]);

    [Fact]
    public void What_is_written_is_read()
    {
        var read = PackedNetwork.Read(new MemoryStream(Bytes()), "file");

        Assert.Equal((2, "some"), (read.Bits, read.Metadata["note"]));
        Assert.Equal([("a", 2, 3), ("b", 1, 2)], read.Layers.Select(static layer => (layer.Name, layer.Rows, layer.Columns)));
        // −1, 0, 0, 1, 0, −1 are the codes 0, 1, 1, 2, 1, 0, from the low bits; then 2 and 1.
        Assert.Equal([[0b10_01_01_00, 0b0001], [0b01_10]], read.Layers.Select(static layer => layer.Codes));
        Assert.Equal([[1f, 2f], [3f]], read.Layers.Select(static layer => layer.Bias));
        Assert.All(read.Layers, static layer => Assert.Equal(Steps(), layer.Steps));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        var bytes = Bytes();
        AssertRefused(bytes[..^1]);
        AssertRefused([.. bytes, 0]);
        AssertRefused(bytes[..3]);
        AssertRefused([255, 255, 255, 255, .. bytes[4..]]);
        AssertRefused([.. bytes[..4], .. new byte[bytes.Length - 4]]);

        static void AssertRefused(byte[] damaged) =>
            Assert.Contains("file", Assert.Throws<InvalidDataException>(() => PackedNetwork.Read(new MemoryStream(damaged), "file")).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes()
    {
        using var stream = new MemoryStream();
        PackedNetwork.From(s_network, 2, new Dictionary<string, string> { ["note"] = "some" }).Write(stream);
        return stream.ToArray();
    }

    private static StepFunction Steps() => new([-0.5f, 0.5f], [-0.75f, 0f, 0.75f]);

    private static LinearLayer Layer(string name, Matrix weight, float[] bias) => new(name, weight, bias) { WeightQuantizer = new FrozenQuantizer(Steps()) };
}
