using Quantization.Models;
using Xunit;

namespace Quantization.Tests.Models;

public sealed class SensitivityAnalysisTests
{
    [Fact]
    public void Each_layer_is_quantized_alone_after_none_and_all()
    {
        var model = SyntheticModel.Additive(1, 2, 3);

        model.Analyze();

        Assert.Equal(["fff", "QQQ", "Qff", "fQf", "ffQ"], model.Questions);
    }

    [Fact]
    public void Layers_are_ranked_by_what_is_lost_with_the_worst_first()
    {
        var analysis = SyntheticModel.Additive(2, 16, 0.5, 4).Analyze();

        Assert.Equal(100, analysis.FloatScore);
        Assert.Equal(77.5, analysis.QuantizedScore);
        Assert.Equal(
            [
                new LayerSensitivity("layer1", 1, 84, 16),
                new LayerSensitivity("layer3", 3, 96, 4),
                new LayerSensitivity("layer0", 0, 98, 2),
                new LayerSensitivity("layer2", 2, 99.5, 0.5),
            ],
            analysis.Ranking);
    }

    [Fact]
    public void A_layer_that_gains_by_being_quantized_comes_last()
    {
        var analysis = SyntheticModel.Additive(0, -3, 1).Analyze();

        Assert.Equal([1.0, 0.0, -3.0], analysis.Ranking.Select(static layer => layer.Loss));
        Assert.Equal("layer1", analysis.Ranking[^1].Name);
        Assert.Equal(103, analysis.Ranking[^1].Score);
    }

    [Fact]
    public void Of_equal_losses_the_earlier_layer_comes_first()
    {
        // Many, since a sort that is not stable keeps the order of few.
        var losses = Enumerable.Range(0, 100).Select(static i => (double)(i % 2)).ToArray();

        var ranking = SyntheticModel.Additive(losses).Analyze().Ranking;

        Assert.Equal(Enumerable.Range(0, 50).Select(static i => 2 * i + 1).Concat(Enumerable.Range(0, 50).Select(static i => 2 * i)), ranking.Select(static layer => layer.Index));
    }

    [Fact]
    public void Layers_may_share_a_name()
    {
        var model = new SyntheticModel(2, static quantized => quantized[1] ? 1 : 2) { LayerNames = ["same", "same"] };

        Assert.Equal([1, 0], model.Analyze().Ranking.Select(static layer => layer.Index));
    }

    [Fact]
    public void Progress_counts_every_evaluation()
    {
        var heard = new Heard<EvaluationProgress>();

        SensitivityAnalysis.Run(SyntheticModel.Additive(1, 2, 3), heard, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 5).Select(static completed => new EvaluationProgress(completed, 5)), heard.Values);
    }

    [Fact]
    public void Cancelling_stops_before_the_next_evaluation()
    {
        using var source = new CancellationTokenSource();
        var evaluations = 0;
        var model = new SyntheticModel(5, static _ => 1)
        {
            OnEvaluate = () =>
            {
                if (++evaluations == 3)
                    source.Cancel();
            },
        };

        Assert.Throws<OperationCanceledException>(() => SensitivityAnalysis.Run(model, cancellationToken: source.Token));
        Assert.Equal(3, evaluations);
    }

    [Theory]
    [InlineData("fff", "every layer in float")]
    [InlineData("QQQ", "every layer quantized")]
    [InlineData("fQf", "only layer 'layer1' quantized")]
    public void A_score_that_is_no_number_says_of_which_layers(string question, string problem)
    {
        foreach (var score in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            var model = new SyntheticModel(3, quantized => string.Concat(quantized.Select(static each => each ? 'Q' : 'f')) == question ? score : 1);

            var exception = Assert.Throws<InvalidOperationException>(() => model.Analyze());

            Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_without_layers_or_no_model_is_refused()
    {
        Assert.Equal("model", Assert.Throws<ArgumentException>(() => SyntheticModel.Additive().Analyze()).ParamName);
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => SensitivityAnalysis.Run(null!, null, TestContext.Current.CancellationToken)).ParamName);
    }
}
