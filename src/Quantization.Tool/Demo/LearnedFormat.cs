using Quantization.Tool.Classifier;
using Quantization.Tool.Learning;

namespace Quantization.Tool.Demo;

/// <summary>
/// Weights that were trained together with their quantizer, one for each layer: not the network's own but the bundled codes of the layer with this name, and the biases that
/// go with them. They come out of their codes by the generated kernel.
/// </summary>
internal sealed class LearnedFormat(string name, int bits) : WeightFormat(name, bits, Granularity.Tensor)
{
    private readonly Lazy<PackedNetwork> _network = new(() => PackedNetwork.OfDemo(name));

    public override StoredWeights Store(LinearLayer layer) =>
        _network.Value.Layers.FirstOrDefault(each => each.Name == layer.Name && (each.Rows, each.Columns) == (layer.Weight.Rows, layer.Weight.Columns)) is { } packed
            ? new Stored(packed, StepKernels.OfBits(_network.Value.Bits), layer.Weight)
            : throw new InvalidDataException($"The weights of {Name} have no layer '{layer.Name}' of {layer.Weight.Rows} × {layer.Weight.Columns}.");

    private sealed class Stored(PackedLayer layer, StepKernels kernels, Matrix original) : StoredWeights
    {
        private readonly byte[] _requantized = new byte[layer.Codes.Length];

        public override long Bytes => layer.Codes.Length + ((layer.Steps.Thresholds.Length + layer.Steps.Levels.Length) * (long)sizeof(float));

        public override bool CanRequantize => true;

        public override float[] Bias => layer.Bias;

        public override Matrix Restore()
        {
            var restored = new Matrix(layer.Rows, layer.Columns);
            kernels.Unpack(layer.Codes, restored.Values, layer.Steps);
            return restored;
        }

        // The float weights behind the codes are not there; those that they were trained from take as long.
        public override void Requantize() => kernels.Pack(original.Values, _requantized, layer.Steps);
    }
}
