using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>What bits say of packed codes: those that both sides have, those of one, or the fields that differ → the number of bits of each byte → sums.</summary>
/// <param name="name">The name of its methods.</param>
/// <param name="summary">What it counts.</param>
/// <param name="left">The packed codes.</param>
/// <param name="right">Others, packed alike; null where only one side is counted.</param>
/// <param name="differences">Whether fields that differ are counted, and not bits that both sides have.</param>
internal sealed class BitCounts(string name, string summary, CodeSide left, CodeSide? right, bool differences) : SumsForm
{
    private readonly int bits = left.Dense!.Bits;

    internal override string Name => name;

    internal override string Summary => summary;

    internal override IReadOnlyList<CodeSide> Sides => right is null ? [left] : [left, right];

    // The counts of four vectors, 32 at most, fit in a byte.
    internal override int Turn => 4;

    internal override int MostVectors => 0;

    internal override int Units(BlockDialect dialect) => dialect.ByteLanes;

    internal override IEnumerable<(string Type, string Name)> Accumulators(BlockDialect dialect) => [(dialect.TypeOf(ElementKind.Int64), "sum")];

    internal override void WriteVectors(KernelBody body, BlockDialect dialect, string index, int count, string? firstNew)
    {
        string bytes = dialect.TypeOf(ElementKind.Byte);
        Columns x = new("x", count, ElementKind.Byte), counts = new("counts", count, ElementKind.Byte);
        for (int c = 0; c < count; c++)
        {
            string at = c == 0 ? index : $"{index} + {Literal.Of(c * Units(dialect))}";
            string read = Joined(dialect.Read("left", at), dialect.Read("right", at));
            if (bits > 1)
            {
                body.Line($"{bytes} {x[c]}Differ = {read};");
                read = Lowest($"{x[c]}Differ", v => $"({v}.AsUInt16() >> ", ").AsByte()", dialect.Broadcast(body, ElementKind.Byte, "lowest", $"(byte){Mask}"));
            }

            body.Line($"{bytes} {x[c]} = {(firstNew is null ? read : $"({read}) & {dialect.LanesFrom(ElementKind.SByte, firstNew)}.AsByte()")};");
        }

        for (int c = 0; c < count; c++) body.Line($"{bytes} {counts[c]} = {dialect.CountBits(body, x[c], x[c])};");
        body.Line($"sum += {dialect.AddBytes(Columns.SumAlone(counts.Names))};");
    }

    internal override string Total(BlockDialect dialect, bool widened) => "CodeSums.Total(sum)";

    internal override string AddElement => throw new NotSupportedException("Plain code takes whole bytes.");

    /// <summary>Writes plain code: eight bytes at a time, then bytes, then what is left of the last one.</summary>
    internal override void WritePlain(SourceWriter writer)
    {
        const string Count = "global::System.Numerics.BitOperations.PopCount";
        string group = Literal.Of(Group);
        writer.Line("long sum = 0;");
        writer.Line($"nuint i = first / {group}, bytes = length / {group};");
        using (writer.Block("for (; i + 8 <= bytes; i += 8)")) writer.Line($"sum += {Count}({Plain(Long("left"), Long("right"))});");
        writer.Line();
        using (writer.Block("for (; i < bytes; i++)")) writer.Line($"sum += {Count}({Plain(Byte("left"), Byte("right"))});");
        writer.Line();
        writer.Line($"int rest = (int)(length % {group}){(bits == 1 ? "" : $" * {Literal.Of(bits)}")};");
        string last = Plain(Byte("left"), Byte("right"));
        writer.Line($"if (rest > 0) sum += {Count}({(bits == 1 && right is not null ? $"({last})" : last)} & ((1u << rest) - 1));");
        writer.Line("return sum;");

        static string Long(string side) => $"Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {side}, i))";
        static string Byte(string side) => $"(uint)Unsafe.Add(ref {side}, i)";
    }

    // Of each field the lowest bit.
    private string Mask => bits switch { 1 => "0xFF", 2 => "0x55", _ => "0x11" };

    private string Joined(string x, string y) => right is null ? x : $"{x} {(differences ? "^" : "&")} {y}";

    private string Plain(string x, string y)
    {
        string joined = Joined(x, y);
        return bits == 1 ? joined : $"PackedCodes.{(bits == 2 ? "LowestOfPairs" : "LowestOfFours")}({joined})";
    }

    // A bit where any bit of a field is set: the highest bits moved down and joined.
    private string Lowest(string v, Func<string, string> shift, string end, string mask)
    {
        string pairs = $"({v} | {shift(v)}1{end})";
        return bits == 2 ? $"{pairs} & {mask}" : $"({pairs} | {shift(pairs)}2{end}) & {mask}";
    }
}
