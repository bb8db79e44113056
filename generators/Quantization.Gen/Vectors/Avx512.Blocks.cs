using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What kernels of blocks ask for in 512 bits.</summary>
internal partial class Avx512
{
    internal override bool HasFastLookup => true;

    protected override VectorDialect OfColumns(int columns) => columns == Unroll ? this : new Avx512(columns);

    internal override string ReadBytes(string index, bool signed) =>
        $"Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref source{(index == "0" ? "" : $", {index}")}){(signed ? ".AsSByte()" : "")})";

    internal override string ReadRepeatedBytes(string index, int run) =>
        $"Avx512F.ConvertToVector512Int32(Vector128.Create(Unsafe.ReadUnaligned<{(run == 8 ? "ulong" : "uint")}>(ref Unsafe.Add(ref source, {index}))).AsByte())";

    internal override Columns Lookup(KernelBody body, Columns indices, string name, float[] table, string tableName)
    {
        if (table.Length == 32)
        {
            string lower = body.Hoist(TypeOf(ElementKind.Float32), tableName + "Lower", $"Vector512.Create({string.Join(", ", table.Take(16).Select(Literal.Of))})", "Both indexed by the low five bits of each lane.");
            string upper = body.Hoist(TypeOf(ElementKind.Float32), tableName + "Upper", $"Vector512.Create({string.Join(", ", table.Skip(16).Select(Literal.Of))})");
            return body.Each(indices, name, ElementKind.Float32, x => $"Avx512F.PermuteVar16x32x2({lower}, {x}, {upper})");
        }

        string floats = body.Hoist(TypeOf(ElementKind.Float32), tableName, $"Vector512.Create({string.Join(", ", table.Select(Literal.Of))})", "Indexed by the low four bits of each lane.");
        return body.Each(indices, name, ElementKind.Float32, x => $"Avx512F.PermuteVar16x32({floats}, {x})");
    }

    internal override Columns FindLevel(KernelBody body, Columns reals, string name, float[] midpoints, bool orEqual)
    {
        string compare = orEqual ? "GreaterThanOrEqual" : "GreaterThan";
        string table = body.Hoist(TypeOf(ElementKind.Float32), "midpoints", $"Vector512.Create({string.Join(", ", midpoints.Select(Literal.Of))}, float.PositiveInfinity)");
        string middle = Broadcast(body, ElementKind.Float32, "middle", Literal.Of(midpoints[7]));
        body.Comment("The number of midpoints below, found by halves.");
        Columns level = body.Each(reals, "by8_", ElementKind.Int32, v => $"Vector512.{compare}({v}, {middle}).AsInt32() & Vector512.Create(8)");
        for (int step = 4; step >= 1; step /= 2)
        {
            string index = step == 1 ? "" : $" + Vector512.Create({Literal.Of(step - 1)})";
            Columns next = level with { Name = step == 1 ? name : $"by{Literal.Of(step)}_" };
            for (int c = 0; c < reals.Count; c++)
            {
                body.Line($"Vector512<int> {next[c]} = {level[c]} + (Vector512.{compare}({reals[c]}, Avx512F.PermuteVar16x32({table}, {level[c]}{index})).AsInt32() & Vector512.Create({Literal.Of(step)}));");
            }

            level = next;
        }

        return level;
    }

    internal override string ShiftIn(KernelBody body, string lanes, string number, ElementKind kind) => $"Avx512F.AlignRight32({As(kind, $"Vector512.CreateScalarUnsafe({number})")}, {As(kind, lanes)}, 1){Back(kind)}";

    internal override string ShiftInFour(string lanes, string four, ElementKind kind) => $"Avx512F.AlignRight32({As(kind, $"{four}.ToVector256Unsafe().ToVector512Unsafe()")}, {As(kind, lanes)}, 4){Back(kind)}";

    private static string As(ElementKind kind, string vector) => kind == ElementKind.Int32 ? vector : $"{vector}.AsInt32()";

    private static string Back(ElementKind kind) => kind == ElementKind.Int32 ? "" : $".{kind.AsMethod()}()";

    internal override (string Magnitudes, string Signed) MoveSigns(KernelBody body, string x, string y, string n) =>
        ($"Avx512BW.Abs({y})", $"Vector512.ConditionalSelect(Vector512.LessThan({y}, Vector512<sbyte>.Zero), -({x}), {x})");

    internal override string ReadWords(string reference, string index) => $"Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref {reference}, {index}).AsSByte())";

    internal override void PrepareUnitWords(KernelBody body) => body.Line("Vector512<short> unitWords = words.ToVector512Unsafe();");

    internal override string UnitWords(KernelBody body, int unit)
    {
        string units = body.Hoist(
            TypeOf(ElementKind.Int16),
            $"units{Literal.Of(unit)}",
            $"Vector512.Create(Vector256.Create(Vector128.Create((short){Literal.Of(unit)}), Vector128.Create((short){Literal.Of(unit + 1)})), Vector256.Create(Vector128.Create((short){Literal.Of(unit + 2)}), Vector128.Create((short){Literal.Of(unit + 3)})))");
        return $"Avx512BW.PermuteVar32x16(unitWords, {units})";
    }
}
