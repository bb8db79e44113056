namespace Quantization.Models;

/// <summary>
/// Which layers lose most by being quantized (arXiv 2004.09602, section 4.3): one layer at a time is quantized, the rest stays in float, and the
/// layers are ranked by what the score falls. <see cref="PartialQuantization"/> uses the ranking.
/// </summary>
public sealed class SensitivityAnalysis
{
    private SensitivityAnalysis(double floatScore, double quantizedScore, IReadOnlyList<LayerSensitivity> ranking)
    {
        FloatScore = floatScore;
        QuantizedScore = quantizedScore;
        Ranking = ranking;
    }

    /// <summary>The score with every layer in float.</summary>
    public double FloatScore { get; }

    /// <summary>The score with every layer quantized. What the layers lose alone need not add up to what is lost here.</summary>
    public double QuantizedScore { get; }

    /// <summary>All layers, the one that loses most first; of equal losses the earlier layer of the model first.</summary>
    public IReadOnlyList<LayerSensitivity> Ranking { get; }

    /// <summary>Evaluates a model of n layers n + 2 times: in float, with everything quantized, and with each layer quantized alone.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Told after every evaluation, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Looked at before every evaluation.</param>
    /// <returns>The scores and the ranking.</returns>
    /// <exception cref="ArgumentException">The model has no layer.</exception>
    /// <exception cref="InvalidOperationException">The model gives a score that is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static SensitivityAnalysis Run(IQuantizableModel model, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] names = [.. model.LayerNames];
        if (names.Length == 0)
            throw new ArgumentException("The model has no layer that could be quantized.", nameof(model));

        var completed = 0;
        var quantized = new bool[names.Length];
        var floatScore = Score("every layer in float");
        Array.Fill(quantized, true);
        var quantizedScore = Score("every layer quantized");
        Array.Clear(quantized);

        var layers = new LayerSensitivity[names.Length];
        for (var i = 0; i < layers.Length; i++)
        {
            quantized[i] = true;
            var score = Score($"only layer '{names[i]}' quantized");
            quantized[i] = false;
            layers[i] = new LayerSensitivity(names[i], i, score, floatScore - score);
        }

        // This sort keeps the order of equals.
        return new SensitivityAnalysis(floatScore, quantizedScore, Array.AsReadOnly([.. layers.OrderByDescending(static layer => layer.Loss)]));

        double Score(string which)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var score = ModelScore.Of(model, quantized, which);
            progress?.Report(new EvaluationProgress(++completed, names.Length + 2));
            return score;
        }
    }
}
