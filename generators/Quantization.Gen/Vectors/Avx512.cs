using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>AVX-512 (F and BW): 64 elements a step.</summary>
internal sealed class Avx512 : VectorDialect
{
    internal override string Name => "Avx512";

    internal override string IsSupported => "Avx512BW.IsSupported";

    internal override int Lanes => 16;

    internal override bool HasFusedQuotient => true;

    internal override bool HasStreamingStores => true;

    protected override string Vector => "Vector512";

    internal override string FusedMultiplyAdd(string a, string b, string c) => $"Avx512F.FusedMultiplyAdd({a}, {b}, {c})";

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => $"Avx512F.FusedMultiplyAddNegated({a}, {b}, {c})";

    protected override string WidenCodes(ElementKind kind, string index) => $"Avx512F.ConvertToVector512Int32(Vector128.LoadUnsafe(ref source, {index}))";

    protected override string NarrowToInt16(string a, string b) => $"Avx512BW.PackSignedSaturate({a}, {b})";

    protected override string NarrowToBytes(string a, string b, ElementKind kind) =>
        kind == ElementKind.SByte ? $"Avx512BW.PackSignedSaturate({a}, {b})" : $"Avx512BW.PackUnsignedSaturate({a}, {b})";

    protected override string AddSaturate(string a, string b) => $"Avx512BW.AddSaturate({a}, {b})";

    protected override void StoreBytes(KernelBody body, Columns bytes)
    {
        string order = body.Hoist(
            "Vector512<int>",
            "order",
            "Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)",
            "Narrowing works within 128-bit parts: group k of four codes ends in place 4·(k % 4) + k / 4.");
        body.Line(StoreVector($"Avx512F.PermuteVar16x32({bytes[0]}.AsInt32(), {order}).As{(bytes.Kind == ElementKind.SByte ? "SByte" : "Byte")}()", "i"));
    }

    protected override string StoreVector(string value, string index) => $"TStore.Store({value}, ref destination, {index});";

    protected override string ToInt32NearestEven(string x) => $"Avx512F.ConvertToVector512Int32({x})";

    protected override string ToInt32Floor(string x) => $"Avx512F.ConvertToVector512Int32({x}, FloatRoundingMode.ToNegativeInfinity)";

    protected override string ToInt32TowardZero(string x) => $"Avx512F.ConvertToVector512Int32WithTruncation({x})";
}
