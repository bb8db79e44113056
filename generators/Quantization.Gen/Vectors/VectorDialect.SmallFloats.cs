using Quantization.Arithmetic;
using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>
/// Floats of 4 to 16 bits, by one way for all of them. Rounding is an addition: to a float whose last place is that of the number in the
/// small format, which for subnormals is that of the least normal number.
/// </summary>
internal abstract partial class VectorDialect
{
    private const int Fraction = 23, Bias = 127;

    internal override Columns ToSmallFloat(KernelBody body, Columns values, SmallFloat format, bool saturate, bool mayBeNaN)
    {
        int dropped = Fraction - format.FractionBits, mask = MagnitudeMask(format), leastNormal = (Bias + 1 - format.Bias) << format.FractionBits;
        (Columns magnitude, Columns power) = Magnitudes(body, values, format, saturate);
        string toGrid = Broadcast(
            body, ElementKind.Int32, "toGrid", $"({Literal.Of(dropped)} << 23) + {Literal.Of(-leastNormal & mask)}",
            "To the power of two whose last place stays. Below, what makes codes begin at 0 with the least exponent, as far as a code's bits go.");
        string magnitudeBits = Broadcast(body, ElementKind.Int32, "magnitudeBits", Hex(mask));
        Columns onGrid = magnitude with { Name = "onGrid", Kind = ElementKind.Int32 };
        Zip(body, onGrid, c => $"({magnitude[c]} + ({power[c]} + {toGrid}).AsSingle()).AsInt32()");
        Columns bits = values with { Name = "bits", Kind = ElementKind.Int32 };
        Zip(body, bits, c => $"{Vector}.ConditionalSelect({magnitudeBits}, {onGrid[c]} + ({power[c]} >> {Literal.Of(dropped)}), {values[c]}.AsInt32() >>> {Literal.Of(32 - format.Bits)})");
        if (!mayBeNaN || !format.HasNaN) return bits;
        int n = 0;
        WhereNaN(body, values, x => $"{bits[n]} = {Vector}.ConditionalSelect({Vector}.Equals({x}, {x}).AsInt32(), {bits[n++]}, {NaNBits($"{x}.AsInt32()", format, magnitudeBits)});");
        return bits;
    }

    internal override Columns FromSmallFloat(KernelBody body, Columns bits, string name, SmallFloat format)
    {
        string magnitudes = Broadcast(body, ElementKind.Int32, "magnitudeBits", Hex(MagnitudeMask(format)));
        string rebias = Broadcast(body, ElementKind.Int32, "rebias", $"{Literal.Of(Bias - format.Bias)} << 23", $"The exponents of floats are biased by 127, those of the format by {Literal.Of(format.Bias)}.");
        string least = Literal.Of(format.ValueOf(1 << format.FractionBits));
        string signs = Broadcast(body, ElementKind.Int32, "signBits", "int.MinValue");
        Columns plain = body.Each(bits, name + "Plain", ElementKind.Float32, x => $"((({x} & {magnitudes}) << {Literal.Of(Fraction - format.FractionBits)}) + {rebias}).AsSingle()");
        body.Comment("Without an exponent there is no leading one, and the exponent counts as 1: twice as much, less the least normal number. Of others that is no less.");
        Columns magnitude = body.Each(plain, name + "Magnitude", ElementKind.Float32, x => Min(ElementKind.Float32, x, Twice(x)));
        if (format.HasNaN) WhereBeyond(body, plain, magnitude, format);
        Columns result = bits with { Name = name, Kind = ElementKind.Float32 };
        Zip(body, result, c => $"({magnitude[c]}.AsInt32() | (({bits[c]} << {Literal.Of(32 - format.Bits)}) & {signs})).AsSingle()");
        return result;

        // Twice is exact, so that fused or not the difference is the same.
        string Twice(string x) => HasFusedQuotient
            ? FusedMultiplyAdd(x, Broadcast(body, ElementKind.Float32, "two", "2f"), Broadcast(body, ElementKind.Float32, "lessLeastNormal", "-" + least))
            : $"({x} + {x}) - {Broadcast(body, ElementKind.Float32, "leastNormal", least)}";
    }

