namespace Quantization.Gen.Declaration;

/// <summary>Thresholds and levels that are constants.</summary>
/// <param name="Thresholds">The thresholds, ascending.</param>
/// <param name="Levels">The levels, ascending, one more.</param>
internal sealed record StepTable(EquatableArray<float> Thresholds, EquatableArray<float> Levels);
