using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>From the values of one block to the fields of its codes, given what the rule made of its range. Which stages there are is the rule's choice.</summary>
internal sealed class BlockEncodeStages(BlockFormat format, BlockDialect dialect, KernelBody body)
{
    private string Class => dialect.VectorClass;

    /// <summary>The parameters that all codes of a block are made with.</summary>
    internal static string[] ParametersOf(BlockFormat format) => format.Rule switch
    {
        BlockRule.StoredScale => ["divisor"],
        BlockRule.StoredSpan => ["divisor", "minimum"],
        BlockRule.Span => ["inverse", "minimum"],
        BlockRule.PartMagnitude or BlockRule.Search => [],
        _ => ["inverse"],
    };

    /// <summary>All stages: int32 columns of fields.</summary>
    /// <param name="group">The first elements of the columns.</param>
    /// <param name="lane">Names a part's parameter, by its name and the part's number.</param>
    internal Columns ToFields(int[] group, Func<string, int, string> lane)
    {
        Columns x = new("x", group.Length, ElementKind.Float32);
        for (int c = 0; c < group.Length; c++) body.Line($"{dialect.TypeOf(ElementKind.Float32)} {x[c]} = {dialect.Read("source", Literal.Of(group[c]))};");
        switch (format.Rule)
        {
            case BlockRule.Magnitude:
                body.Comment("No bound: the largest magnitude becomes 127, and no other is above it.");
                return dialect.ToInt32(body, Scaled(x), "code", format.Encoding == BlockEncoding.Reference ? Rounding.NearestAway : Rounding.NearestEven);
            case BlockRule.SignedMagnitude:
                return Truncated(Plus(Scaled(x), format.Zero + 0.5f));
            case BlockRule.Span:
                return Truncated(Plus(Scaled(body.Each(x, "offset", ElementKind.Float32, v => $"{v} - minimums")), 0.5f));
            case BlockRule.SignedBytes:
                body.Comment("No bound: the largest magnitude becomes 127, and no other is above it.");
                return dialect.ToInt32(body, Scaled(x), "code", Rounding.NearestEven);
            case BlockRule.LeastSquares:
                return dialect.FindStep(body, Scaled(x), "field", new Thresholds(format.Bits, BlockFormat.Midpoints(format.Levels!), null));
            case BlockRule.Ternary:
                body.Comment("No bound: the largest magnitude becomes 1.");
                return PlusZero(dialect.ToInt32(body, Scaled(x), "ternary", Rounding.NearestAway));
            case BlockRule.SharedExponent when format.Small is { } small:
                return dialect.ToSmallFloat(body, Scaled(x), small, saturate: true, mayBeNaN: false);
            case BlockRule.SharedExponent when format.Levels is not null:
                return dialect.ToSmallFloat(body, Scaled(x), SmallFloat.E2M1, saturate: true, mayBeNaN: false);
            case BlockRule.SharedExponent:
                return Bounded(body.Each(Scaled(x), "steps", ElementKind.Float32, v => $"{v} * {dialect.Broadcast(body, ElementKind.Float32, "perUnit", Literal.Of(1f / format.Unit))}"), Rounding.NearestEven);
            case BlockRule.SharedExponentNearest:
                return NearestSmall(x);
            case BlockRule.PartMagnitude:
                return NearestLevels(x, group, lane);
            case BlockRule.StoredScale when format.Levels is not null:
                return dialect.FindStep(body, body.Each(x, "quotient", ElementKind.Float32, v => $"{v} / divisors"), "field", new Thresholds(format.Bits, [.. BlockFormat.Midpoints(format.Levels).Select(StepRules.Next)], null));
            case BlockRule.StoredScale:
                return Bounded(body.Each(x, "quotient", ElementKind.Float32, v => $"{v} / divisors"), Rounding.NearestEven);
            case BlockRule.StoredSpan:
                return Bounded(body.Each(x, "quotient", ElementKind.Float32, v => $"({v} - minimums) / divisors"), format.Midpoint ? Rounding.Floor : Rounding.NearestEven);
            default:
                return Searched(x, group, lane);
        }
    }

    private Columns Scaled(Columns x) => body.Each(x, "scaled", ElementKind.Float32, v => $"{v} * inverses");

    private Columns Plus(Columns x, float shift)
    {
        string name = shift == 0.5f ? "half" : "zeroAndHalf";
        return body.Each(x, "shifted", ElementKind.Float32, v => $"{v} + {dialect.Broadcast(body, ElementKind.Float32, name, Literal.Of(shift))}");
    }

    private Columns Truncated(Columns sums)
    {
        body.Comment("No lower bound: no sum is below 0 by as much as 1, and truncation takes it to 0.");
        string bound = dialect.Broadcast(body, ElementKind.Int32, "highestFields", Literal.Of(format.MaxCode + format.Zero));
        return body.Each(dialect.ToInt32(body, sums, "truncated", Rounding.TowardZero), "field", ElementKind.Int32, v => $"{Class}.Min({v}, {bound})");
    }

    private Columns PlusZero(Columns codes)
    {
        if (format.Zero == 0) return codes;
        string zeros = dialect.Broadcast(body, ElementKind.Int32, "zeros", Literal.Of(format.Zero));
        return body.Each(codes, "field", ElementKind.Int32, v => $"{v} + {zeros}");
    }