    internal override Columns RoundToSmallFloat(KernelBody body, Columns values, SmallFloat format, bool saturate)
    {
        (Columns magnitude, Columns power) = Magnitudes(body, values, format, saturate);
        string toGrid = Broadcast(body, ElementKind.Int32, "toGrid", $"{Literal.Of(Fraction - format.FractionBits)} << 23", "To the power of two whose last place stays.");
        string signs = Broadcast(body, ElementKind.Int32, "signBits", "int.MinValue");
        Columns grid = body.Each(power, "grid", ElementKind.Float32, x => $"({x} + {toGrid}).AsSingle()");
        Columns rounded = magnitude with { Name = "onGrid" };
        Zip(body, rounded, c => $"({magnitude[c]} + {grid[c]}) - {grid[c]}");
        string nan = FormattableString.Invariant($"0x{0x7F800000 | (MagnitudeMask(format) << (Fraction - format.FractionBits)):X8}");
        if (!saturate)
        {
            string greatest = Broadcast(body, ElementKind.Float32, "greatest", Literal.Of(format.Greatest));
            string beyond = Broadcast(body, ElementKind.Float32, "beyond", format.HasInfinity ? "float.PositiveInfinity" : $"BitConverter.Int32BitsToSingle({nan})");
            rounded = body.Each(rounded, "bounded", ElementKind.Float32, x => $"{Vector}.ConditionalSelect({Vector}.GreaterThan({x}, {greatest}), {beyond}, {x})");
        }

        Columns result = values with { Name = "rounded" };
        Zip(body, result, c => $"({rounded[c]}.AsInt32() | ({values[c]}.AsInt32() & {signs})).AsSingle()");
        if (!format.HasNaN) return result;
        int n = 0;
        WhereNaN(body, values, x => $"{result[n]} = {Vector}.ConditionalSelect({Vector}.Equals({x}, {x}), {result[n++]}, {Quiet(x)});");
        return result;

        string Quiet(string x) => format.Bits > 8
            ? $"(({x}.AsInt32() & {Vector}.Create(-1 << {Literal.Of(Fraction - format.FractionBits)})) | {Vector}.Create(0x00400000)).AsSingle()"
            : $"(({x}.AsInt32() & {signs}) | {Vector}.Create({nan})).AsSingle()";
    }

    // Codes above the greatest number's are infinities and NaN.
    private void WhereBeyond(KernelBody body, Columns plain, Columns magnitudes, SmallFloat format)
    {
        string greatest = Broadcast(body, ElementKind.Float32, "greatest", Literal.Of(format.Greatest));
        body.Comment($"{(format.HasInfinity ? "Infinities and NaN are" : "NaN is")} rare, so {(format.HasInfinity ? "they get" : "it gets")} the exponent off the main path{(format.HasInfinity ? "; a product makes NaN quiet" : "")}.");
        body.Line($"if ({Vector}.GreaterThanAny({Greatest(0, plain.Count)}, {greatest}))");
        body.Line("{");
        string quiet = format.HasInfinity ? $" * {Vector}.Create(2f)" : "";
        for (int c = 0; c < plain.Count; c++)
        {
            body.Line($"    {magnitudes[c]} = {Vector}.ConditionalSelect({Vector}.GreaterThan({plain[c]}, {greatest}), ({plain[c]}.AsInt32() | {Vector}.Create(0x7F800000)).AsSingle(){quiet}, {magnitudes[c]});");
        }

        body.Line("}");
        body.Line("");

        // Pairwise, so that no maximum waits for all others.
        string Greatest(int from, int count) => count == 1
            ? plain[from]
            : Max(ElementKind.Float32, Greatest(from, count / 2), Greatest(from + (count / 2), count - (count / 2)));
    }

    // Magnitudes no greater than what ends in the code that overflow has, and the powers of two in them, from the least normal number on.
    private (Columns Magnitude, Columns Power) Magnitudes(KernelBody body, Columns values, SmallFloat format, bool saturate)
    {
        string withoutSign = Broadcast(body, ElementKind.Int32, "withoutSign", "int.MaxValue");
        string limit = Broadcast(
            body, ElementKind.Float32, "limit", Literal.Of(saturate ? format.Greatest : format.ValueOf(format.GreatestCode + 1)),
            saturate ? null : $"The first number that is too large; what rounds there is {(format.HasInfinity ? "infinite" : "NaN")}.");
        string least = Broadcast(body, ElementKind.Float32, "leastNormal", Literal.Of(format.ValueOf(1 << format.FractionBits)));
        string exponents = Broadcast(body, ElementKind.Int32, "exponentBits", "0x7F800000");
        Columns magnitude = body.Each(values, "magnitude", ElementKind.Float32, x => Min(ElementKind.Float32, $"({x}.AsInt32() & {withoutSign}).AsSingle()", limit));
        return (magnitude, body.Each(magnitude, "power", ElementKind.Int32, x => $"{Max(ElementKind.Float32, x, least)}.AsInt32() & {exponents}"));
    }

    // All bits of the fraction of a float with few of them; otherwise those that it has, made quiet.
    private string NaNBits(string x, SmallFloat format, string magnitudeBits)
    {
        string sign = $"({x} >>> {Literal.Of(32 - format.Bits)})";
        if (format.Bits <= 8) return $"{sign} | {magnitudeBits}";
        string quiet = Hex(((1 << (format.ExponentBits + 1)) - 1) << (format.FractionBits - 1)), fraction = Hex((1 << format.FractionBits) - 1);
        return $"(({x} >>> {Literal.Of(Fraction - format.FractionBits)}) & {Vector}.Create({fraction})) | ({sign} & {Vector}.Create({Hex(1 << (format.Bits - 1))})) | {Vector}.Create({quiet})";
    }

    private void Zip(KernelBody body, Columns output, Func<int, string> expression)
    {
        for (int c = 0; c < output.Count; c++) body.Line($"{TypeOf(output.Kind)} {output[c]} = {expression(c)};");
    }

    private static int MagnitudeMask(SmallFloat format) => (1 << (format.Bits - 1)) - 1;

    private static string Hex(int value) => FormattableString.Invariant($"0x{value:X}");
}
