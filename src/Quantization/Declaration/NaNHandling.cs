namespace Quantization;

/// <summary>What becomes of a NaN in the source.</summary>
public enum NaNHandling
{
    /// <summary>NaN is quantized as 0.0 would be.</summary>
    Zero,

    /// <summary>NaN takes the lowest code.</summary>
    LowestCode,

    /// <summary>A NaN anywhere in the source is an <see cref="ArgumentException"/>, thrown before anything is written.</summary>
    Throw,
}
