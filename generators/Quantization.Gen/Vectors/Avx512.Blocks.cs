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
