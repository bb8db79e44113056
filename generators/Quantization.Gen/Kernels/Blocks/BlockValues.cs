using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>From the codes of a block to its values: codes → real → scale → minimum. Each stage drops itself where the format makes it needless.</summary>
/// <param name="format">The format.</param>
/// <param name="dialect">The instruction set.</param>
/// <param name="inOrder">Whether columns are taken in the order of elements.</param>
internal sealed class BlockValues(BlockFormat format, BlockDialect dialect, bool inOrder = false)
{
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private readonly BlockCodes codes = new(format, dialect, inOrder);

    /// <summary>The groups of columns in the order in which they are taken.</summary>
    internal IReadOnlyList<int[]> Groups => codes.Groups;

    // A table serves numbers of few bits, too, and ignores the bits above them.
    private bool Tabulates => format.Levels is not null || (dialect.HasFastLookup && format is { Bits: <= 5, Signed: false, Small: null } && format.Planes.All(p => p.Order == PlaneOrder.Fields) && (format.Planes.Length == 1 || format.Bits == 5));

    /// <summary>Writes the statements that read the parameters of a block in <c>source</c>.</summary>
    internal void ReadParameters(KernelBody body)
    {
        if (BlockText.HasFactors(format))
        {
            body.Line(BlockText.ReadParts(format, "source"));
            body.Line($"SuperBlockParts.Multiply(partScales, {BlockText.Value(format.Scale!, "source")}, ref scales);");
            if (format.Minimum is { } factor) body.Line($"SuperBlockParts.Multiply(partMinima, {BlockText.Value(factor, "source")}, ref minima);");
            if (KeepsScales) ReadShared(body, [.. Enumerable.Range(0, format.Size / dialect.Lanes).Select(c => c * dialect.Lanes)]);
            return;
        }

        string type = dialect.TypeOf(ElementKind.Float32);
        if (format.Scale is { } scale)
        {
            string value = BlockText.Value(scale, "source");
            body.Line($"{type} scale = {dialect.Splat(format.Unit == 1f ? value : $"{value} * {Literal.Of(format.Unit)}")};");
        }

        if (format.Minimum is { } minimum) body.Line($"{type} minimum = {dialect.Splat(BlockText.Value(minimum, "source"))};");
    }

    /// <summary>Declarations of scratch memory before the loop.</summary>
    internal IEnumerable<string> Scratch()
    {
        if (!BlockText.HasFactors(format)) yield break;
        yield return "BlockScratch scratch = default;";
        yield return "ref float scales = ref scratch.Align();";
        if (format.Minimum is not null) yield return "ref float minima = ref Unsafe.Add(ref scales, 16);";
    }

    /// <summary>Writes the statements from a group's codes to its values.</summary>
    internal Columns Read(KernelBody body, int[] group)
    {
        Columns fields = codes.Read(body, group, "code", exact: !Tabulates);
        Columns reals = ToReals(body, fields);
        if (format.Midpoint)
        {
            string half = dialect.Broadcast(body, ElementKind.Float32, "half", "0.5f");
            reals = body.Each(reals, "middle", ElementKind.Float32, x => $"{x} + {half}");
        }

        Columns products = reals with { Name = "product" };
        Dictionary<string, string> shared = ReadShared(body, group);
        for (int c = 0; c < group.Length; c++) body.Line($"{dialect.TypeOf(ElementKind.Float32)} {products[c]} = {reals[c]} * {Shared(ScaleOf(group[c]))};");
        if (format.Minimum is null) return products;
        Columns values = reals with { Name = "value" };
        for (int c = 0; c < group.Length; c++) body.Line($"{dialect.TypeOf(ElementKind.Float32)} {values[c]} = {products[c]} {(format.SubtractsMinimum ? "-" : "+")} {Shared(MinimumOf(group[c]))};");
        return values;

        string Shared(string expression) => shared.TryGetValue(expression, out string? variable) ? variable : expression;
    }

    // Columns of one part are in several groups where codes have several planes; and thirty-two registers have room for all scales.
    private bool KeepsScales => format.PartSize > dialect.Lanes && format.Planes.Length > 1 && dialect.Lanes == 16 && !inOrder;

    // Scales and minima of parts that several columns of a group have in common stand in variables.
    private Dictionary<string, string> ReadShared(KernelBody body, int[] group)
    {
        Dictionary<string, string> shared = kept;
        if (shared.Count > 0) return shared;
        if (!KeepsScales) shared = new(StringComparer.Ordinal);
        if (format.PartSize <= dialect.Lanes) return shared;
        foreach (int part in group.Select(e => e / format.PartSize).Distinct())
        {
            if (group.Count(e => e / format.PartSize == part) < 2) continue;
            Declare("scale", ScaleOf(part * format.PartSize), part);
            if (format.Minimum is not null) Declare("minimum", MinimumOf(part * format.PartSize), part);
        }

        return shared;

        void Declare(string name, string expression, int part)
        {
            string variable = name + Literal.Of(part);
            body.Line($"{dialect.TypeOf(ElementKind.Float32)} {variable} = {expression};");
            for (int e = part * format.PartSize; e < (part + 1) * format.PartSize; e += dialect.Lanes) shared[name == "scale" ? ScaleOf(e) : MinimumOf(e)] = variable;
        }
    }

    private static string At(string numbers, int index) => index == 0 ? numbers : $"Unsafe.Add(ref {numbers}, {Literal.Of(index)})";

    private Columns ToReals(KernelBody body, Columns fields)
    {
        if (Tabulates)
        {
            float[] table = format.Levels ?? [.. Enumerable.Range(0, format.Bits == 5 ? 32 : 16).Select(i => (float)((i & ((1 << format.Bits) - 1)) - format.Zero))];
            return dialect.LookUp(body, fields, "real", FloatTable.Of("levels", table), exact: false);
        }

        if (format.Small is { } small) return dialect.FromSmallFloat(body, fields, "real", small);
        Columns steps = fields;
        if (format.Zero != 0)
        {
            string zeros = dialect.Broadcast(body, ElementKind.Int32, "zeros", Literal.Of(format.Zero));
            steps = body.Each(fields, "step", ElementKind.Int32, x => $"{x} - {zeros}");
        }

        return dialect.ToReal(body, steps, "real", ElementKind.Float32);
    }

    private string ScaleOf(int element) => format.Parts switch
    {
        PartScales.None => "scale",
        PartScales.E4M3 => dialect.Splat($"BlockScales.Magnitude(in eights, ref source, {Literal.Of(format.PartsOffset + (element / format.PartSize))})"),
        _ => dialect.Splat(At("scales", element / 16)),
    };

    private string MinimumOf(int element) => format.SubtractsMinimum ? dialect.Splat(At("minima", element / 16)) : "minimum";
}
