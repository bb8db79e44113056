namespace Quantization;

/// <summary>The parameters of a learned quantizer whose steps are known at run time only.</summary>
/// <param name="Steps">The thresholds and levels.</param>
public readonly record struct LearnedParameters(StepFunction Steps);
