using System.Globalization;
using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Counted random numbers, ranges, and products of 64 bits.</summary>
internal abstract partial class VectorDialect
{
    internal override Columns RandomFractions(KernelBody body, int count, ElementKind kind, ElementOrder order)
    {
        const ElementKind Word = ElementKind.UInt32;
        body.Hoist("ulong", "key", "StochasticRounding.Key(seed, index)", "The caller has seen to it that all elements of a call share a key.");
        string first = Broadcast(body, Word, "firstKey", "unchecked((uint)key)");
        string second = Broadcast(body, Word, "secondKey", "(uint)(key >> 32)");
        string multiplier = Broadcast(body, Word, "firstMultiplier", "StochasticRounding.FirstMultiplier");
        string other = Broadcast(body, Word, "secondMultiplier", "StochasticRounding.SecondMultiplier");
        string unit = Broadcast(body, ElementKind.Float32, "unit", "1f / (1 << 24)");
        body.Comment("Random numbers by the elements' indices, whichever step an element is in.");
        Columns number = new("number", Unroll, Word);
        for (int c = 0; c < Unroll; c++) body.Line($"{TypeOf(Word)} {number[c]} = {Vector}.Create(unchecked((uint)index + (uint)({order.Of(Lanes, Unroll, c)}))) + {TypeOf(Word)}.Indices + {first};");
        Columns mixed = body.Each(number, "mixed", Word, x => $"({x} ^ ({x} >> 16)) * {multiplier}");
        Columns twice = body.Each(mixed, "twice", Word, x => $"(({x} ^ ({x} >> 15)) + {second}) * {other}");
        Columns fraction = body.Each(twice, kind == ElementKind.Float32 ? "random" : "fraction", ElementKind.Float32, x => $"{Vector}.ConvertToSingle((({x} ^ ({x} >> 16)) >> 8).AsInt32()) * {unit}");
        if (kind == ElementKind.Float32) return fraction;
        Columns random = Reals("random", kind);
        for (int c = 0; c < random.Count; c++) body.Line($"{TypeOf(kind)} {random[c]} = {Vector}.Widen{(c % 2 == 0 ? "Lower" : "Upper")}({fraction[c / 2]});");
        return random;
    }

    internal override void WidenRange(KernelBody body, ElementOrder order, bool withZero)
    {
        // Bits of floats that are not negative are ordered as integers are; and of all bits without a sign, those of the least negative float are the greatest.
        (ElementKind low, ElementKind high) = withZero ? (ElementKind.UInt32, ElementKind.Int32) : (ElementKind.Float32, ElementKind.Float32);
        for (int c = 0; c < Unroll; c++)
        {
            string number = Literal.Of(c);
            body.Hoist(TypeOf(low), "least" + number, withZero ? $"{TypeOf(low)}.Zero" : $"{Vector}.Create(float.PositiveInfinity)");
            body.Hoist(TypeOf(high), "greatest" + number, withZero ? $"{TypeOf(high)}.Zero" : $"{Vector}.Create(float.NegativeInfinity)");
            body.Line($"{TypeOf(ElementKind.Float32)} ahead{number} = {Vector}.LoadUnsafe(ref ahead, {order.Of(Lanes, Unroll, c)});");
        }

        body.Comment(withZero
            ? "From 0 on, as bits: signed, those of the greatest float are the greatest; unsigned, those of the least one. NaN and infinities are beyond all."
            : "In this order NaN gives way to what there was, or makes all NaN: that is looked at in the end.");
        string least = withZero ? $"{Vector}.Max(ahead{{0}}.AsUInt32(), least{{0}})" : $"{Vector}.MinNative(ahead{{0}}, least{{0}})";
        string greatest = withZero ? $"{Vector}.Max(ahead{{0}}.AsInt32(), greatest{{0}})" : $"{Vector}.MaxNative(ahead{{0}}, greatest{{0}})";
        for (int c = 0; c < Unroll; c++) body.Line($"least{Literal.Of(c)} = {string.Format(CultureInfo.InvariantCulture, least, c)};");
        for (int c = 0; c < Unroll; c++) body.Line($"greatest{Literal.Of(c)} = {string.Format(CultureInfo.InvariantCulture, greatest, c)};");
    }

    internal override IEnumerable<string> EndsOfRange(bool withZero)
    {
        string min = withZero ? "Max" : "MinNative", max = withZero ? "Max" : "MaxNative", least = withZero ? "LeastOrZero" : "Least", greatest = withZero ? "GreatestOrZero" : "Greatest";
        yield return $"lowestAhead = VectorRange.{least}({Vector}.{min}({Vector}.{min}(least0, least1), {Vector}.{min}(least2, least3)));";
        yield return $"highestAhead = VectorRange.{greatest}({Vector}.{max}({Vector}.{max}(greatest0, greatest1), {Vector}.{max}(greatest2, greatest3)));";
    }

    internal override Columns ScaleFixedPoint(KernelBody body, Columns integers, CodeBounds bounds)
    {
        string multipliers = body.Hoist($"{Vector}<long>", "multipliers", $"{Vector}.Create((long)multiplier)");
        string halves = body.Hoist($"{Vector}<long>", "halves", $"{Vector}.Create(1L << (shift - 1))");
        string lowest = body.Hoist($"{Vector}<long>", "lowest", $"{Vector}.Create((long)({bounds.LowestStep}))");
        string highest = body.Hoist($"{Vector}<long>", "highest", $"{Vector}.Create((long){Highest(bounds)})");
        body.Comment("64 bits until the end: a rounded product may be far outside the range, which saturating last sees.");
        string[] ends = ["Lower", "Upper"];
        for (int c = 0; c < integers.Count; c++)
        {
            foreach (string end in ends)
            {
                string wide = $"wide{end}{Literal.Of(c)}";
                body.Line($"{Vector}<long> {wide} = (({Vector}.Widen{end}({integers[c]}) * {multipliers}) + {halves}) >> shift;");
                body.Line($"{wide} = {Vector}.Min({Vector}.Max({wide}, {lowest}), {highest});");
            }
        }

        Columns steps = integers with { Name = "steps" };
        for (int c = 0; c < integers.Count; c++) body.Line($"{TypeOf(ElementKind.Int32)} {steps[c]} = {Vector}.Narrow(wideLower{Literal.Of(c)}, wideUpper{Literal.Of(c)});");
        if (bounds.ZeroPoint is not { } zeroPoint) return steps;
        string zeroPoints = Broadcast(body, ElementKind.Int32, "zeroPoints", zeroPoint);
        return body.Each(steps, "result", ElementKind.Int32, x => $"{x} + {zeroPoints}");
    }

    private static string Highest(CodeBounds bounds) => bounds.ZeroPoint is { } zeroPoint ? $"({Literal.Of(bounds.MaxCode)} - {zeroPoint})" : Literal.Of(bounds.MaxCode);
}