    // Above in float, below in integers: what is far below converts to the lowest of them.
    private Columns Bounded(Columns reals, Rounding rounding)
    {
        string highest = dialect.Broadcast(body, ElementKind.Float32, "highestReal", Literal.Of((float)format.MaxCode));
        string lowest = dialect.Broadcast(body, ElementKind.Int32, "lowestCodes", Literal.Of(format.MinCode));
        Columns bounded = body.Each(reals, "bounded", ElementKind.Float32, v => dialect.Min(ElementKind.Float32, v, highest));
        Columns codes = dialect.ToInt32(body, bounded, "code", rounding);
        return PlusZero(body.Each(codes, "saturated", ElementKind.Int32, v => dialect.MaxInt32(v, lowest)));
    }

    private Columns Searched(Columns x, int[] group, Func<string, int, string> lane)
    {
        Columns scaled = x with { Name = "scaled" };
        for (int c = 0; c < group.Length; c++)
        {
            int part = group[c] / format.PartSize;
            string offset = format.Minimum is null ? x[c] : $"({x[c]} + {dialect.Splat(lane("offset", part))})";
            body.Line($"{dialect.TypeOf(ElementKind.Float32)} {scaled[c]} = {offset} * {dialect.Splat(lane("inverse", part))};");
        }

        return Bounded(scaled, Rounding.NearestEven);
    }

    // Scaled by a power of two, a magnitude is rounded to one bit of fraction by an addition to its own bits: just less than half of what is dropped, so that
    // ties go to the smaller. Below 1 numbers of E2M1 are half a unit apart, and comparisons tell.
    private Columns NearestSmall(Columns x)
    {
        string withoutSign = dialect.Broadcast(body, ElementKind.Int32, "withoutSign", "int.MaxValue");
        string rounding = dialect.Broadcast(body, ElementKind.Int32, "belowTie", "0x1FFFFF - (252 << 22)", "Just less than half of the last place that stays; and 1.0, whose code is 2, becomes that.");
        string quarter = dialect.Broadcast(body, ElementKind.Float32, "quarter", "0.25f"), threeQuarters = dialect.Broadcast(body, ElementKind.Float32, "threeQuarters", "0.75f");
        string seven = dialect.Broadcast(body, ElementKind.Int32, "seven", "7"), eight = dialect.Broadcast(body, ElementKind.Int32, "eight", "8");
        Columns scaled = Scaled(x);
        Columns magnitude = body.Each(scaled, "magnitude", ElementKind.Float32, v => $"({v}.AsInt32() & {withoutSign}).AsSingle()");
        Columns normal = body.Each(magnitude, "normal", ElementKind.Int32, v => $"({v}.AsInt32() + {rounding}) >> 22");
        Columns small = body.Each(magnitude, "small", ElementKind.Int32, v => $"-({Class}.GreaterThan({v}, {quarter}).AsInt32() + {Class}.GreaterThan({v}, {threeQuarters}).AsInt32())");
        Columns level = normal with { Name = "level" };
        for (int c = 0; c < x.Count; c++) body.Line($"{dialect.TypeOf(ElementKind.Int32)} {level[c]} = {Class}.Min({Class}.Max({normal[c]}, {small[c]}), {seven});");
        return WithSigns(x, level, eight);
    }

    // What became 0 loses its sign.
    private Columns WithSigns(Columns x, Columns level, string eight)
    {
        Columns field = level with { Name = "field" };
        for (int c = 0; c < x.Count; c++)
        {
            body.Line($"{dialect.TypeOf(ElementKind.Int32)} {field[c]} = {level[c]} | ({Class}.GreaterThan({level[c]}, {dialect.TypeOf(ElementKind.Int32)}.Zero) & ({x[c]}.AsInt32() >> 31) & {eight});");
        }

        return field;
    }

    // By magnitudes: ties go to the smaller one.
    private Columns NearestLevels(Columns x, int[] group, Func<string, int, string> lane)
    {
        string[] midpoints = [.. BlockFormat.Midpoints([.. format.Levels!.Take(8)]).Select(m => dialect.Splat(Literal.Of(m)))];
        string type = dialect.TypeOf(ElementKind.Float32);
        string eight = dialect.Broadcast(body, ElementKind.Int32, "eight", "8");
        Columns magnitude = body.Each(x, "magnitude", ElementKind.Float32, v => $"{Class}.Abs({v})");
        Columns level = x with { Name = "level", Kind = ElementKind.Int32 };
        int known = -1;
        body.Comment("The number of midpoints below is the level; a comparison that holds is −1. Midpoints times the scale are exact.");
        for (int c = 0; c < group.Length; c++)
        {
            int part = group[c] / format.PartSize;
            string number = Literal.Of(part);
            if (part != known)
            {
                body.Line($"{type} scales{number} = {dialect.Splat(lane("scale", part))};");
                for (int m = 0; m < midpoints.Length; m++) body.Line($"{type} midpoint{Literal.Of(m)}Of{number} = {midpoints[m]} * scales{number};");
                known = part;
            }

            IEnumerable<string> above = midpoints.Select((_, m) => $"{Class}.GreaterThan({magnitude[c]}, midpoint{Literal.Of(m)}Of{number}).AsInt32()");
            body.Line($"{dialect.TypeOf(ElementKind.Int32)} {level[c]} = -({Columns.Sum(above)});");
        }

        return WithSigns(x, level, eight);
    }
}
