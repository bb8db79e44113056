using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes what plain code reads of a constant table: spans over constant data.</summary>
internal static class TableConstants
{
    /// <summary>Writes the members of the kernels' class.</summary>
    internal static void Write(QuantizerSpec spec, SourceWriter writer)
    {
        StepTable table = spec.KernelSteps!;
        string scaled = spec is { Scheme: QuantizationScheme.Codebook, Constants: not null } ? ", with the scale" : "";
        writer.Line($"/// <summary>The level of each code{scaled}{(table.Levels.Count < 1 << spec.Bits ? "; above the highest that one again" : "")}.</summary>");
        writer.Line($"private static ReadOnlySpan<float> Levels => {Literal.Array(StepStages.Padded(table.Levels, 1 << spec.Bits))};");
        if (table.Thresholds.Count > Kernels.Thresholds.MostWritten)
        {
            writer.Line();
            writer.Line($"/// <summary>The threshold of each code{scaled}; code 0 has none, and what does not exist is NaN, which nothing reaches.</summary>");
            writer.Line($"private static ReadOnlySpan<float> Thresholds => {Literal.Array(Enumerable.Range(0, 1 << spec.Bits).Select(q => q == 0 || q > table.Thresholds.Count ? float.NaN : table.Thresholds[q - 1]))};");
        }

        if (spec.Scheme != QuantizationScheme.Learned) return;
        writer.Line();
        writer.Line("/// <summary>The same table for the library.</summary>");
        writer.Line($"internal static readonly StepFunction Steps = new StepFunction({Literal.Array(table.Thresholds)}, {Literal.Array(table.Levels)});");
    }
}
