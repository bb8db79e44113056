using Quantization.Tool.Classifier;

namespace Quantization.Tool.Simulation;

/// <summary>Takes the ranges of a network's quantizers from its weights and from what reaches its layers.</summary>
internal static class NetworkCalibration
{
    // Some dozens of batches for the moving average, which takes one step a batch.
    private const int BatchSize = 10;

    /// <summary>The passes of a network, as it is, over images in batches.</summary>
    public static IReadOnlyList<ForwardPass> Passes(Model model, ImageSet images)
    {
        var passes = new List<ForwardPass>();
        for (var start = 0; start < images.Count; start += BatchSize)
            passes.Add(model.Forward(images.Batch(start, Math.Min(BatchSize, images.Count - start))));
        return passes;
    }

    /// <summary>A quantizer for the input of each layer, with one range for all its values.</summary>
    /// <param name="passes">What reached the layers; at least one pass.</param>
    /// <param name="create">Makes the calibrator of a layer.</param>
    /// <param name="bits">The width of a code.</param>
    public static TensorQuantizer[] OfInputs(IReadOnlyList<ForwardPass> passes, Func<ICalibrator> create, int bits)
    {
        var kernels = ScaleKernels.OfActivations(bits);
        return [.. passes[0].Layers.Select((_, layer) =>
        {
            var calibrator = create();
            foreach (var pass in passes)
                calibrator.Observe(pass.Layers[layer].Activation.Values);
            return new TensorQuantizer(kernels, [kernels.ParametersFor(calibrator.RangeFor(kernels.Generic.Options))]);
        })];
    }

    /// <summary>A quantizer for the weights of each layer, with one range for all of them; of one bit, the sign with the mean magnitude.</summary>
    /// <param name="model">The network.</param>
    /// <param name="create">Makes the calibrator of a layer.</param>
    /// <param name="bits">The width of a code.</param>
    public static TensorQuantizer[] OfLayers(Model model, Func<ICalibrator> create, int bits)
    {
        var kernels = ScaleKernels.OfWeights(bits);
        return [.. model.Layers.Select(layer =>
        {
            var calibrator = create();
            calibrator.Observe(layer.Weight.Values);
            return new TensorQuantizer(
                kernels, [bits == 1 ? kernels.ParametersFor(layer.Weight.Values) : kernels.ParametersFor(calibrator.RangeFor(kernels.Generic.Options))]);
        })];
    }

    /// <summary>A quantizer for the weights of each layer, with a range for every output channel.</summary>
    /// <param name="model">The network.</param>
    /// <param name="create">Makes the calibrator of a channel.</param>
    /// <param name="bits">The width of a code.</param>
    public static TensorQuantizer[] OfWeights(Model model, Func<ICalibrator> create, int bits)
    {
        var kernels = ScaleKernels.OfWeights(bits);
        return [.. model.Layers.Select(layer =>
        {
            var calibrator = new ChannelCalibrator(layer.Weight.Rows, create);
            calibrator.ObserveRows(layer.Weight.Values);
            return new TensorQuantizer(kernels, [.. calibrator.RangesFor(kernels.Generic.Options).Select(kernels.ParametersFor)]);
        })];
    }
}
