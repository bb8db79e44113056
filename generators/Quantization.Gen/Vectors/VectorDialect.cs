using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What the 128-, 256- and 512-bit dialects say alike, in the portable vector API where it compiles to the best instruction.</summary>
internal abstract class VectorDialect : Dialect
{
    /// <summary>The static class of the width, such as <c>Vector512</c>.</summary>
    protected abstract string Vector { get; }

    internal override int Unroll => 4;

    internal override bool ConvertsLowToLowest => true;

    internal override string TypeOf(ElementKind kind) => $"{Vector}<{kind.Keyword()}>";

    internal override string Broadcast(KernelBody body, ElementKind kind, string name, string expression, string? why = null) =>
        body.Hoist(TypeOf(kind), name, expression == "0f" ? $"{TypeOf(kind)}.Zero" : $"{Vector}.Create({expression})", why);

    internal override Columns LoadValues(KernelBody body, string name, string index)
    {
        var values = new Columns(name, Unroll, ElementKind.Float32);
        for (int c = 0; c < Unroll; c++)
        {
            body.Line($"{TypeOf(ElementKind.Float32)} {values[c]} = {Vector}.LoadUnsafe(ref source, {At(index, c * Lanes)});");
        }

        return values;
    }

    internal override void StoreValues(KernelBody body, Columns values)
    {
        for (int c = 0; c < values.Count; c++) body.Line(StoreVector(values[c], At("i", c * Lanes)));
    }

    internal override void ReplaceNaN(KernelBody body, Columns values, string replacement)
    {
        string numbers = Broadcast(body, ElementKind.Float32, "forNaN", replacement);
        // So may ∞ − ∞ make the sum NaN; then nothing is replaced, and nothing is lost but time.
        body.Comment(values.Count == 1 ? "NaN is rare, so it is mended off the main path." : "A NaN anywhere makes the sum NaN; that is rare, so it is mended off the main path.");
        string probe = values.Count == 1 ? values[0] : "sum";
        if (values.Count > 1) body.Line($"{TypeOf(ElementKind.Float32)} sum = {Sum(values, 0, values.Count)};");
        body.Line($"if (!{Vector}.EqualsAll({probe}, {probe}))");
        body.Line("{");
        foreach (string x in values.Names) body.Line($"    {x} = {SelectNumber(x, x, numbers)};");
        body.Line("}");
        body.Line("");
    }

    internal override string Min(string a, string b) => $"{Vector}.MinNative({a}, {b})";

    internal override string Max(string a, string b) => $"{Vector}.MaxNative({a}, {b})";

    internal override string MaxInt32(string a, string b) => $"{Vector}.Max({a}, {b})";

    internal override string Round(KernelBody body, string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => $"{Vector}.Round({x})",
        Rounding.Floor => $"{Vector}.Floor({x})",
        Rounding.NearestAway => $"{Vector}.Truncate({AwayFromZero(body, x)})",
        _ => $"{Vector}.Truncate({x})",
    };

    internal override string ToInt32(KernelBody body, string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => ToInt32NearestEven(x),
        Rounding.Floor => ToInt32Floor(x),
        Rounding.NearestAway => ToInt32TowardZero(AwayFromZero(body, x)),
        _ => ToInt32TowardZero(x),
    };

    internal override string ToFloat(string x) => $"{Vector}.ConvertToSingle({x})";

    internal override string SelectWithin(string tested, string low, string high, string x, string other) =>
        $"{Vector}.ConditionalSelect({Vector}.GreaterThanOrEqual({tested}, {low}) & {Vector}.LessThanOrEqual({tested}, {high}), {x}, {other})";

    internal override string SelectNumber(string tested, string x, string other) =>
        $"{Vector}.ConditionalSelect({Vector}.Equals({tested}, {tested}), {x}, {other})";

