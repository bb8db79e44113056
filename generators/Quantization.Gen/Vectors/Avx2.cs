using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>AVX2 with FMA: 32 elements a step.</summary>
internal sealed class Avx2 : VectorDialect
{
    internal override string Name => "Avx2";

    internal override string IsSupported => "Avx2.IsSupported && Fma.IsSupported";

    internal override int Lanes => 8;

    internal override bool HasFusedQuotient => true;

    internal override bool HasStreamingStores => true;

    protected override string Vector => "Vector256";

    internal override string FusedMultiplyAdd(string a, string b, string c) => $"Fma.MultiplyAdd({a}, {b}, {c})";

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => $"Fma.MultiplyAddNegated({a}, {b}, {c})";

    protected override string WidenCodes(ElementKind kind, string index) =>
        $"Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<{kind.Keyword()}, byte>(ref Unsafe.Add(ref source, {index})))).As{(kind == ElementKind.SByte ? "SByte" : "Byte")}())";

    protected override string NarrowToInt16(string a, string b) => $"Avx2.PackSignedSaturate({a}, {b})";

    protected override string NarrowToBytes(string a, string b, ElementKind kind) =>
        kind == ElementKind.SByte ? $"Avx2.PackSignedSaturate({a}, {b})" : $"Avx2.PackUnsignedSaturate({a}, {b})";

    protected override string AddSaturate(string a, string b) => $"Avx2.AddSaturate({a}, {b})";

    protected override void StoreBytes(KernelBody body, Columns bytes)
    {
        string order = body.Hoist(
            "Vector256<int>",
            "order",
            "Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)",
            "Narrowing works within 128-bit parts: group k of four codes ends in place 4·(k % 2) + k / 2.");
        body.Line(StoreVector($"Avx2.PermuteVar8x32({bytes[0]}.AsInt32(), {order}).As{(bytes.Kind == ElementKind.SByte ? "SByte" : "Byte")}()", "i"));
    }

    protected override string StoreVector(string value, string index) => $"TStore.Store({value}, ref destination, {index});";

    protected override string ToInt32NearestEven(string x) => $"Avx.ConvertToVector256Int32({x})";

    protected override string ToInt32Floor(string x) => $"Avx.ConvertToVector256Int32WithTruncation(Avx.Floor({x}))";

    protected override string ToInt32TowardZero(string x) => $"Avx.ConvertToVector256Int32WithTruncation({x})";
}
