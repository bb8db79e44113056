using Quantization.Models;
using Xunit;

namespace Quantization.Tests.Models;

public sealed class PartialQuantizationTests
{
    [Fact]
    public void The_worst_layers_become_float_until_the_loss_is_allowed()
    {
        // Together 22.5; without the worst 6.5; without the two worst 2.5.
        var (_, partial) = Find(SyntheticModel.Additive(2, 16, 0.5, 4), tolerance: 3);

        Assert.Equal(
            [
                new PartialQuantizationStep(0, 77.5, 22.5),
                new PartialQuantizationStep(1, 93.5, 6.5),
                new PartialQuantizationStep(2, 97.5, 2.5),
            ],
            partial.Steps);
        Assert.Equal(["layer1", "layer3"], partial.FloatLayers.Select(static layer => layer.Name));
        Assert.Equal(3, partial.Tolerance);
    }

    [Theory]
    [InlineData(22.5, 0)]
    [InlineData(22.25, 1)]
    [InlineData(6.5, 1)]
    [InlineData(6.25, 2)]
    [InlineData(0.5, 3)]
    [InlineData(0.25, 4)]
    [InlineData(0, 4)]
    public void A_loss_equal_to_the_tolerance_is_allowed_and_no_layer_more_is_kept_than_that_takes(double tolerance, int kept)
    {
        var (_, partial) = Find(SyntheticModel.Additive(2, 16, 0.5, 4), tolerance);

        Assert.Equal(kept, partial.FloatLayers.Count);
        Assert.Equal(Enumerable.Range(0, kept + 1), partial.Steps.Select(static step => step.FloatLayers));
    }

    [Fact]
    public void Nothing_is_evaluated_where_the_whole_model_may_be_quantized()
    {
        var (questions, partial) = Find(SyntheticModel.Additive(0.25, 0.25, -1), tolerance: 0);

        Assert.Empty(questions);
        Assert.Empty(partial.FloatLayers);
        Assert.Equal([new PartialQuantizationStep(0, 100.5, -0.5)], partial.Steps);
    }

    [Fact]
    public void Where_nothing_quantized_is_allowed_every_layer_becomes_float()
    {
        var (_, partial) = Find(SyntheticModel.Additive(1, 1, 1), tolerance: 0);

        Assert.Equal([0, 1, 2], partial.FloatLayers.Select(static layer => layer.Index));
        Assert.Equal(new PartialQuantizationStep(3, 100, 0), partial.Steps[^1]);
    }

    [Fact]
    public void Only_what_the_analysis_does_not_know_is_evaluated()
    {
        var (questions, partial) = Find(SyntheticModel.Additive(1, 8, 2, 4), tolerance: 0);

        // Layers 1, 3 and 2 are the worst, in this order. One layer quantized was seen in the analysis.
        Assert.Equal(["QfQQ", "QfQf"], questions);
        Assert.Equal([15.0, 7.0, 3.0, 1.0, 0.0], partial.Steps.Select(static step => step.Loss));
    }

    [Fact]
    public void Layers_that_only_lose_together_are_judged_together()
    {
        // Alone each of the first two loses 1, both 50; the third loses 2 alone.
        var model = new SyntheticModel(3, static quantized => 100 - (quantized[0] && quantized[1] ? 50 : quantized[0] || quantized[1] ? 1 : 0) - (quantized[2] ? 2 : 0));

        var (_, partial) = Find(model, tolerance: 1);

        Assert.Equal([52.0, 50.0, 1.0], partial.Steps.Select(static step => step.Loss));
        Assert.Equal(["layer2", "layer0"], partial.FloatLayers.Select(static layer => layer.Name));
    }

    [Fact]
    public void A_model_of_one_layer_is_quantized_or_is_not()
    {
        Assert.Empty(Find(SyntheticModel.Additive(1), tolerance: 1).Partial.FloatLayers);
        Assert.Equal([1.0, 0.0], Find(SyntheticModel.Additive(1), tolerance: 0.5).Partial.Steps.Select(static step => step.Loss));
    }

    [Fact]
    public void Progress_is_told_of_every_step()
    {
        var model = SyntheticModel.Additive(3, 2, 1);
        var heard = new Heard<PartialQuantizationStep>();

        var partial = PartialQuantization.Find(model, model.Analyze(), 0, heard, TestContext.Current.CancellationToken);

        Assert.Equal(4, heard.Values.Count);
        Assert.Equal(partial.Steps, heard.Values);
    }

    [Fact]
    public void Cancelling_stops_before_the_next_evaluation()
    {
        using var source = new CancellationTokenSource();
        var model = SyntheticModel.Additive(4, 3, 2, 1);
        var analysis = model.Analyze();
        var known = model.Questions.Count;
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => PartialQuantization.Find(model, analysis, 0, cancellationToken: source.Token));
        Assert.Equal(known, model.Questions.Count);
    }

    [Fact]
    public void A_score_that_is_no_number_says_of_which_layers()
    {
        // The only question that the analysis does not ask.
        var model = new SyntheticModel(3, static quantized => quantized.Count(static each => each) == 2 ? double.NaN : -quantized.Count(static each => each));

        var exception = Assert.Throws<InvalidOperationException>(() => Find(model, tolerance: 0));

        Assert.Contains("the 1 most sensitive layers in float is NaN", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_tolerance_is_a_finite_number_of_at_least_zero(double tolerance) =>
        Assert.Equal("tolerance", Assert.Throws<ArgumentOutOfRangeException>(() => Find(SyntheticModel.Additive(1), tolerance)).ParamName);

    [Fact]
    public void The_analysis_of_another_model_is_refused()
    {
        var analysis = SyntheticModel.Additive(1, 2).Analyze();
        foreach (var other in (SyntheticModel[])[SyntheticModel.Additive(1), SyntheticModel.Additive(1, 2, 3), new(2, static _ => 0) { LayerNames = ["layer1", "layer0"] }])
            Assert.Equal("analysis", Assert.Throws<ArgumentException>(() => PartialQuantization.Find(other, analysis, 1, null, TestContext.Current.CancellationToken)).ParamName);
    }

    private static (IEnumerable<string> Questions, PartialQuantization Partial) Find(SyntheticModel model, double tolerance)
    {
        var analysis = model.Analyze();
        var known = model.Questions.Count;
        var partial = PartialQuantization.Find(model, analysis, tolerance, null, TestContext.Current.CancellationToken);
        return (model.Questions.Skip(known), partial);
    }
}
