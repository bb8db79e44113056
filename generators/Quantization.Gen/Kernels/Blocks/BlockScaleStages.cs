using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// From the ranges of as many blocks as a vector has lanes to their parameters, all at once: what is stored, and what codes are made
/// with. Lane b belongs to block b.
/// </summary>
internal sealed class BlockScaleStages(BlockFormat format, BlockDialect dialect, KernelBody body)
{

    // Adding 0 makes the difference of zeros positive.
    private string Width => $"(highest - lowest + {Floats}.Zero)";

    private string Floats => dialect.TypeOf(ElementKind.Float32);

    private string Integers => dialect.TypeOf(ElementKind.Int32);

    private string Class => dialect.VectorClass;

    /// <summary>A condition under which the generic implementation takes the blocks: something is not finite, or no float.</summary>
    internal string Refused => format.Rule switch
    {
        BlockRule.Span or BlockRule.StoredSpan => $"notFinite != {Integers}.Zero || !{Class}.LessThanOrEqualAll(highest - lowest, {dialect.Splat("float.MaxValue")})",
        BlockRule.SignedMagnitude or BlockRule.SignedBytes or BlockRule.LeastSquares => $"notFinite != {Integers}.Zero",
        _ => $"{Class}.GreaterThanOrEqualAny(magnitudes, {dialect.Splat("0x7F800000")})",
    };

    /// <summary>Writes the statements; what they leave are vectors called stored, storedMinimum, inverse, divisor, minimum and scale, as the rule has them.</summary>
    internal void Write()
    {
        switch (format.Rule)
        {
            case BlockRule.Magnitude:
                Line("scale", $"magnitudes.AsSingle() / {dialect.Splat("127f")}");
                Inverse(format.Encoding == BlockEncoding.Reference ? $"{dialect.Splat("1f")} / scale" : $"{dialect.Splat("127f")} / magnitudes.AsSingle()");
                Store("stored", "scale", format.Scale!.Type);
                break;
            case BlockRule.SignedMagnitude:
                Furthest();
                Line("scale", $"furthest / {dialect.Splat(Literal.Of((float)format.MinCode))}");
                Inverse($"{dialect.Splat("1f")} / scale");
                Store("stored", "scale", format.Scale!.Type);
                break;
            case BlockRule.Span:
                FirstZeros();
                Line("scale", $"{Width} / {dialect.Splat(Literal.Of((float)format.MaxCode))}");
                Inverse($"{dialect.Splat("1f")} / scale");
                Store("stored", "scale", format.Scale!.Type);
                Store("storedMinimum", "lowest", format.Minimum!.Type);
                Line("minimum", "lowest");
                break;
            case BlockRule.SignedBytes:
                Furthest();
                Inverse($"{dialect.Splat("-127f")} / furthest");
                Line("scale", $"{Class}.ConditionalSelect({Class}.Equals(inverse, {Floats}.Zero), {Floats}.Zero, {dialect.Splat("1f")} / inverse)");
                body.Line($"{Integers} stored = scale.AsInt32();");
                break;
            case BlockRule.LeastSquares:
                Furthest();
                Line("scale", $"furthest / {dialect.Splat(Literal.Of(format.Levels![0]))}");
                Line("reciprocal", $"{dialect.Splat("1f")} / scale");
                body.Comment("Of what is so small that its reciprocal is no float, NaN: no midpoint is below, and all codes are 0.");
                Line("inverse", $"{Class}.ConditionalSelect({Class}.LessThanOrEqual({Class}.Abs(reciprocal), {dialect.Splat("float.MaxValue")}), reciprocal, {dialect.Splat("float.NaN")})");
                break;
            case BlockRule.Ternary:
                Line("scale", "magnitudes.AsSingle()");
                Inverse($"{dialect.Splat("1f")} / scale");
                Store("stored", "scale", format.Scale!.Type);
                break;
            case BlockRule.SharedExponent or BlockRule.SharedExponentNearest:
                Exponent((format.Small ?? (format.Levels is null ? null : SmallFloat.E2M1))?.GreatestExponent ?? 0);
                break;
            case BlockRule.PartMagnitude:
                Line("sixth", $"magnitudes.AsSingle() / {dialect.Splat("6f")}");
                StoreAndRead("stored", "scale", "sixth", ScaleType.E4M3);
                body.Comment("Ties go up here; above the greatest number there is NaN, which nothing reaches.");
                body.Line($"{Integers} above = stored + {Integers}.One;");
                body.Line($"{Floats} next;");
                body.Scope(() => body.Line($"next = {Read("above", ScaleType.E4M3)};"));
                body.Line($"{Floats} up = {Class}.GreaterThanOrEqual(sixth, {dialect.Splat("0.5f")} * (scale + next));");
                body.Line("stored -= up.AsInt32();");
                body.Line($"scale = {Class}.ConditionalSelect(up, next, scale);");
                body.Comment("Nothing is greater than the thresholds of a scale of 0, which are infinite then: its codes are 0.");
                body.Line($"scale = {Class}.ConditionalSelect({Class}.Equals(scale, {Floats}.Zero), {dialect.Splat("float.PositiveInfinity")}, scale);");
                break;
            case BlockRule.StoredScale when format.Scale!.Type == ScaleType.E8M0:
                Exponent(FloorLog2(format.MaxCode));
                Line("divisor", "scale");
                break;
            case BlockRule.StoredScale:
                Line("exact", $"magnitudes.AsSingle() / {dialect.Splat(Literal.Of(format.Levels is { } levels ? levels[levels.Length - 1] : format.MaxCode))}");
                StoredDivisor();
                break;
            case BlockRule.StoredSpan:
                FirstZeros();
                StoreAndRead("storedMinimum", "minimum", "lowest", format.Minimum!.Type);
                Line("exact", $"{Width} / {dialect.Splat(Literal.Of((float)(format.Midpoint ? format.MaxCode + 1 : format.MaxCode)))}");
                StoredDivisor();
                break;
        }
    }

