using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Blocks to values: parameters → codes → real → scale → minimum → store.</summary>
internal sealed class BlockDequantizeKernel(BlockFormat format) : BlockKernel(format, "Dequantize")
{
    protected override string Summary => "Dequantizes";

    protected override string Declared => "ref byte source, ref float destination";

    protected override string Passed => "ref source, ref destination";

    protected override string Generic => "Generic.Dequantize(ref source, ref destination, blocks)";

    protected override void WriteBody(BlockDialect dialect, SourceWriter writer)
    {
        var body = new KernelBody(dialect.TypeOf);
        var values = new BlockValues(Format, dialect);
        var loop = new SourceWriter();
        values.ReadParameters(body);
        loop.Lines(body.Statements);
        body.Clear();
        foreach (BlockRun run in BlockRun.Of(Format, values.Groups))
        {
            Columns columns = values.Read(body, run.Group);
            for (int c = 0; c < run.Group.Length; c++) body.Line(BlockDialect.Write(columns[c], "destination", Literal.Of(run.Group[c])));
            run.Write(loop, writer => WriteScope(body, Elements(run, dialect.Lanes), writer), "source", "destination");
        }

        writer.Lines(BlockText.Tables(Format));
        writer.Lines(values.Scratch());
        writer.Lines(body.Hoisted);
        using (writer.Block("for (; blocks > 0; blocks--)"))
        {
            writer.Lines(loop.ToString().TrimEnd('\n'));
            writer.Line(BlockText.Advance("source", Format.Bytes));
            writer.Line(BlockText.Advance("destination", Format.Size));
        }
    }
}
