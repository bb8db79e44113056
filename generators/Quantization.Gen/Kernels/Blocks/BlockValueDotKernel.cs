using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Products of blocks with values: those of dequantizing, each multiplied by its partner and added to one of sixteen accumulators.</summary>
internal sealed class BlockValueDotKernel(BlockFormat format) : BlockKernel(format, "DotValues")
{
    private const int Accumulators = 16;

    protected override string Summary => "Adds up the products with values of";

    protected override string Result => "float";

    protected override string Declared => "ref byte source, ref float values";

    protected override string Passed => "ref source, ref values";

    protected override string Generic => "Generic.DotValues(ref source, ref values, blocks)";

    protected override void WriteBody(BlockDialect dialect, SourceWriter writer)
    {
        var body = new KernelBody(dialect.TypeOf);
        var values = new BlockValues(Format, dialect, inOrder: true);
        var loop = new SourceWriter();
        string type = dialect.TypeOf(ElementKind.Float32);
        Columns sums = new("sum", Accumulators / dialect.Lanes, ElementKind.Float32);
        values.ReadParameters(body);
        loop.Lines(body.Statements);
        body.Clear();
        foreach (BlockRun run in BlockRun.Of(Format, values.Groups))
        {
            int[] group = run.Group;
            Columns columns = values.Read(body, group);
            for (int c = 0; c < group.Length; c++)
            {
                string sum = sums[group[c] % Accumulators / dialect.Lanes];
                body.Line($"{sum} += {columns[c]} * {dialect.Read("values", Literal.Of(group[c]))};");
            }

            run.Write(loop, writer => WriteScope(body, Elements(run, dialect.Lanes), writer), "source", "values");
        }

        writer.Lines(BlockText.Tables(Format));
        writer.Lines(values.Scratch());
        writer.Lines(body.Hoisted);
        writer.Line("// Element e is added to accumulator e mod 16, whatever the width of a vector.");
        foreach (string sum in sums.Names) writer.Line($"{type} {sum} = {type}.Zero;");
        using (writer.Block("for (; blocks > 0; blocks--)"))
        {
            writer.Lines(loop.ToString().TrimEnd('\n'));
            writer.Line(BlockText.Advance("source", Format.Bytes));
            writer.Line(BlockText.Advance("values", Format.Size));
        }

        writer.Line();
        writer.Line($"return BlockReduction.Total({string.Join(", ", sums.Names)});");
    }
}
