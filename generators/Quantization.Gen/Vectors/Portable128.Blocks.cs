using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What kernels of blocks ask for in 128 bits.</summary>
internal sealed partial class Portable128
{
    internal override bool HasFastLookup => false;

    protected override VectorDialect OfColumns(int columns) => columns == Unroll ? this : new Portable128(columns);

    internal override string ReadBytes(string index, bool signed) => signed
        ? $"Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, {index}))).AsSByte()))"
        : $"Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, {index}))).AsByte())).AsInt32()";

    internal override string ReadRepeatedBytes(string index, int run) => throw new NotSupportedException("No run is shorter than four bytes.");

    // Not every processor of 128 bits shifts lanes by numbers of their own: multiplied up to a common place, then shifted together.
    internal override string ShiftRight(KernelBody body, string x, IReadOnlyList<int> shifts)
    {
        int most = shifts.Max();
        return $"({Multiply(body, x, [.. shifts.Select(s => 1 << (most - s))])} >>> {Literal.Of(most)})";
    }

    internal override string ShiftBytesRight(KernelBody body, string bytes, IReadOnlyList<int> shifts) => throw new NotSupportedException("A column of sixteen bytes has one shift.");

    internal override string ShiftIn(KernelBody body, string lanes, string number, ElementKind kind) => $"Vector128.Shuffle({lanes}, Vector128.Create(1, 2, 3, 0)).WithElement(3, {number})";

    internal override string ShiftInFour(string lanes, string four, ElementKind kind) => four;

    internal override string LookupBytes(KernelBody body, string indices, string tableName, IReadOnlyList<int> table) => $"Vector128.ShuffleNative({ByteTable(body, tableName, table)}, {indices})";

    internal override string MultiplyAddBytes(string unsigned, string signed) => $"Vector128Primitives.MultiplyAddAdjacent({unsigned}, {signed})";

    internal override string MultiplyAddWords(string a, string b) => $"Vector128Primitives.MultiplyAddAdjacent({a}, {b})";

    internal override string TimesThreeHigh(string x) => $"Vector128Primitives.TimesThreeHigh({x})";

    internal override (string Magnitudes, string Signed) MoveSigns(KernelBody body, string x, string y, string n)
    {
        body.Line($"Vector128<sbyte> negative{n} = {y} >> 7;");
        return ($"(({y} ^ negative{n}) - negative{n}).AsByte()", $"({x} ^ negative{n}) - negative{n}");
    }

    internal override string ReadWords(string reference, string index) =>
        $"Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {reference}, {index}))).AsSByte())";

    internal override IEnumerable<string> ScratchOfUnitWords() => ["BlockScratch scratch = default;", "ref short unitWords = ref Unsafe.As<float, short>(ref scratch.Align());"];

    internal override void PrepareUnitWords(KernelBody body)
    {
        body.Line("words.StoreUnsafe(ref unitWords);");
    }

    internal override string UnitWords(KernelBody body, int unit) => unit == 0 ? "Vector128.Create(unitWords)" : $"Vector128.Create(Unsafe.Add(ref unitWords, {Literal.Of(unit)}))";

    internal override void WriteBytes(KernelBody body, IReadOnlyList<string> columns, int offset, bool signed)
    {
        for (int c = 0; c < columns.Count;)
        {
            int left = columns.Count - c, take = left >= 4 ? 4 : left >= 2 ? 2 : 1;
            string bytes = $"Vector128Primitives.LowBytes({string.Join(", ", Enumerable.Range(0, 4).Select(k => columns[c + (k % take)]))})";
            string at = Literal.Of(offset + (4 * c));
            body.Line(take == 4
                ? $"{bytes}.StoreUnsafe(ref destination, {at});"
                : $"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {at}), {bytes}.As{(take == 2 ? "UInt64" : "UInt32")}().ToScalar());");
            c += take;
        }
    }
}
