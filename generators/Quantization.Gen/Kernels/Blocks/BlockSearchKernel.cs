using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Values to super-blocks: the library searches the scales of their parts, whose codes are then made and packed here. The search is long and the same for all
/// formats but for numbers, so it is not generated.
/// </summary>
internal sealed class BlockSearchKernel(BlockFormat format) : BlockKernel(format, "Quantize")
{
    private const int BlocksAtATime = 4;
    private const int PartsOfBlock = 16;

    protected override string Summary => "Quantizes";

    protected override string Declared => "ref float values, ref byte target";

    protected override string Passed => "ref values, ref target";

    protected override string Generic => "Generic.Quantize(ref values, ref target, blocks)";

    protected override void WriteBody(BlockDialect dialect, SourceWriter writer)
    {
        var body = new KernelBody(dialect.TypeOf);
        var encode = new BlockEncodeStages(Format, dialect, body);
        var planes = new BlockCodes(Format, dialect);
        var codes = new SourceWriter();
        foreach (BlockRun run in BlockRun.Of(Format, planes.Groups))
        {
            int[] group = run.Group;
            Columns fields = encode.ToFields(group, (name, part) => part == 0 ? name : $"Unsafe.Add(ref {name}, {Literal.Of(part)})");
            planes.Write(body, group, fields);
            run.Write(codes, writer => WriteScope(body, Elements(run, dialect.Lanes), writer), "destination", "source");
        }

        writer.Lines(body.Hoisted);
        writer.Line("// Sixteen of each for a block.");
        writer.Line("SixtyFour<float> inverses = default, offsets = default;");
        using (writer.Block("while (blocks > 0)"))
        {
            writer.Line($"nuint count = Math.Min(blocks, {Literal.Of(BlocksAtATime)});");
            using (writer.Block($"if (!SuperBlocks.FindScales(QuantizationFormat.{Format.Name}, ref values, count, ref target, ref inverses[0], ref offsets[0]))"))
            {
                writer.Line("// Rare: the generic implementation knows what becomes of what is not finite.");
                writer.Line("Generic.Quantize(ref values, ref target, count);");
            }

            using (writer.Block("else"))
            using (writer.Block("for (nuint b = 0; b < count; b++)"))
            {
                writer.Line($"ref float source = ref Unsafe.Add(ref values, b * {Literal.Of(Format.Size)});");
                writer.Line($"ref byte destination = ref Unsafe.Add(ref target, b * {Literal.Of(Format.Bytes)});");
                writer.Line($"ref float inverse = ref Unsafe.Add(ref inverses[0], b * {Literal.Of(PartsOfBlock)});");
                if (Format.Minimum is not null) writer.Line($"ref float offset = ref Unsafe.Add(ref offsets[0], b * {Literal.Of(PartsOfBlock)});");
                writer.Lines(codes.ToString().TrimEnd('\n'));
            }

            writer.Line();
            writer.Line($"values = ref Unsafe.Add(ref values, count * {Literal.Of(Format.Size)});");
            writer.Line($"target = ref Unsafe.Add(ref target, count * {Literal.Of(Format.Bytes)});");
            writer.Line("blocks -= count;");
        }
    }
}
