namespace Quantization.Tool.Learning;

/// <summary>How fast a quantizer is learned.</summary>
internal sealed record LearningRates
{
    /// <summary>c of the temperature <c>c · epoch · g^(epoch − 1)</c>.</summary>
    public float TemperatureRise { get; init; } = 1f;

    /// <summary>
    /// g of the temperature. With 1 it is that of the paper, which rises as evenly as a schedule of a hundred epochs can. A dozen have to go as far: those that begin hard
    /// have no gradient to learn by, and those that stay soft are followed by weights that shrink.
    /// </summary>
    public float TemperatureGrowth { get; init; } = 1.7f;

    /// <summary>Where the temperature stays.</summary>
    public float HighestTemperature { get; init; } = 4000f;

    /// <summary>The rate of the first step of ln α and ln β.</summary>
    public float Scales { get; init; } = 1e-2f;

    /// <summary>The same of the biases; 0 leaves them where they begin, as the paper does.</summary>
    public float Biases { get; init; }
}
