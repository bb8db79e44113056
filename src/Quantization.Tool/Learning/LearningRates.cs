namespace Quantization.Tool.Learning;

/// <summary>How fast a quantizer is learned.</summary>
internal sealed record LearningRates
{
    /// <summary>What each epoch adds to the temperature, which is this in the first.</summary>
    public float TemperatureRise { get; init; } = 10f;

    /// <summary>Where the temperature stays.</summary>
    public float HighestTemperature { get; init; } = 1000f;

    /// <summary>The rate of the first step of ln α and ln β.</summary>
    public float Scales { get; init; } = 1e-2f;

    /// <summary>The same of the biases; 0 leaves them where they begin, as the paper does.</summary>
    public float Biases { get; init; }
}
