using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>AVX2 with FMA: 32 elements a step, or 8 columns.</summary>
internal sealed partial class Avx2(int unroll = 4, bool byColumn = false) : X86Dialect(unroll, byColumn)
{
    internal override string Name => "Avx2";

    internal override string IsSupported => "Avx2.IsSupported && Fma.IsSupported";

    internal override int Lanes => 8;

    protected override string Vector => "Vector256";

    protected override string Narrow => "Avx2";

    protected override string Wide => "Avx2";

    internal override string FusedMultiplyAdd(string a, string b, string c) => $"Fma.MultiplyAdd({a}, {b}, {c})";

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => $"Fma.MultiplyAddNegated({a}, {b}, {c})";

    protected override string Widen(ElementKind kind, string index)
    {
        string memory = kind == ElementKind.Byte ? $"ref Unsafe.Add(ref source, {index})" : $"ref Unsafe.As<{kind.Keyword()}, byte>(ref Unsafe.Add(ref source, {index}))";
        return kind.Size() == 2
            ? $"Avx2.ConvertToVector256Int32(Vector128.LoadUnsafe(ref source, {index}))"
            : $"Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>({memory})).{kind.AsMethod()}())";
    }

    protected override string InOrder(KernelBody body, string narrowed, ElementKind kind)
    {
        if (kind.Size() == 2)
        {
            // Groups 0, 2, 1, 3: the middle two change places.
            return $"Avx2.Permute4x64({narrowed}.AsUInt64(), 0b11_01_10_00).{kind.AsMethod()}()";
        }

        string groups = body.Hoist(
            "Vector256<int>",
            "groups",
            "Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)",
            "Narrowing works within 128-bit parts: group k of four codes ends in place 4·(k % 2) + k / 2.");
        return $"Avx2.PermuteVar8x32({narrowed}.AsInt32(), {groups}).{kind.AsMethod()}()";
    }

    protected override string Part(string vector, int part) => $"{vector}.Get{(part == 0 ? "Lower" : "Upper")}()";

    protected override string LoadRepeated(string place, int bytes) => bytes == 16
        ? $"Vector256.Create(Vector128.LoadUnsafe({place}))"
        : $"Vector256.Create(Unsafe.ReadUnaligned<{(bytes == 8 ? "ulong" : "uint")}>({place})).AsByte()";

    protected override void StoreHalfBytes(KernelBody body, Columns bytes) =>
        body.Line($"{InOrder(body, bytes[0], ElementKind.Byte)}.GetLower().StoreUnsafe(ref destination, at);");

    protected override string ToInt32(string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => $"Avx.ConvertToVector256Int32({x})",
        Rounding.Floor => $"Avx.ConvertToVector256Int32WithTruncation(Avx.Floor({x}))",
        _ => $"Avx.ConvertToVector256Int32WithTruncation({x})",
    };

    protected override string DoublesToInt32(string lower, string upper, Rounding rounding)
    {
        return $"Vector256.Create({Half(lower)}, {Half(upper)})";

        string Half(string x) => rounding switch
        {
            Rounding.NearestEven => $"Avx.ConvertToVector128Int32({x})",
            Rounding.Floor => $"Avx.ConvertToVector128Int32WithTruncation(Avx.Floor({x}))",
            _ => $"Avx.ConvertToVector128Int32WithTruncation({x})",
        };
    }

    protected override string ToDouble(string integers, bool upper) => $"Avx.ConvertToVector256Double({Part(integers, upper ? 1 : 0)})";
}
