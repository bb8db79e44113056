using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the loop of a kernel over a matrix whose columns have parameters of their own.</summary>
internal sealed class ColumnsLoop(Kernel kernel, string parametersType, SourceWriter writer)
{
    /// <summary>Writes the method.</summary>
    internal void Write(IReadOnlyList<(string Type, string Name, string Field)> fields)
    {
        string random = kernel.TakesRandom ? ", ulong seed, ulong index" : "";
        writer.Line($"/// <summary>{kernel.Summary} whole rows, each column by its own parameters; the caller has checked everything.</summary>");
        using (writer.Block($"internal static void {kernel.Name}Columns(ref {kernel.Source.Unit.Keyword()} source, ref {kernel.Destination.Unit.Keyword()} destination, nuint rows, ReadOnlySpan<{parametersType}> parameters{random})"))
        {
            writer.Line("nuint i = 0;");
            using (writer.Block("for (nuint row = 0; row < rows; row++)"))
            using (writer.Block("for (int column = 0; column < parameters.Length; column++, i++)"))
            {
                string given = string.Concat(fields.Select(f => $", parameters[column].{f.Field}"));
                string numbers = kernel.TakesRandom ? ", seed, unchecked(index + i)" : "";
                writer.Line(ScalarLoop.Write(kernel.Destination, $"{kernel.Element}({ScalarLoop.Read(kernel.Source)}{given}{numbers})"));
            }
        }
    }
}
