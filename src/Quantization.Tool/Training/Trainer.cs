using Quantization.Tool.Classifier;

namespace Quantization.Tool.Training;

/// <summary>
/// Trains a classifier by mini-batches, one thread, from a seed. Every operation that reaches the weights is one that IEEE 754 rounds
/// correctly, in a fixed order, so that a seed gives the same weights on every machine. A model whose layers quantize is trained for what quantization leaves of
/// it: the passes have quantized weights and activations, and the steps move the float weights behind them, and the parameters of quantizers that learn.
/// </summary>
internal sealed class Trainer(Model model, TrainingOptions options)
{
    private readonly SeededRandom _random = new(options.Seed);
    private readonly AdamW[] _weightSteps = [.. model.Layers.Select(layer => new AdamW(layer.Weight.Values, options.WeightDecay))];
    private readonly AdamW[] _biasSteps = [.. model.Layers.Select(static layer => new AdamW(layer.Bias, weightDecay: 0f))];

    // One that layers share takes one step.
    private readonly ILearnedQuantizer[] _quantizers =
        [.. model.Layers.SelectMany(static layer => new[] { layer.InputQuantizer, layer.WeightQuantizer }).OfType<ILearnedQuantizer>().Distinct()];

    /// <summary>A new model: weights drawn evenly from ±√(6 / inputs) (He), biases of zero.</summary>
    /// <param name="sizes">The inputs, then the outputs of each layer.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    public static Model CreateModel(ReadOnlySpan<int> sizes, int seed)
    {
        var random = new SeededRandom(seed);
        var layers = new List<LinearLayer>();
        for (var i = 1; i < sizes.Length; i++)
        {
            var weight = new Matrix(sizes[i], sizes[i - 1]);
            var limit = MathF.Sqrt(6f / sizes[i - 1]);
            foreach (ref var value in weight.Values.AsSpan())
                value = (2f * random.NextSingle() - 1f) * limit;
            layers.Add(new LinearLayer($"fc{i}", weight, new float[sizes[i]]));
        }

        return new Model(layers);
    }

    /// <summary>Runs all epochs and reports the mean loss of each.</summary>
    public void Train(ImageSet images, Action<int, double> report)
    {
        var order = new int[images.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        var batches = (images.Count + options.BatchSize - 1) / options.BatchSize;
        var steps = batches * options.Epochs;
        var step = 0;
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            foreach (var quantizer in _quantizers)
                quantizer.BeginEpoch();
            _random.Shuffle(order);
            var loss = 0.0;
            for (var start = 0; start < order.Length; start += options.BatchSize)
            {
                loss += TrainBatch(images, order.AsSpan(start, Math.Min(options.BatchSize, order.Length - start)), steps - step++, steps);
            }

            report(epoch, loss / images.Count);
        }
    }

    private double TrainBatch(ImageSet images, ReadOnlySpan<int> indices, int stepsLeft, int steps)
    {
        var batch = new Matrix(indices.Length, images.PixelsPerImage);
        var labels = new byte[indices.Length];
        for (var row = 0; row < indices.Length; row++)
        {
            images.CopyTo(indices[row], batch.Row(row));
            labels[row] = images.Labels[indices[row]];
            if (_random.NextInt32(2) == 1)
                Mirror(batch.Row(row), images.Columns);
        }

        var pass = model.Forward(batch);
        var loss = CrossEntropy.ReplaceByGradient(pass.Scores, labels, options.LabelSmoothing);
        var gradients = Backpropagation.Gradients(model, pass, pass.Scores);
        var learningRate = options.LearningRate * stepsLeft / steps;
        for (var i = 0; options.MovesNetwork && i < gradients.Length; i++)
        {
            _weightSteps[i].Step(gradients[i].Weight.Values, learningRate);
            _biasSteps[i].Step(gradients[i].Bias, learningRate);
        }

        foreach (var quantizer in _quantizers)
            quantizer.Step((float)stepsLeft / steps);
        return loss;
    }

    /// <summary>Swaps left and right: a garment seen in a mirror is the same garment.</summary>
    private static void Mirror(Span<float> image, int columns)
    {
        for (var start = 0; start < image.Length; start += columns)
            image.Slice(start, columns).Reverse();
    }
}
