using System.Globalization;
using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What the 128-, 256- and 512-bit dialects say alike, in the portable vector API where it compiles to the best instruction.</summary>
/// <param name="unroll">Vectors in one step.</param>
/// <param name="byColumn">Whether each lane has parameters of its own.</param>
internal abstract partial class VectorDialect(int unroll, bool byColumn) : BlockDialect
{
    /// <summary>The static class of the width, such as <c>Vector512</c>.</summary>
    protected abstract string Vector { get; }

    /// <summary>128-bit parts of a vector, within which narrowing and byte shuffles work.</summary>
    protected int Parts => Lanes / 4;

    internal override int Unroll { get; } = unroll;

    /// <summary>Whether each lane has parameters of its own; a step is then one vector.</summary>
    protected bool ByColumn => byColumn;

    internal override bool ConvertsLowToLowest => true;

    internal override string TypeOf(ElementKind kind) => $"{Vector}<{kind.Keyword()}>";

    internal override string Broadcast(KernelBody body, ElementKind kind, string name, string expression, string? why = null)
    {
        if (byColumn && ParameterNames.IsOfParameters(expression)) return body.Hoist(TypeOf(kind), name, expression, why);
        // A float expression is widened where lanes are double.
        string number = kind == ElementKind.Float64 && !expression.EndsWith("d", StringComparison.Ordinal) ? $"(double)({expression})" : expression;
        return body.Hoist(TypeOf(kind), name, expression is "0f" or "0d" ? $"{TypeOf(kind)}.Zero" : $"{Vector}.Create({number})", why);
    }

    internal override Columns LoadValues(KernelBody body, string name, ElementKind stored, ElementOrder order)
    {
        if (stored is ElementKind.Half or ElementKind.BFloat16) return LoadHalves(body, name, stored, order);
        Columns values = Reals(name, stored);
        for (int c = 0; c < values.Count; c++)
        {
            body.Line($"{TypeOf(stored)} {values[c]} = {Vector}.LoadUnsafe(ref source, {Place(values, c, order)});");
        }

        return values;
    }

    internal override void StoreValues(KernelBody body, Columns values, ElementKind stored, ElementOrder order, bool mayBeNaN)
    {
        if (stored is ElementKind.Half or ElementKind.BFloat16)
        {
            Columns bits = ToHalves(body, values, stored, mayBeNaN);
            if (order.Halves is null && Unroll > 1) StoreIntegers(body, bits, ElementKind.UInt16, order);
            else StoreColumns(body, bits, ElementKind.UInt16, order);
            return;
        }

        for (int c = 0; c < values.Count; c++) body.Line(StoreVector(body, values[c], Place(values, c, order)));
    }

    internal override void ReplaceNaN(KernelBody body, Columns values, string replacement)
    {
        string numbers = Broadcast(body, values.Kind, "forNaN", replacement);
        WhereNaN(body, values, x => $"{x} = {SelectNumber(values.Kind, x, x, numbers)};");
    }

    internal override string Min(ElementKind kind, string a, string b) => $"{Vector}.MinNative({a}, {b})";

    internal override string Max(ElementKind kind, string a, string b) => $"{Vector}.MaxNative({a}, {b})";

    internal override string MaxInt32(string a, string b) => $"{Vector}.Max({a}, {b})";

    internal override string Round(KernelBody body, ElementKind kind, string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => $"{Vector}.Round({x})",
        Rounding.Floor => $"{Vector}.Floor({x})",
        Rounding.NearestAway => $"{Vector}.Truncate({AwayFromZero(body, kind, x)})",
        _ => $"{Vector}.Truncate({x})",
    };

    internal override Columns ToInt32(KernelBody body, Columns reals, string name, Rounding rounding)
    {
        Columns input = rounding == Rounding.NearestAway ? body.Each(reals, "away", reals.Kind, x => AwayFromZero(body, reals.Kind, x)) : reals;
        Rounding native = rounding == Rounding.NearestAway ? Rounding.TowardZero : rounding;
        if (reals.Kind == ElementKind.Float32) return body.Each(input, name, ElementKind.Int32, x => ToInt32(x, native));
        Columns integers = new(name, Unroll, ElementKind.Int32);
        for (int c = 0; c < Unroll; c++) body.Line($"{TypeOf(ElementKind.Int32)} {integers[c]} = {DoublesToInt32(input[2 * c], input[(2 * c) + 1], native)};");
        return integers;
    }

    internal override Columns ToReal(KernelBody body, Columns integers, string name, ElementKind kind)
    {
        if (kind == ElementKind.Float32) return body.Each(integers, name, kind, x => $"{Vector}.ConvertToSingle({x})");
        Columns reals = Reals(name, kind);
        for (int c = 0; c < reals.Count; c++) body.Line($"{TypeOf(kind)} {reals[c]} = {ToDouble(integers[c / 2], upper: c % 2 == 1)};");
        return reals;
    }

