using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Few thresholds are compared with, one after another.</summary>
internal abstract partial class VectorDialect
{
    internal override Columns FindStep(KernelBody body, Columns reals, string name, Thresholds thresholds)
    {
        Columns found = reals with { Name = name, Kind = ElementKind.Int32 };
        string[] all = [.. thresholds.Expressions.Select((t, i) => body.Hoist(TypeOf(ElementKind.Float32), $"threshold{Literal.Of(i + 1)}", $"{Vector}.Create({t})"))];
        Compare(body, found, reals, all);
        return found;
    }

    /// <summary>Writes the columns of how many thresholds each float has reached, all of which are compared with.</summary>
    protected virtual void Compare(KernelBody body, Columns found, Columns reals, string[] thresholds)
    {
        body.Comment("The number of thresholds reached; a comparison that holds is −1.");
        for (int c = 0; c < found.Count; c++)
        {
            body.Line($"{TypeOf(ElementKind.Int32)} {found[c]} = -{Columns.Sum(thresholds.Select(t => $"{Vector}.GreaterThanOrEqual({reals[c]}, {t}).AsInt32()"))};");
        }
    }
}
