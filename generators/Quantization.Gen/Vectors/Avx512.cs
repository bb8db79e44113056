using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>AVX-512 (F, BW and DQ): 64 elements a step, or 16 columns.</summary>
internal partial class Avx512(int unroll = 4, bool byColumn = false) : X86Dialect(unroll, byColumn)
{
    internal override string Name => "Avx512";

    internal override string IsSupported => "Avx512BW.IsSupported";

    internal override int Lanes => 16;

    protected override string Vector => "Vector512";

    protected override string Narrow => "Avx512BW";

    protected override string Wide => "Avx512F";

    internal override string FusedMultiplyAdd(string a, string b, string c) => $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})";

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => $"Avx512F.FusedMultiplyAddNegated({a}, {b}, {c})";

    protected override string Widen(ElementKind kind, string index) =>
        $"Avx512F.ConvertToVector512Int32(Vector{(kind.Size() == 2 ? "256" : "128")}.LoadUnsafe(ref source, {index}))";

    protected override string InOrder(KernelBody body, string narrowed, ElementKind kind)
    {
        if (kind.Size() == 2)
        {
            string pairs = body.Hoist(
                "Vector512<ulong>",
                "groups",
                "Vector512.Create(0ul, 2, 4, 6, 1, 3, 5, 7)",
                "Narrowing works within 128-bit parts: group k of four codes ends in place 2·(k % 4) + k / 4.");
            return $"Avx512F.PermuteVar8x64({narrowed}.AsUInt64(), {pairs}).{kind.AsMethod()}()";
        }

        string groups = body.Hoist(
            "Vector512<int>",
            "groups",
            "Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)",
            "Narrowing works within 128-bit parts: group k of four codes ends in place 4·(k % 4) + k / 4.");
        return $"Avx512F.PermuteVar16x32({narrowed}.AsInt32(), {groups}).{kind.AsMethod()}()";
    }

    protected override string Part(string vector, int part) => $"Avx512F.ExtractVector128({vector}, {Literal.Of(part)})";

    protected override string LoadRepeated(string place, int bytes) =>
        $"Vector512.Create(Unsafe.ReadUnaligned<{(bytes == 8 ? "ulong" : "uint")}>({place})).AsByte()";

    protected override bool LoadsWords(DenseLayout layout) => layout.Bits > 4;

    protected override Columns LoadDense(KernelBody body, string name, DenseLayout layout, string at)
    {
        if (!LoadsWords(layout)) return base.LoadDense(body, name, layout, at);

        // Sixteen codes take more than the 8 bytes that are repeated while they are read; a permutation of words reaches all.
        int bits = layout.Bits, column = 2 * bits, chunk = bits > 8 ? 32 : 16;
        Columns words = new("bytes", Unroll, ElementKind.Int16);
        for (int c = 0; c < Unroll; c++)
        {
            int start = Math.Min(c * column, (Unroll * column) - chunk), skip = ((c * column) - start) / 2;
            string load = chunk == 32 ? $"Vector256.LoadUnsafe(ref source, {At(at, start)})" : $"Vector128.LoadUnsafe(ref source, {At(at, start)}).ToVector256Unsafe()";
            IEnumerable<int> places = Enumerable.Range(0, 2 * Lanes).Select(w => Math.Min((w / 2 * bits / 16) + (w % 2) + skip, (chunk / 2) - 1));
            string around = body.Hoist(
                TypeOf(ElementKind.Int16),
                skip == 0 ? "around" : $"around{Literal.Of(skip)}",
                $"Vector512.Create(\n    (short){string.Join(", ", places.Take(16))},\n    {string.Join(", ", places.Skip(16))})",
                skip == 0 ? "The two words around each code." : null);
            body.Line($"Vector512<short> {words[c]} = Avx512BW.PermuteVar32x16({load}.ToVector512Unsafe().AsInt16(), {around});");
        }

        return FromBytesAround(body, name, words, layout);
    }

    protected override void StoreHalfBytes(KernelBody body, Columns bytes) =>
        body.Line($"{InOrder(body, bytes[0], ElementKind.Byte)}.GetLower().StoreUnsafe(ref destination, at);");

    protected override string ToInt32(string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => $"Avx512F.ConvertToVector512Int32({x})",
        Rounding.Floor => $"Avx512F.ConvertToVector512Int32({x}, FloatRoundingMode.ToNegativeInfinity)",
        _ => $"Avx512F.ConvertToVector512Int32WithTruncation({x})",
    };

    protected override string DoublesToInt32(string lower, string upper, Rounding rounding)
    {
        return $"Vector512.Create({Half(lower)}, {Half(upper)})";

        string Half(string x) => rounding switch
        {
            Rounding.NearestEven => $"Avx512F.ConvertToVector256Int32({x})",
            Rounding.Floor => $"Avx512F.ConvertToVector256Int32({x}, FloatRoundingMode.ToNegativeInfinity)",
            _ => $"Avx512F.ConvertToVector256Int32WithTruncation({x})",
        };
    }

    protected override string ToDouble(string integers, bool upper) => $"Avx512F.ConvertToVector512Double({integers}.Get{(upper ? "Upper" : "Lower")}())";
}