    internal override string SelectWithin(string tested, string low, string high, string x, string other) =>
        $"{Vector}.ConditionalSelect({Vector}.GreaterThanOrEqual({tested}, {low}) & {Vector}.LessThanOrEqual({tested}, {high}), {x}, {other})";

    internal override string SelectNumber(ElementKind kind, string tested, string x, string other) =>
        $"{Vector}.ConditionalSelect({Vector}.Equals({tested}, {tested}), {x}, {other})";

    internal override string WhereLess(string a, string b, string x) => $"({Vector}.LessThan({a}, {b}) & {x})";

    internal override string WithSign(KernelBody body, string magnitude, string integer) =>
        $"({magnitude}.AsInt32() ^ ({integer} & {Broadcast(body, ElementKind.Int32, "signBits", "int.MinValue")})).AsSingle()";

    internal override Columns Signs(KernelBody body, Columns reals, string name)
    {
        string zeros = Broadcast(body, reals.Kind, "zeros", "0" + reals.Kind.Suffix());
        string ones = Broadcast(body, reals.Kind, "ones", "1" + reals.Kind.Suffix());
        body.Comment("Adding 0 makes −0.0 positive, which it counts as.");
        Columns signs = body.Each(reals, "sign", reals.Kind, x => $"{Vector}.CopySign({ones}, {x} + {zeros})");
        return ToInt32(body, signs, name, Rounding.NearestEven);
    }

    /// <summary>A statement that writes one vector, past the caches where the kernel may.</summary>
    protected string StoreVector(KernelBody body, string value, string index) =>
        body.Streams && HasStreamingStores ? $"TStore.Store({value}, ref destination, {index});" : $"{value}.StoreUnsafe(ref destination, {index});";

    /// <summary>Rounds one vector of floats to int32, in the ways that have an instruction.</summary>
    protected abstract string ToInt32(string x, Rounding rounding);

    /// <summary>Rounds two vectors of doubles to one of int32.</summary>
    protected abstract string DoublesToInt32(string lower, string upper, Rounding rounding);

    /// <summary>Half a vector of int32 as doubles.</summary>
    protected abstract string ToDouble(string integers, bool upper);

    /// <summary>An index expression with an offset, which is left out where it is 0 and added to one that is already there.</summary>
    protected static string At(string index, int offset)
    {
        int plus = index.LastIndexOf(" + ", StringComparison.Ordinal);
        if (plus > 0 && int.TryParse(index.Substring(plus + 3), NumberStyles.None, CultureInfo.InvariantCulture, out int known))
        {
            return $"{index.Substring(0, plus)} + {Literal.Of(known + offset)}";
        }

        return offset == 0 ? index : $"{index} + {Literal.Of(offset)}";
    }

    /// <summary>Columns of one step of reals; doubles take two vectors where floats take one.</summary>
    protected Columns Reals(string name, ElementKind kind) => new(name, kind == ElementKind.Float64 ? 2 * Unroll : Unroll, kind);

    /// <summary>Writes statements for the rare case of a NaN among the columns.</summary>
    protected void WhereNaN(KernelBody body, Columns values, Func<string, string> statement)
    {
        // So may ∞ − ∞ make the sum NaN; then nothing is replaced, and nothing is lost but time.
        body.Comment(values.Count == 1 ? "NaN is rare, so it is mended off the main path." : "A NaN anywhere makes the sum NaN; that is rare, so it is mended off the main path.");
        string probe = values.Count == 1 ? values[0] : "sum";
        if (values.Count > 1) body.Line($"{TypeOf(values.Kind)} sum = {Sum(values, 0, values.Count)};");
        body.Line($"if (!{Vector}.EqualsAll({probe}, {probe}))");
        body.Line("{");
        foreach (string x in values.Names) body.Line($"    {statement(x)}");
        body.Line("}");
        body.Line("");
    }

    private string Place(Columns values, int c, ElementOrder order) =>
        values.Kind == ElementKind.Float64 ? order.Of(Lanes, Unroll, c / 2, c % 2 * (Lanes / 2)) : order.Of(Lanes, Unroll, c);

    private string AwayFromZero(KernelBody body, ElementKind kind, string x)
    {
        // The largest number below one half.
        string half = Broadcast(body, kind, "almostHalf", kind == ElementKind.Float64 ? "0.49999999999999994d" : "0.49999997f", "Half an ulp less than one half: what is below a tie stays below, and the sum rounds a tie up.");
        return $"{x} + {Vector}.CopySign({half}, {x})";
    }

    // Pairwise, so that the additions do not wait for each other.
    private static string Sum(Columns values, int from, int count) => count switch
    {
        1 => values[from],
        2 => $"{values[from]} + {values[from + 1]}",
        _ => $"({Sum(values, from, count / 2)}) + ({Sum(values, from + (count / 2), count - (count / 2))})",
    };
}
