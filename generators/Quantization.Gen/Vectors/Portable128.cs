using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>
/// 128 bits in the portable API: SSE2, SSE4.2 and Arm from one text. What that API compiles badly (rounding conversions, saturating
/// narrowing from signed to unsigned) comes from the library's <c>Vector128Primitives</c>, which choose the instruction when they are compiled.
/// It divides: SSE has no fused multiply-add.
/// </summary>
/// <param name="unroll">4 for the main kernel, 1 for inputs shorter than its step, 2 for such of packed codes.</param>
/// <param name="byColumn">Whether each lane has parameters of its own.</param>
internal sealed partial class Portable128(int unroll, bool byColumn = false) : VectorDialect(unroll, byColumn)
{
    internal override string Name => Unroll == 4 ? "Vector128" : "Vector128Short";

    internal override string IsSupported => "Vector128.IsHardwareAccelerated";

    internal override int Lanes => 4;

    internal override bool HasFusedQuotient => false;

    internal override bool HasStreamingStores => false;

    protected override string Vector => "Vector128";

    internal override string FusedMultiplyAdd(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    protected override Columns LoadIntegers(KernelBody body, string name, ElementKind kind, ElementOrder order)
    {
        if (Unroll != 4 || kind.Size() == 4 || order.Halves is not null) return base.LoadIntegers(body, name, kind, order);
        if (kind.Size() == 1)
        {
            body.Line($"Vector128<{kind.Keyword()}> loaded = Vector128.LoadUnsafe(ref source, i);");
            return WidenBytes(body, name, "loaded", kind);
        }

        Columns words = new("loaded", 2, kind);
        for (int c = 0; c < 2; c++) body.Line($"Vector128<{kind.Keyword()}> {words[c]} = Vector128.LoadUnsafe(ref source, {At("i", 8 * c)});");
        return WidenWords(body, name, words);
    }

    protected override string Widen(ElementKind kind, string index)
    {
        string memory = kind == ElementKind.Byte ? $"ref Unsafe.Add(ref source, {index})" : $"ref Unsafe.As<{kind.Keyword()}, byte>(ref Unsafe.Add(ref source, {index}))";
        string signed = kind.IsSigned() ? "" : ".AsInt32()";
        return kind.Size() == 2
            ? $"Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>({memory})).{kind.AsMethod()}()){signed}"
            : $"Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>({memory})).{kind.AsMethod()}())){signed}";
    }

    protected override string NarrowToInt16(string a, string b, ElementKind kind) =>
        kind == ElementKind.UInt16 ? $"Vector128Primitives.NarrowToUInt16({a}, {b})" : $"Vector128.NarrowWithSaturation({a}, {b})";

    protected override string NarrowToBytes(string a, string b, ElementKind kind) =>
        kind == ElementKind.SByte ? $"Vector128.NarrowWithSaturation({a}, {b})" : $"Vector128Primitives.NarrowToBytes({a}, {b})";

    protected override string AddSaturate(string a, string b) => $"Vector128.AddSaturate({a}, {b})";

    protected override void StoreBytes(KernelBody body, Columns bytes) =>
        body.Line(Unroll switch
        {
            4 => StoreVector(body, bytes[0], "i"),
            2 => WriteScalar("ulong", "i", $"{bytes[0]}.AsUInt64().ToScalar()", bytes.Kind),
            _ => WriteScalar("uint", "i", $"{bytes[0]}.AsUInt32().ToScalar()", bytes.Kind),
        });

    protected override void StoreWords(KernelBody body, Columns words, ElementOrder order)
    {
        if (Unroll == 1)
        {
            body.Line(WriteScalar("ulong", order.Of(Lanes, Unroll, 0), $"{words[0]}.AsUInt64().ToScalar()", words.Kind));
            return;
        }

        for (int c = 0; c < words.Count; c++) body.Line(StoreVector(body, words[c], order.Of(Lanes, Unroll, 2 * c)));
    }

    protected override string StoreBottom(string vector, int bytes, ElementKind unit, string index) => bytes == 8
        ? WriteScalar("ulong", index, $"{vector}.AsUInt64().ToScalar()", unit)
        : WriteScalar("uint", index, $"{vector}.AsUInt32().ToScalar()", unit);

    protected override void StoreHalfBytes(KernelBody body, Columns bytes) =>
        body.Line(Unroll == 4
            ? WriteScalar("ulong", "at", $"{bytes[0]}.AsUInt64().ToScalar()", ElementKind.Byte)
            : WriteScalar("uint", "at", $"{bytes[0]}.AsUInt32().ToScalar()", ElementKind.Byte));

    protected override string ToInt32(string x, Rounding rounding) => $"Vector128Primitives.{Conversion(rounding)}({x})";

    protected override string DoublesToInt32(string lower, string upper, Rounding rounding) => $"Vector128Primitives.{Conversion(rounding)}({lower}, {upper})";

    protected override string ToDouble(string integers, bool upper) => $"Vector128Primitives.ToDouble{(upper ? "Upper" : "Lower")}({integers})";

    private static string Conversion(Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => "ToInt32NearestEven",
        Rounding.Floor => "ToInt32Floor",
        _ => "ToInt32TowardZero",
    };

    private static string WriteScalar(string type, string index, string value, ElementKind unit) => unit == ElementKind.Byte
        ? $"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {index}), {value});"
        : $"Unsafe.WriteUnaligned(ref Unsafe.As<{unit.Keyword()}, byte>(ref Unsafe.Add(ref destination, {index})), {value});";

    private Columns WidenBytes(KernelBody body, string name, string bytes, ElementKind kind)
    {
        string wide = kind == ElementKind.SByte ? "short" : "ushort";
        if (Unroll == 4)
        {
            body.Line($"(Vector128<{wide}> wide0, Vector128<{wide}> wide1) = Vector128.Widen({bytes});");
            return WidenWords(body, name, new Columns("wide", 2, kind == ElementKind.SByte ? ElementKind.Int16 : ElementKind.UInt16));
        }

        body.Line($"Vector128<{wide}> wide = Vector128.WidenLower({bytes});");
        return WidenWords(body, name, new Columns("wide", 1, kind == ElementKind.SByte ? ElementKind.Int16 : ElementKind.UInt16));
    }

    private static Columns WidenWords(KernelBody body, string name, Columns words)
    {
        var codes = new Columns(name, 2 * words.Count, ElementKind.Int32);
        string cast = words.Kind.IsSigned() ? "" : ".AsInt32()";
        for (int c = 0; c < codes.Count; c++) body.Line($"Vector128<int> {codes[c]} = Vector128.Widen{(c % 2 == 0 ? "Lower" : "Upper")}({words[c / 2]}){cast};");
        return codes;
    }
}
