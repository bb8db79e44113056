using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Counted random numbers, and products of 64 bits.</summary>
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
        for (int c = 0; c < Unroll; c++) body.Line($"{TypeOf(Word)} {number[c]} = {Vector}.Create(unchecked((uint)index + (uint)({order.Of(this, c)}))) + {TypeOf(Word)}.Indices + {first};");
        Columns mixed = body.Each(number, "mixed", Word, x => $"({x} ^ ({x} >> 16)) * {multiplier}");
        Columns twice = body.Each(mixed, "twice", Word, x => $"(({x} ^ ({x} >> 15)) + {second}) * {other}");
        Columns fraction = body.Each(twice, kind == ElementKind.Float32 ? "random" : "fraction", ElementKind.Float32, x => $"{Vector}.ConvertToSingle((({x} ^ ({x} >> 16)) >> 8).AsInt32()) * {unit}");
        if (kind == ElementKind.Float32) return fraction;
        Columns random = Reals("random", kind);
        for (int c = 0; c < random.Count; c++) body.Line($"{TypeOf(kind)} {random[c]} = {Vector}.Widen{(c % 2 == 0 ? "Lower" : "Upper")}({fraction[c / 2]});");
        return random;
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
