using Quantization.Tool.Classifier;
using Quantization.Tool.Simulation;
using Quantization.Tool.Training;
using Xunit;

namespace Quantization.Tests.Tool;

/// <summary>Passes through quantizers with fixed ranges, with numbers worked out by hand.</summary>
public sealed class SimulationTests
{
    public static TheoryData<int> Widths => [.. Enumerable.Range(2, 7)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_width_has_symmetric_codes_of_weights_and_unsigned_codes_of_activations(int bits)
    {
        var weights = ScaleKernels.OfWeights(bits);
        var activations = ScaleKernels.OfActivations(bits);
        var (highest, all) = ((1 << (bits - 1)) - 1, (1 << bits) - 1);
        Assert.Equal((bits, -highest, highest), (weights.Generic.Bits, weights.Generic.MinCode, weights.Generic.MaxCode));
        Assert.Equal((bits, 0, all), (activations.Generic.Bits, activations.Generic.MinCode, activations.Generic.MaxCode));

        // A range of as many steps of a quarter as there are codes; what is a tie goes to the even code, what is beyond to the end.
        Assert.Equal(0.25f, weights.ParametersFor(new CalibratedRange(-0.1f, 0.25f * highest)).Scale);
        Assert.Equal(0.25f, activations.ParametersFor(new CalibratedRange(0f, 0.25f * all)).Scale);
        AssertQuantized(weights, [0f, 0.125f, 0.2f, 100f, -0.2f, -100f], [0f, 0f, 0.25f, 0.25f * highest, -0.25f, -0.25f * highest]);
        AssertQuantized(activations, [0f, 0.375f, 0.2f, 100f, -0.2f, -100f], [0f, 0.5f, 0.25f, 0.25f * all, 0f, 0f]);

        static void AssertQuantized(ScaleKernels kernels, float[] values, float[] expected) =>
            Assert.Equal(expected, new TensorQuantizer(kernels, [new ScaleParameters(0.25f)]).Quantize(new Matrix(1, values.Length, values)).Values);
    }

    [Fact]
    public void Rows_have_their_parameters_or_all_share_one()
    {
        var kernels = ScaleKernels.OfWeights(4);
        var values = new Matrix(2, 3, [0.4f, 0.6f, 9f, 0.4f, 0.6f, 9f]);
        Assert.Equal([0f, 1f, 7f, 0.5f, 0.5f, 3.5f], new TensorQuantizer(kernels, [new ScaleParameters(1f), new ScaleParameters(0.5f)]).Quantize(values).Values);
        Assert.Equal([0f, 1f, 7f, 0f, 1f, 7f], new TensorQuantizer(kernels, [new ScaleParameters(1f)]).Quantize(values).Values);
        Assert.Equal([0.4f, 0.6f, 9f, 0.4f, 0.6f, 9f], values.Values);
        Assert.Throws<ArgumentException>("values", () => new TensorQuantizer(kernels, new ScaleParameters[3]).Quantize(values));
    }

    [Fact]
    public void A_layer_multiplies_what_its_quantizers_leave()
    {
        // Inputs of 2 bits in steps of 1: 3.7 is at the end, 3; 0.4 is 0; 1.2 is 1. Weights of 2 bits in steps of 0.5: −0.5, 0 and 0.5.
        var model = TwoLayers();
        var pass = model.Forward(new Matrix(1, 3, [3.7f, 0.4f, 1.2f]));

        Assert.Equal([3.7f, 0.4f, 1.2f], pass.Layers[0].Activation.Values);
        Assert.Equal([3f, 0f, 1f], pass.Layers[0].Input.Values);
        Assert.Equal([0.5f, 0f, 0.5f, -0.5f, 0.5f, 0.5f], pass.Layers[0].Weight.Values);
        // 0.5 · 3 + 0.5 · 1 + 0.25 = 2.25, and −0.5 · 3 + 0.5 · 1 + 1.4 = 0.4; in steps of 2: 2 and 0.
        Assert.Equal([2.25f, 0.4f], pass.Layers[1].Activation.Values, static (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([2f, 0f], pass.Layers[1].Input.Values);
        // The second layer's weights are as they are: 2 · 0.3 + 1.
        Assert.Same(model.Layers[1].Weight, pass.Layers[1].Weight);
        Assert.Equal(1.6f, pass.Scores.Values[0], 1e-6);
    }

    [Fact]
    public void Without_quantizers_a_pass_copies_nothing()
    {
        var model = new Model([new LinearLayer("a", new Matrix(1, 1, [2f]), [0f])]);
        var batch = new Matrix(1, 1, [3f]);
        var layer = model.Forward(batch).Layers[0];
        Assert.Same(batch, layer.Input);
        Assert.Same(model.Layers[0].Weight, layer.Weight);
    }

    [Fact]
    public void Gradients_go_straight_through_what_is_within_the_ranges()
    {
        var model = TwoLayers();
        var pass = model.Forward(new Matrix(1, 3, [3.7f, 0.4f, 1.2f]));
        var gradients = Backpropagation.Gradients(model, pass, new Matrix(1, 1, [10f]));

        // Of the second layer: the score's gradient times the quantized inputs 2 and 0.
        Assert.Equal([20f, 0f], gradients[1].Weight.Values);
        Assert.Equal([10f], gradients[1].Bias);
        // What reached it: 10 · (0.3, 0.7). Both were within the range, the second although its code is 0, and both positive.
        Assert.Equal([3f, 7f], gradients[0].Bias, static (a, b) => Math.Abs(a - b) < 1e-5);
        // Of the first: those times the quantized inputs 3, 0 and 1; but the weights 1.2 and −0.9 are outside, where nothing passes. 0.7 rounds to the end and is inside.
        Assert.Equal([0f, 0f, 3f, 0f, 0f, 7f], gradients[0].Weight.Values, static (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Nothing_passes_to_an_activation_beyond_its_range()
    {
        var model = TwoLayers();
        // 0.5 · 3 + 0.5 · 3 + 4.25 = 7.25 is beyond the codes 0 to 3 in steps of 2, which end at 7; the other stays within.
        model.Layers[0].Bias[0] = 4.25f;
        var pass = model.Forward(new Matrix(1, 3, [3f, 0f, 3f]));
        Assert.Equal(7.25f, pass.Layers[1].Activation.Values[0]);

        Assert.Equal([0f, 7f], Backpropagation.Gradients(model, pass, new Matrix(1, 1, [10f]))[0].Bias, static (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Ranges_of_inputs_are_those_of_what_reaches_each_layer()
    {
        // Three images of one pixel: 51 / 255 = 0.2, 0.8 and 0.4. Behind the layer 3·x − 1.2: 0, 1.2 and 0.
        var model = new Model(
        [
            new LinearLayer("a", new Matrix(1, 1, [3f]), [-1.2f]),
            new LinearLayer("b", new Matrix(1, 1, [1f]), [0f]),
        ]);
        var passes = NetworkCalibration.Passes(model, new ImageSet(1, 1, [51, 204, 102], [0, 0, 0]));

        var quantizers = NetworkCalibration.OfInputs(passes, static () => new MinMaxCalibrator(), bits: 4);

        Assert.Equal([0.8 / 15, 1.2 / 15], quantizers.Select(static quantizer => (double)quantizer.Parameters.Single().Scale), static (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(quantizers, static quantizer => Assert.Equal(4, quantizer.ParameterBytes));
    }

    [Fact]
    public void Batches_have_ten_images_and_the_last_the_rest()
    {
        var model = new Model([new LinearLayer("a", new Matrix(1, 1, [1f]), [0f])]);
        var passes = NetworkCalibration.Passes(model, new ImageSet(1, 1, [.. Enumerable.Range(0, 25).Select(static i => (byte)i)], new byte[25]));
        Assert.Equal([10, 10, 5], passes.Select(static pass => pass.Scores.Rows));
        Assert.Equal(Enumerable.Range(0, 25).Select(static i => i / 255f), passes.SelectMany(static pass => pass.Layers[0].Activation.Values));
    }

    [Fact]
    public void Ranges_of_weights_are_those_of_the_rows()
    {
        var model = new Model([new LinearLayer("a", new Matrix(2, 2, [0.7f, -1.4f, 2.1f, 0f]), [0f, 0f])]);
        var quantizer = Assert.Single(NetworkCalibration.OfWeights(model, static () => new MinMaxCalibrator(), bits: 4));
        Assert.Equal([1.4 / 7, 2.1 / 7], quantizer.Parameters.Select(static parameters => (double)parameters.Scale), static (a, b) => Math.Abs(a - b) < 1e-6);
    }

    private static Model TwoLayers() => new(
    [
        new LinearLayer("a", new Matrix(2, 3, [1.2f, 0.1f, 0.4f, -0.9f, 0.3f, 0.7f]), [0.25f, 1.4f])
        {
            InputQuantizer = new TensorQuantizer(ScaleKernels.OfActivations(2), [new ScaleParameters(1f)]),
            WeightQuantizer = new TensorQuantizer(ScaleKernels.OfWeights(2), [new ScaleParameters(0.5f)]),
        },
        new LinearLayer("b", new Matrix(1, 2, [0.3f, 0.7f]), [1f]) { InputQuantizer = new TensorQuantizer(ScaleKernels.OfActivations(2), [new ScaleParameters(2f)]) },
    ]);
}