    /// <summary>Declares a vector of the bits that a type stores of a value.</summary>
    internal void Store(string stored, string value, ScaleType type)
    {
        body.Line($"{Integers} {stored};");
        body.Scope(() => body.Line($"{stored} = {Bits(value, type)};"));
    }

    private static int FloorLog2(int x)
    {
        int log = 0;
        while (x >> (log + 1) > 0) log++;
        return log;
    }

    private void Line(string name, string expression) => body.Line($"{Floats} {name} = {expression};");

    // Where the reciprocal is no float, codes are those of zeros.
    private void Inverse(string reciprocal)
    {
        Line("reciprocal", reciprocal);
        body.Comment("Of what is so small that its reciprocal is no float, 0: all its codes are those of 0.");
        Line("inverse", $"reciprocal & {Class}.LessThanOrEqual({Class}.Abs(reciprocal), {dialect.Splat("float.MaxValue")})");
    }

    private void Furthest()
    {
        body.Comment("Both signs of the largest magnitude: then the first of them decides.");
        body.Line($"if ({Class}.EqualsAny(highest, -lowest)) (highest, lowest) = BlockTies.FirstOfMagnitude(ref values, {Literal.Of(format.Size)}, count, highest, lowest);");
        body.Comment("Adding 0 makes −0.0 positive, as which it counts.");
        Line("furthest", $"{Class}.ConditionalSelect({Class}.GreaterThan(highest, -lowest), highest, lowest) + {Floats}.Zero");
    }

    private void FirstZeros()
    {
        body.Comment("Zeros of both signs: the first decides about the sign of a minimum of 0.");
        body.Line($"if ({Class}.EqualsAny(lowest, {Floats}.Zero)) lowest = BlockTies.FirstZero(ref values, {Literal.Of(format.Size)}, count, lowest);");
    }

    private void Exponent(int less)
    {
        body.Comment("The exponent of the largest magnitude, exactly, by its bits.");
        string exponent = less == 0 ? "magnitudes >> 23" : dialect.MaxInt32($"(magnitudes >> 23) - {dialect.Splat(Literal.Of(less))}", $"{Integers}.Zero");
        body.Line($"{Integers} stored = {exponent};");
        body.Comment("2^−127 is no normal float, and the bits of exponent 0 are not those of it.");
        string least = dialect.Splat("0x00400000");
        Line("scale", $"{dialect.MaxInt32("stored << 23", least)}.AsSingle()");
        Line("inverse", $"{dialect.MaxInt32($"({dialect.Splat("254")} - stored) << 23", least)}.AsSingle()");
    }

    private void StoredDivisor()
    {
        StoreAndRead("stored", "scale", "exact", format.Scale!.Type);
        body.Comment("A scale whose reciprocal is no float is stored as 0; by an infinite one all codes are those of 0.");
        body.Line($"{Integers} usable = {Class}.LessThanOrEqual({dialect.Splat("1f")} / scale, {dialect.Splat("float.MaxValue")}).AsInt32();");
        body.Line("stored &= usable;");
        Line("divisor", $"{Class}.ConditionalSelect(usable.AsSingle(), scale, {dialect.Splat("float.PositiveInfinity")})");
    }

    private void StoreAndRead(string stored, string read, string value, ScaleType type)
    {
        body.Line($"{Integers} {stored};");
        body.Line($"{Floats} {read};");
        body.Scope(() =>
        {
            string bits = Bits(value, type);
            body.Line($"{stored} = {bits};");
            body.Line($"{read} = {Read(stored, type)};");
        });
    }

    private string Bits(string value, ScaleType type)
    {
        Columns column = new(value, 1, ElementKind.Float32);
        switch (type)
        {
            case ScaleType.Half:
                return dialect.ToSmallFloat(body, column, SmallFloat.Half, saturate: true, mayBeNaN: false)[0];
            case ScaleType.BFloat16:
                return dialect.ToBFloat16Bits(body, Clamped(column, Literal.Of(BlockField.GreatestBFloat16)));
            case ScaleType.E4M3:
                return dialect.ToSmallFloat(body, column, SmallFloat.E4M3, saturate: true, mayBeNaN: false)[0];
            default:
                return $"{value}.AsInt32()";
        }
    }

    private string Read(string stored, ScaleType type)
    {
        Columns column = new(stored, 1, ElementKind.Int32);
        return type switch
        {
            ScaleType.Half => dialect.FromSmallFloat(body, column, "widened", SmallFloat.Half)[0],
            ScaleType.BFloat16 => $"({stored} << 16).AsSingle()",
            ScaleType.E4M3 => dialect.FromSmallFloat(body, column, "widened", SmallFloat.E4M3)[0],
            _ => $"{stored}.AsSingle()",
        };
    }

    private Columns Clamped(Columns value, string greatest)
    {
        string bound = dialect.Splat(greatest), least = dialect.Splat("-" + greatest);
        return body.Each(value, "clamped", ElementKind.Float32, x => dialect.Max(ElementKind.Float32, dialect.Min(ElementKind.Float32, x, bound), least));
    }
}
