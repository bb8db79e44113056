using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Demo;

namespace Quantization.Tool.Sensitivity;

/// <summary>
/// A classifier whose layers' weights are kept either in a format or as they were trained. Its score is a number of images, not a fraction:
/// differences are then exact, and a loss of 10 images of 2,000 is not more than half a point.
/// </summary>
internal sealed class QuantizableClassifier : IQuantizableModel
{
    private readonly Model _model;
    private readonly ImageSet _images;
    private readonly Judgement _judgement;
    private readonly LinearLayer[] _restored;
    private readonly long[] _storedBytes;
    private readonly int[] _floatPredictions;

    public QuantizableClassifier(Model model, ImageSet images, WeightFormat format, Judgement judgement)
    {
        _model = model;
        _images = images;
        _judgement = judgement;
        LayerNames = [.. model.Layers.Select(static layer => layer.Name)];
        StoredWeights[] stored = [.. model.Layers.Select(layer => format.Store(layer))];
        _restored = [.. model.Layers.Zip(stored, static (layer, weights) => weights.Restore(layer))];
        _storedBytes = [.. stored.Select(static weights => weights.Bytes)];
        _floatPredictions = Evaluation.Predict(model, images);
    }

    public IReadOnlyList<string> LayerNames { get; }

    /// <summary>How many images the network names rightly, or as it does in float.</summary>
    public double Evaluate(ReadOnlySpan<bool> quantized)
    {
        var layers = new LinearLayer[_restored.Length];
        for (var i = 0; i < layers.Length; i++)
            layers[i] = quantized[i] ? _restored[i] : _model.Layers[i];
        var predictions = Evaluation.Predict(new Model(layers), _images);
        var fraction = _judgement == Judgement.Accuracy ? Evaluation.Accuracy(predictions, _images.Labels) : Evaluation.Agreement(predictions, _floatPredictions);
        return Math.Round(fraction * _images.Count);
    }

    public int WeightsOf(int layer) => _model.Layers[layer].Weight.Values.Length;

    /// <summary>The bytes of a model that keeps some layers in float: weights with their parameters and what pads their blocks, and the biases, which are always float32.</summary>
    public long BytesWith(IEnumerable<int> floatLayers)
    {
        var kept = floatLayers.ToHashSet();
        return _model.Layers.Select((layer, i) =>
            (kept.Contains(i) ? layer.Weight.Values.Length * (long)sizeof(float) : _storedBytes[i]) + (layer.Bias.Length * (long)sizeof(float))).Sum();
    }
}
