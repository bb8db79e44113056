namespace Quantization.Models;

/// <summary>
/// The least that must stay in float for a model to be good enough (arXiv 2004.09602, section 4.3): the most sensitive layers, as few as meet the target.
/// </summary>
public sealed class PartialQuantization
{
    private PartialQuantization(double tolerance, IReadOnlyList<PartialQuantizationStep> steps, IReadOnlyList<LayerSensitivity> floatLayers)
    {
        Tolerance = tolerance;
        Steps = steps;
        FloatLayers = floatLayers;
    }

    /// <summary>The largest loss that was allowed, in the unit of the score.</summary>
    public double Tolerance { get; }

    /// <summary>What was tried, with 0, 1, 2, … layers in float. The last meets the target and no earlier one does.</summary>
    public IReadOnlyList<PartialQuantizationStep> Steps { get; }

    /// <summary>The layers to leave in float, most sensitive first; empty where the model may be quantized as a whole.</summary>
    public IReadOnlyList<LayerSensitivity> FloatLayers { get; }

    /// <summary>Leaves one layer more in float, in the order of the ranking, until the loss is at most <paramref name="tolerance"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="analysis">Its sensitivity analysis. Scores that it knows are taken from there: those of no layer, of the least sensitive layer alone, and of all layers quantized.</param>
    /// <param name="tolerance">The largest loss of score against the float model, in the unit of the score: finite, not negative. The float model loses 0, so there is always an answer.</param>
    /// <param name="progress">Told of every step, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Looked at before every evaluation.</param>
    /// <returns>The steps up to the first that meets the target.</returns>
    /// <exception cref="ArgumentException">The analysis is of other layers than the model has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative, NaN or infinite.</exception>
    /// <exception cref="InvalidOperationException">The model gives a score that is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PartialQuantization Find(
        IQuantizableModel model, SensitivityAnalysis analysis, double tolerance, IProgress<PartialQuantizationStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(analysis);
        if (!double.IsFinite(tolerance) || tolerance < 0)
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance is a finite number of at least 0.");
        var ranking = analysis.Ranking;
        if (!model.LayerNames.SequenceEqual(ranking.OrderBy(static layer => layer.Index).Select(static layer => layer.Name)))
            throw new ArgumentException("The analysis is of other layers than the model has.", nameof(analysis));

        var quantized = new bool[ranking.Count];
        Array.Fill(quantized, true);
        var steps = new List<PartialQuantizationStep>();
        while (true)
        {
            var kept = steps.Count;
            var score = ScoreOf(kept);
            var step = new PartialQuantizationStep(kept, score, analysis.FloatScore - score);
            steps.Add(step);
            progress?.Report(step);
            if (step.Loss <= tolerance)
                return new PartialQuantization(tolerance, steps.AsReadOnly(), Array.AsReadOnly([.. ranking.Take(kept)]));
            quantized[ranking[kept].Index] = false;
        }

        double ScoreOf(int kept)
        {
            if (kept == 0)
                return analysis.QuantizedScore;
            if (kept == ranking.Count)
                return analysis.FloatScore;
            if (kept == ranking.Count - 1)
                return ranking[^1].Score;
            cancellationToken.ThrowIfCancellationRequested();
            return ModelScore.Of(model, quantized, $"the {kept} most sensitive layers in float");
        }
    }
}
