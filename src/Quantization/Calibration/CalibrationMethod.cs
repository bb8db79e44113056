namespace Quantization;

/// <summary>How a calibrator finds the range of values that codes cover (arXiv 2004.09602, section 3.3).</summary>
public enum CalibrationMethod
{
    /// <summary>The least and greatest value; for symmetric codes the greatest magnitude.</summary>
    MinMax,

    /// <summary>The least and greatest value of each batch, averaged exponentially: for activations that drift during training.</summary>
    MovingAverage,

    /// <summary>The range that keeps a share of all values, such as 99.99 %.</summary>
    Percentile,

    /// <summary>The threshold whose quantized histogram has the least Kullback–Leibler divergence from the original. For symmetric codes.</summary>
    Entropy,

    /// <summary>The range whose quantized histogram has the least squared error.</summary>
    MeanSquaredError,
}