    internal override Columns LoadCodes(KernelBody body, string name, ElementKind kind)
    {
        var codes = new Columns(name, Unroll, ElementKind.Int32);
        for (int c = 0; c < Unroll; c++)
        {
            body.Line($"{TypeOf(ElementKind.Int32)} {codes[c]} = {WidenCodes(kind, At("i", c * Lanes))};");
        }

        return codes;
    }

    internal override void StoreCodes(KernelBody body, Columns codes, CodeStorage storage)
    {
        Columns halves = Pair(body, codes, "half", ElementKind.Int16, NarrowToInt16);
        if (storage.ZeroPoint is { } zeroPoint)
        {
            string zeroPoints = Broadcast(body, ElementKind.Int16, "zeroPoints", $"(short){zeroPoint}");
            body.Comment("Saturating: a code far outside the range stays there.");
            halves = body.Each(halves, "shifted", ElementKind.Int16, x => AddSaturate(x, zeroPoints));
        }

        Columns bytes = Pair(body, halves, "codes", storage.Kind, (a, b) => NarrowToBytes(a, b, storage.Kind));
        if (storage.MinCode > storage.Kind.Lowest() && !storage.InRange)
        {
            string lowest = Broadcast(body, storage.Kind, "lowestCodes", $"({storage.Kind.Keyword()}){Literal.Of(storage.MinCode)}");
            bytes = body.Each(bytes, "clipped", storage.Kind, x => $"{Vector}.Max({x}, {lowest})");
        }

        StoreBytes(body, bytes);
    }

    /// <summary>Reads one vector's worth of codes at an index expression and widens it.</summary>
    protected abstract string WidenCodes(ElementKind kind, string index);

    /// <summary>Narrows two int32 vectors to one of int16, saturating; lanes may come out of order.</summary>
    protected abstract string NarrowToInt16(string a, string b);

    /// <summary>Narrows two int16 vectors to one of bytes, saturating; lanes may come out of order.</summary>
    protected abstract string NarrowToBytes(string a, string b, ElementKind kind);

    /// <summary>Adds int16, saturating.</summary>
    protected abstract string AddSaturate(string a, string b);

    /// <summary>Puts the lanes of narrowed codes in order and writes them.</summary>
    protected abstract void StoreBytes(KernelBody body, Columns bytes);

    /// <summary>A statement that writes one vector.</summary>
    protected abstract string StoreVector(string value, string index);

    protected abstract string ToInt32NearestEven(string x);

    protected abstract string ToInt32Floor(string x);

    protected abstract string ToInt32TowardZero(string x);

    /// <summary>An index expression with an offset, which is left out where it is 0.</summary>
    protected static string At(string index, int offset) => offset == 0 ? index : $"{index} + {offset}";

    private string AwayFromZero(KernelBody body, string x)
    {
        string half = Broadcast(body, ElementKind.Float32, "almostHalf", "0.49999997f", "Half an ulp less than one half: what is below a tie stays below, and the sum rounds a tie up.");
        return $"{x} + {Vector}.CopySign({half}, {x})";
    }

    private Columns Pair(KernelBody body, Columns input, string name, ElementKind kind, Func<string, string, string> narrow)
    {
        Columns output = input with { Name = name, Kind = kind, Count = Math.Max(1, input.Count / 2) };
        for (int c = 0; c < output.Count; c++)
        {
            (string a, string b) = input.Count == 1 ? (input[0], input[0]) : (input[2 * c], input[(2 * c) + 1]);
            body.Line($"{TypeOf(kind)} {output[c]} = {narrow(a, b)};");
        }

        return output;
    }

    // Pairwise, so that the additions do not wait for each other.
    private static string Sum(Columns values, int from, int count) => count switch
    {
        1 => values[from],
        2 => $"{values[from]} + {values[from + 1]}",
        _ => $"({Sum(values, from, count / 2)}) + ({Sum(values, from + (count / 2), count - (count / 2))})",
    };
}
