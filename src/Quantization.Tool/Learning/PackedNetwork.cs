using System.Buffers.Binary;
using System.Globalization;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;

namespace Quantization.Tool.Learning;

/// <summary>A layer whose weights are packed codes of a learned quantizer.</summary>
/// <param name="Name">The name that the layer's tensors begin with.</param>
/// <param name="Rows">The output channels.</param>
/// <param name="Columns">The input features.</param>
/// <param name="Codes">The codes of the weights, row by row without a gap.</param>
/// <param name="Steps">What the codes stand for, and which weights have which code.</param>
/// <param name="Bias">The biases that were trained with them.</param>
internal sealed record PackedLayer(string Name, int Rows, int Columns, byte[] Codes, StepFunction Steps, float[] Bias);

/// <summary>
/// A network with learned quantizers of weights, as small as its codes. The file: 4 bytes with the length of what follows (little-endian); a safetensors file of each layer's
/// <c>x.bias</c>, <c>x.weight_thresholds</c>, <c>x.weight_levels</c> and <c>x.weight_shape</c>, with the width of codes as <c>weight_bits</c>; the codes of all layers.
/// </summary>
/// <param name="Bits">The width of a code.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Metadata">What is known of the network.</param>
internal sealed record PackedNetwork(int Bits, IReadOnlyList<PackedLayer> Layers, IReadOnlyDictionary<string, string> Metadata)
{
    private const string BitsKey = "weight_bits";
    private const string BiasSuffix = ".bias";
    private const string WeightSuffix = ".weight";

    /// <summary>Packs the weights of a network with hardened quantizers at every layer.</summary>
    public static PackedNetwork From(Model network, int bits, IReadOnlyDictionary<string, string> metadata) => new(
        bits,
        [.. network.Layers.Select(layer =>
        {
            var (kernels, steps) = (StepKernels.OfBits(bits), ((FrozenQuantizer)layer.WeightQuantizer!).Steps);
            var codes = new byte[kernels.PackedLength(layer.Weight.Values.Length)];
            kernels.Pack(layer.Weight.Values, codes, steps);
            return new PackedLayer(layer.Name, layer.Weight.Rows, layer.Weight.Columns, codes, steps, layer.Bias);
        })],
        metadata);

    /// <summary>One of those inside the tool, by the name of its row in the demo.</summary>
    public static PackedNetwork OfDemo(string name)
    {
        using var stream = BundledData.OpenLearned(name);
        return Read(stream, name);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It did not.</exception>
    public static PackedNetwork Read(Stream stream, string name)
    {
        try
        {
            var prefix = new byte[sizeof(int)];
            stream.ReadExactly(prefix);
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            // A damaged one does not ask for all memory.
            if (length < 0 || length > stream.Length)
                throw new FormatException($"{length} is no length of what follows.");
            var described = new byte[length];
            stream.ReadExactly(described);
            var file = SafeTensors.Read(new MemoryStream(described), name);
            var bits = int.Parse(file.Metadata[BitsKey], CultureInfo.InvariantCulture);
            PackedLayer[] layers = [.. file.Tensors.Where(static tensor => tensor.Name.EndsWith(BiasSuffix, StringComparison.Ordinal)).Select(bias => ReadLayer(file, bias, bits, stream))];
            return stream.ReadByte() < 0 ? new PackedNetwork(bits, layers, file.Metadata) : throw new InvalidDataException("bytes follow the codes.");
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException or KeyNotFoundException or FormatException or ArgumentException or OverflowException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name} holds no packed network: {exception.Message}", exception);
        }
    }

    public void Write(Stream stream)
    {
        using var described = new MemoryStream();
        var metadata = new Dictionary<string, string>(Metadata) { [BitsKey] = Bits.ToString(CultureInfo.InvariantCulture) };
        new SafeTensors(Layers.SelectMany(Describe), metadata).Write(described);
        var prefix = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, checked((int)described.Length));
        stream.Write(prefix);
        stream.Write(described.ToArray());
        foreach (var layer in Layers)
            stream.Write(layer.Codes);
    }

    private static IEnumerable<ModelTensor> Describe(PackedLayer layer) =>
    [
        new ModelTensor(layer.Name + BiasSuffix, [layer.Bias.Length], layer.Bias),
        .. new FrozenQuantizer(layer.Steps).Describe(layer.Name + WeightSuffix),
        new ModelTensor(layer.Name + WeightSuffix + "_shape", [2], [layer.Rows, layer.Columns]),
    ];

    private static PackedLayer ReadLayer(SafeTensors file, ModelTensor bias, int bits, Stream codes)
    {
        var name = bias.Name[..^BiasSuffix.Length];
        var steps = new StepFunction(Tensor("_thresholds"), Tensor("_levels"));
        if (Tensor("_shape") is not [var rows, var columns] || rows != bias.Values.Length)
            throw new FormatException($"layer '{name}' has no shape, or another one than its biases.");
        var layer = new PackedLayer(name, (int)rows, (int)columns, new byte[StepKernels.OfBits(bits).PackedLength(checked((int)rows * (int)columns))], steps, bias.Values);
        codes.ReadExactly(layer.Codes);
        return layer;

        float[] Tensor(string suffix) =>
            file.TryGetTensor(name + WeightSuffix + suffix, out var tensor) ? tensor.Values : throw new FormatException($"there is no tensor '{name + WeightSuffix + suffix}'.");
    }
}
