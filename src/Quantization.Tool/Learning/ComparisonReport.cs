namespace Quantization.Tool.Learning;

/// <summary>What learned quantizers and uniform ones leave of a network, width by width. Accuracies are fractions of the test images that were named rightly.</summary>
internal sealed record ComparisonReport
{
    public required int TestImages { get; init; }

    public required int Seeds { get; init; }

    /// <summary>Of the network in float32.</summary>
    public required double FloatAccuracy { get; init; }

    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>The epochs of a ternary quantizer for each layer, learned with the first seed: how the gap falls.</summary>
    public required IReadOnlyList<LearningEpoch> Epochs { get; init; }
}

/// <summary>What a row is of.</summary>
/// <param name="Method">How quantizers are found.</param>
/// <param name="Levels">Which levels weights have.</param>
/// <param name="WeightBits">The width of a weight's code.</param>
/// <param name="ActivationBits">The same of activations; <see langword="null"/> where they are float32.</param>
/// <param name="FromScratch">Whether training began with random weights.</param>
/// <param name="Shared">Whether all layers have one quantizer.</param>
/// <param name="IsPublished">Whether quantizers begin as in the paper, and not fitted.</param>
internal sealed record ComparisonCase(ComparisonMethod Method, string Levels, int WeightBits, int? ActivationBits = null, bool FromScratch = false, bool Shared = false, bool IsPublished = false)
{
    /// <summary>The rows in their order.</summary>
    public static IReadOnlyList<ComparisonCase> All { get; } =
    [
        .. OfWidth(LevelSet.Binary),
        .. OfWidth(LevelSet.Ternary),
        .. OfWidth(LevelSet.ThreeBitsToTwo, LevelSet.ThreeBitsToFour),
        .. OfWidth(LevelSet.FiveBits),
        Learned(LevelSet.ThreeBitsToThree),
        Learned(LevelSet.Ternary) with { IsPublished = true },
        Learned(LevelSet.Ternary) with { ActivationBits = 2 },
    ];

    /// <summary>Of which the report has the epochs.</summary>
    public static ComparisonCase Traced { get; } = Learned(LevelSet.Ternary);

    private static IEnumerable<ComparisonCase> OfWidth(params LevelSet[] levels) =>
    [
        new(ComparisonMethod.PostTraining, $"scale{levels[0].Bits}", levels[0].Bits),
        new(ComparisonMethod.StraightThrough, $"scale{levels[0].Bits}", levels[0].Bits),
        .. levels.SelectMany(static each => new[] { Learned(each), Learned(each) with { Shared = true }, Learned(each) with { FromScratch = true } }),
    ];

    private static ComparisonCase Learned(LevelSet levels) => new(ComparisonMethod.Learned, levels.Name, levels.Bits);
}

/// <summary>A row of the table.</summary>
/// <param name="Case">What it is of.</param>
/// <param name="Runs">One for each seed, or one where nothing is trained.</param>
internal sealed record ComparisonRow(ComparisonCase Case, IReadOnlyList<LearningRun> Runs)
{
    public double MeanAccuracy => Runs.Average(static run => run.Accuracy);

    /// <summary>With soft quantizers; <see langword="null"/> where they never were soft.</summary>
    public double? MeanSoftAccuracy => Case.Method == ComparisonMethod.Learned ? Runs.Average(static run => run.SoftAccuracy) : null;

    /// <summary>The mean of how far hardening moves the accuracy, up or down, likewise.</summary>
    public double? MeanGap => Case.Method == ComparisonMethod.Learned ? Runs.Average(static run => run.Gap) : null;
}
