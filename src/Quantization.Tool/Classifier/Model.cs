using Quantization.Models;

namespace Quantization.Tool.Classifier;

/// <summary>
/// A classifier of fully connected layers with a ReLU between them; the outputs of the last layer are the classes' scores.
/// In a model file layer <c>x</c> is the tensors <c>x.weight</c> (outputs × inputs) and <c>x.bias</c>.
/// </summary>
internal sealed class Model
{
    private const string WeightSuffix = ".weight";
    private const string BiasSuffix = ".bias";

    public Model(IReadOnlyList<LinearLayer> layers)
    {
        if (layers.Count == 0)
            throw new ArgumentException("A model needs a layer.", nameof(layers));
        for (var i = 1; i < layers.Count; i++)
        {
            if (layers[i].Weight.Columns != layers[i - 1].Weight.Rows)
                throw new ArgumentException($"Layer '{layers[i].Name}' takes {layers[i].Weight.Columns} inputs, but '{layers[i - 1].Name}' gives {layers[i - 1].Weight.Rows}.", nameof(layers));
        }

        Layers = layers;
    }

    public IReadOnlyList<LinearLayer> Layers { get; }

    /// <summary>Takes the layers out of a model file, in the order of its weights.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, or shapes do not fit together.</exception>
    public static Model From(SafeTensors file)
    {
        try
        {
            return new Model([.. file.Tensors.Where(static tensor => tensor.Name.EndsWith(WeightSuffix, StringComparison.Ordinal)).Select(weight => ReadLayer(file, weight))]);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The model file holds no such network: {exception.Message}", exception);
        }
    }

    public SafeTensors ToSafeTensors(IReadOnlyDictionary<string, string> metadata) => new(
        Layers.SelectMany(static layer => new ModelTensor[]
        {
            new(layer.Name + WeightSuffix, [layer.Weight.Rows, layer.Weight.Columns], layer.Weight.Values),
            new(layer.Name + BiasSuffix, [layer.Bias.Length], layer.Bias),
        }),
        metadata);

    /// <summary>The same network, without quantizers, with other weights, one matrix per layer; the biases are shared.</summary>
    public Model WithWeights(IReadOnlyList<Matrix> weights) =>
        new([.. Layers.Zip(weights, static (layer, weight) => new LinearLayer(layer.Name, weight, layer.Bias))]);

    /// <summary>The same network, with shared weights and biases, whose layers quantize.</summary>
    /// <param name="inputs">The quantizers of the layers' inputs; without them, and where there is none, inputs are taken as they are.</param>
    /// <param name="weights">Those of the weights, likewise.</param>
    public Model WithQuantizers(IReadOnlyList<IMatrixQuantizer?>? inputs, IReadOnlyList<IMatrixQuantizer?>? weights = null) =>
        new([.. Layers.Select((layer, i) => new LinearLayer(layer.Name, layer.Weight, layer.Bias) { InputQuantizer = inputs?[i], WeightQuantizer = weights?[i] })]);

    /// <summary>The network as it is run: with the weights that its quantizers leave, once and for all, and the quantizers of inputs.</summary>
    public Model WithQuantizedWeights() => new([.. Layers.Select(static layer =>
        new LinearLayer(layer.Name, layer.WeightQuantizer?.Quantize(layer.Weight) ?? layer.Weight, layer.Bias) { InputQuantizer = layer.InputQuantizer })]);

    /// <summary>The same network, quantizers included, with weights and biases of its own, which can be trained apart from these.</summary>
    public Model Copy() => new([.. Layers.Select(static layer => new LinearLayer(layer.Name, new Matrix(layer.Weight.Rows, layer.Weight.Columns, [.. layer.Weight.Values]), [.. layer.Bias])
    {
        InputQuantizer = layer.InputQuantizer,
        WeightQuantizer = layer.WeightQuantizer,
    })]);

    /// <summary>Puts a batch with one row per sample through all layers.</summary>
    public ForwardPass Forward(Matrix batch)
    {
        var passes = new List<LayerPass>(Layers.Count);
        var output = batch;
        foreach (var layer in Layers)
        {
            if (passes.Count > 0)
                Rectify(output.Values);
            passes.Add(layer.FactorsFor(output));
            output = layer.Forward(passes[^1]);
        }

        return new ForwardPass(passes, output);
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref var value in values)
            value = value > 0f ? value : 0f;
    }

    private static LinearLayer ReadLayer(SafeTensors file, ModelTensor weight)
    {
        var name = weight.Name[..^WeightSuffix.Length];
        if (weight.Shape is not [var outputs, var inputs])
            throw new InvalidDataException($"The model's tensor '{weight.Name}' is not a matrix.");
        if (!file.TryGetTensor(name + BiasSuffix, out var bias) || bias.Shape.Length != 1)
            throw new InvalidDataException($"The model has no vector '{name + BiasSuffix}'.");
        return new LinearLayer(name, new Matrix(outputs, inputs, weight.Values), bias.Values);
    }
}
