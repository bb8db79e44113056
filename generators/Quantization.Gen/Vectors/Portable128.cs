using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>
/// 128 bits in the portable API: SSE2, SSE4.2 and Arm from one text. What that API compiles badly (rounding conversions, saturating
/// narrowing from signed to unsigned) comes from the library's <c>Vector128Primitives</c>, which choose the instruction when they are compiled.
/// It divides: SSE has no fused multiply-add.
/// </summary>
/// <param name="unroll">4 for the main kernel, 1 for inputs shorter than its step.</param>
internal sealed class Portable128(int unroll) : VectorDialect
{
    internal override string Name => Unroll == 1 ? "Vector128Short" : "Vector128";

    internal override string IsSupported => "Vector128.IsHardwareAccelerated";

    internal override int Lanes => 4;

    internal override int Unroll { get; } = unroll;

    internal override bool HasFusedQuotient => false;

    internal override bool HasStreamingStores => false;

    protected override string Vector => "Vector128";

    internal override string FusedMultiplyAdd(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    internal override Columns LoadCodes(KernelBody body, string name, ElementKind kind)
    {
        if (Unroll == 1) return base.LoadCodes(body, name, kind);
        string wide = kind == ElementKind.SByte ? "short" : "ushort";
        body.Line($"Vector128<{kind.Keyword()}> packed = Vector128.LoadUnsafe(ref source, i);");
        body.Line($"(Vector128<{wide}> lower, Vector128<{wide}> upper) = Vector128.Widen(packed);");
        var codes = new Columns(name, Unroll, ElementKind.Int32);
        string[] halves = ["Vector128.WidenLower(lower)", "Vector128.WidenUpper(lower)", "Vector128.WidenLower(upper)", "Vector128.WidenUpper(upper)"];
        for (int c = 0; c < Unroll; c++) body.Line($"Vector128<int> {codes[c]} = {halves[c]}{(kind == ElementKind.Byte ? ".AsInt32()" : "")};");
        return codes;
    }

    protected override string WidenCodes(ElementKind kind, string index)
    {
        string four = $"Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.As<{kind.Keyword()}, byte>(ref Unsafe.Add(ref source, {index}))))";
        return kind == ElementKind.SByte
            ? $"Vector128.WidenLower(Vector128.WidenLower({four}.AsSByte()))"
            : $"Vector128.WidenLower(Vector128.WidenLower({four}.AsByte())).AsInt32()";
    }

    protected override string NarrowToInt16(string a, string b) => $"Vector128.NarrowWithSaturation({a}, {b})";

    protected override string NarrowToBytes(string a, string b, ElementKind kind) =>
        kind == ElementKind.SByte ? $"Vector128.NarrowWithSaturation({a}, {b})" : $"Vector128Primitives.NarrowToBytes({a}, {b})";

    protected override string AddSaturate(string a, string b) => $"Vector128.AddSaturate({a}, {b})";

    protected override void StoreBytes(KernelBody body, Columns bytes) =>
        body.Line(Unroll == 4
            ? StoreVector(bytes[0], "i")
            : $"Unsafe.WriteUnaligned(ref Unsafe.As<{bytes.Kind.Keyword()}, byte>(ref Unsafe.Add(ref destination, i)), {bytes[0]}.AsUInt32().ToScalar());");

    protected override string StoreVector(string value, string index) => $"{value}.StoreUnsafe(ref destination, {index});";

    protected override string ToInt32NearestEven(string x) => $"Vector128Primitives.ToInt32NearestEven({x})";

    protected override string ToInt32Floor(string x) => $"Vector128Primitives.ToInt32Floor({x})";

    protected override string ToInt32TowardZero(string x) => $"Vector128Primitives.ToInt32TowardZero({x})";
}
