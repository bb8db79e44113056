using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>The stages of schemes whose codes number levels: from a value, or its quotient, to a code, and from a code to its value.</summary>
internal sealed class StepStages(QuantizerSpec spec, ParameterNames parameters, Dialect dialect, KernelBody body)
{
    private readonly StepTable? table = spec.KernelSteps;

    /// <summary>Whether NaN takes the code of zero by itself: it reaches no threshold, and neither does zero.</summary>
    internal static bool TakesNaNAsZero(QuantizerSpec spec) => spec.KernelSteps is { } table && table.Thresholds[0] > 0f;

    /// <summary>The number of thresholds that each value has reached: <c>q = Σ [x ≥ tᵢ]</c>.</summary>
    internal Columns Find(Columns reals)
    {
        if (table is not null) return dialect.FindStep(body, reals, "found", new Thresholds(BitsOf(table.Levels.Count), table.Thresholds, null));
        DeclareSteps();
        return dialect.FindStep(body, reals, "found", new Thresholds(spec.Bits, null, "allThresholds"));
    }

    /// <summary>The level of each code, times the scale where that is not a constant.</summary>
    /// <param name="codes">The codes, int32.</param>
    /// <param name="exact">Whether they are codes of the declared width, without bits above.</param>
    internal Columns ToValues(Columns codes, bool exact)
    {
        if (table is null) DeclareSteps();
        FloatTable levels = new("levels", spec.Bits, table is null ? null : Padded(table.Levels, 1 << spec.Bits), table is null ? "allLevels" : null);
        if (!spec.ScalesLevels) return dialect.LookUp(body, codes, "level", levels, exact);

        string scales = dialect.Broadcast(body, parameters.Real, "scales", parameters.Scale);
        // A table in a register or two is scaled once; each level is the same product then.
        if (dialect.Lanes > 1 && spec.Bits <= MostScaledBits && !parameters.AreVectors) return dialect.LookUp(body, codes, "level", levels with { Factor = scales }, exact);
        return body.Each(dialect.LookUp(body, codes, "level", levels, exact), "scaled", parameters.Real, x => $"{x} * {scales}");
    }

    private const int MostScaledBits = 4;

    private const string Reference = "global::System.Runtime.InteropServices.MemoryMarshal.GetReference";

    /// <summary>The levels of a table of a power of two: above the highest code that one again.</summary>
    internal static float[] Padded(IReadOnlyList<float> levels, int count) => [.. Enumerable.Range(0, count).Select(q => levels[Math.Min(q, levels.Count - 1)])];

    // The fewest bits that number so many levels.
    private static int BitsOf(int levels)
    {
        int bits = 1;
        while (1 << bits < levels) bits++;
        return bits;
    }

    // Of the table that is a parameter: the thresholds in the order in which they are searched, and the levels.
    private void DeclareSteps()
    {
        if (spec.Scheme == QuantizationScheme.Codebook) body.Hoist("StepFunction", "steps", "codebook.Steps");
        if (dialect.Lanes == 1) return;
        body.Hoist("ref float", "allThresholds", $"ref {Reference}(StepTables.ThresholdsOf(steps, {Literal.Of(spec.Bits)}))");
        body.Hoist("ref float", "allLevels", $"ref {Reference}(StepTables.LevelsOf(steps))");
    }
}
