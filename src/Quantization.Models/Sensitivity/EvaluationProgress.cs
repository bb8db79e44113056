namespace Quantization.Models;

/// <summary>How far a sensitivity analysis is.</summary>
/// <param name="Completed">The evaluations that are done.</param>
/// <param name="Total">All evaluations of the analysis.</param>
public readonly record struct EvaluationProgress(int Completed, int Total);
