using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What kernels of blocks ask for, where AVX2 and AVX-512 say it alike.</summary>
internal abstract partial class X86Dialect
{
    internal override string ShiftRight(KernelBody body, string x, IReadOnlyList<int> shifts) =>
        $"{Wide}.ShiftRightLogicalVariable({x}, {body.Hoist(TypeOf(ElementKind.UInt32), $"shifts{Distinct(shifts)}", $"{Vector}.Create({Listed(shifts, "u")})")})";

    internal override string ShiftBytesRight(KernelBody body, string bytes, IReadOnlyList<int> shifts) =>
        $"{Wide}.ShiftRightLogicalVariable({bytes}.AsUInt32(), {body.Hoist(TypeOf(ElementKind.UInt32), $"shifts{Distinct(shifts)}", $"{Vector}.Create({Listed(shifts, "u")})")}).AsByte()";

    internal override string LookupBytes(KernelBody body, string indices, string tableName, IReadOnlyList<int> table) => $"{Narrow}.Shuffle({ByteTable(body, tableName, table)}, {indices})";

    internal override string TimesThreeHigh(string x) => $"{Narrow}.MultiplyHigh({x}, {Vector}.Create((ushort)3))";

    internal override string MultiplyAddBytes(string unsigned, string signed) => $"{Narrow}.MultiplyAddAdjacent({unsigned}, {signed})";

    internal override string MultiplyAddWords(string a, string b) => $"{Narrow}.MultiplyAddAdjacent({a}, {b})";

    internal override void WriteBytes(KernelBody body, IReadOnlyList<string> columns, int offset, bool signed)
    {
        ElementKind kind = signed ? ElementKind.SByte : ElementKind.Byte;
        for (int c = 0; c < columns.Count;)
        {
            int left = columns.Count - c, take = left >= 4 ? 4 : left >= 2 ? 2 : 1;
            string first = NarrowToInt16(columns[c], columns[take > 1 ? c + 1 : c], ElementKind.Int16);
            string second = take == 4 ? NarrowToInt16(columns[c + 2], columns[c + 3], ElementKind.Int16) : "";
            if (take < 4)
            {
                body.Line($"{TypeOf(ElementKind.Int16)} half{Emission.Literal.Of(offset + (c * Lanes))} = {first};");
                first = second = $"half{Emission.Literal.Of(offset + (c * Lanes))}";
            }

            string bytes = InOrder(body, NarrowToBytes(first, second, kind), kind);
            string at = Emission.Literal.Of(offset + (c * Lanes));
            body.Line(take * Lanes == 8
                ? $"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {at}), {bytes}.AsUInt64().ToScalar());"
                : $"{Lowest(bytes, take * Lanes)}{(signed ? ".AsByte()" : "")}.StoreUnsafe(ref destination, {at});");
            c += take;
        }
    }

    // So many bytes at the bottom of a vector.
    private string Lowest(string bytes, int count) =>
        count == 4 * Lanes ? bytes : count == 32 ? $"{bytes}.GetLower()" : Lanes == 16 ? Part(bytes, 0) : $"{bytes}.GetLower()";
}
