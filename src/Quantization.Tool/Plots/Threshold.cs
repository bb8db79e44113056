namespace Quantization.Tool.Plots;

/// <summary>The magnitude from which on a calibration method lets values saturate.</summary>
/// <param name="Method">The method and its settings.</param>
/// <param name="Value">The magnitude.</param>
internal readonly record struct Threshold(string Method, float Value);
