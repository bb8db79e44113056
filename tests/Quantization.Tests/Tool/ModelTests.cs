using Quantization.Models;
using Quantization.Tool.Classifier;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class ModelTests
{
    [Fact]
    public void A_forward_pass_is_products_biases_and_rectifiers()
    {
        // Worked by hand: hidden = max(0, [1·3 + 2·(−1) + 0.5, −3 + 0 − 1]) = [1.5, 0]; score = 2·1.5 + 5·0 − 1 = 2.
        var model = new Model(
        [
            new LinearLayer("a", new Matrix(2, 2, [1f, 2f, -1f, 0f]), [0.5f, -1f]),
            new LinearLayer("b", new Matrix(1, 2, [2f, 5f]), [-1f]),
        ]);

        var pass = model.Forward(new Matrix(1, 2, [3f, -1f]));

        Assert.Equal([3f, -1f], pass.Layers[0].Activation.Values);
        Assert.Equal([1.5f, 0f], pass.Layers[1].Activation.Values);
        Assert.Equal([2f], pass.Scores.Values);
    }

    [Fact]
    public void The_last_layer_is_not_rectified()
    {
        var model = new Model([new LinearLayer("a", new Matrix(1, 1, [1f]), [0f])]);
        Assert.Equal([-4f], model.Forward(new Matrix(1, 1, [-4f])).Scores.Values);
    }

    [Fact]
    public void A_model_file_is_read_back()
    {
        var model = new Model(
        [
            new LinearLayer("fc1", new Matrix(2, 3, [1f, 2f, 3f, 4f, 5f, 6f]), [7f, 8f]),
            new LinearLayer("fc2", new Matrix(1, 2, [9f, 10f]), [11f]),
        ]);

        var read = Model.From(model.ToSafeTensors(new Dictionary<string, string>()));

        Assert.Equal(["fc1", "fc2"], read.Layers.Select(static layer => layer.Name));
        Assert.Equal((2, 3), (read.Layers[0].Weight.Rows, read.Layers[0].Weight.Columns));
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], read.Layers[0].Weight.Values);
        Assert.Equal([11f], read.Layers[1].Bias);
    }

    [Fact]
    public void Other_weights_leave_the_original_alone()
    {
        var model = new Model([new LinearLayer("a", new Matrix(1, 1, [1f]), [5f])]);

        var other = model.WithWeights([new Matrix(1, 1, [2f])]);

        Assert.Equal([2f], other.Layers[0].Weight.Values);
        Assert.Equal([5f], other.Layers[0].Bias);
        Assert.Equal([1f], model.Layers[0].Weight.Values);
    }

    [Fact]
    public void A_copy_has_parameters_of_its_own()
    {
        var model = new Model([new LinearLayer("a", new Matrix(1, 2, [1f, 2f]), [5f])]);

        var copy = model.Copy();
        copy.Layers[0].Weight.Values[1] = 9f;
        copy.Layers[0].Bias[0] = 9f;

        Assert.Equal([1f, 9f], copy.Layers[0].Weight.Values);
        Assert.Equal([1f, 2f], model.Layers[0].Weight.Values);
        Assert.Equal([5f], model.Layers[0].Bias);
    }

    [Fact]
    public void A_file_that_holds_no_such_network_is_refused()
    {
        AssertRefused("needs a layer");
        AssertRefused("not a matrix", new ModelTensor("a.weight", [4], new float[4]), new ModelTensor("a.bias", [2], new float[2]));
        AssertRefused("a.bias", new ModelTensor("a.weight", [2, 2], new float[4]));
        AssertRefused("3 biases", new ModelTensor("a.weight", [2, 2], new float[4]), new ModelTensor("a.bias", [3], new float[3]));
        AssertRefused(
            "takes 3 inputs",
            new ModelTensor("a.weight", [2, 2], new float[4]), new ModelTensor("a.bias", [2], new float[2]),
            new ModelTensor("b.weight", [1, 3], new float[3]), new ModelTensor("b.bias", [1], new float[1]));
    }

    [Fact]
    public void Of_equal_scores_the_first_class_is_predicted()
    {
        var images = new ImageSet(1, 1, [255, 0], [1, 2]);
        var model = new Model([new LinearLayer("a", new Matrix(3, 1, [1f, 2f, 2f]), [0f, 0f, 0f])]);

        var predictions = Evaluation.Predict(model, images);

        Assert.Equal([1, 0], predictions);
        Assert.Equal(0.5, Evaluation.Accuracy(predictions, images.Labels));
        Assert.Equal(0.5, Evaluation.Agreement(predictions, [1, 1]));
    }

    private static void AssertRefused(string problem, params ModelTensor[] tensors)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Model.From(new SafeTensors(tensors)));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }
}
