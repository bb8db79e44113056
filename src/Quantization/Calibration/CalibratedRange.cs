namespace Quantization;

/// <summary>The range of values that codes are to cover: what lies outside saturates.</summary>
/// <param name="Minimum">The lower end; finite.</param>
/// <param name="Maximum">The upper end; finite, not below the lower one.</param>
public readonly record struct CalibratedRange(float Minimum, float Maximum);
