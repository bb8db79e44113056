using Quantization.Arithmetic;
using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>
/// One element at a time, in plain C#: the numeric contract as code, and what runs where there are no vectors. What a kernel reads and
/// writes is an argument and a result here: an int for a code, a real for a value.
/// </summary>
internal sealed partial class Scalar : Dialect
{
    internal override string Name => "Scalar";

    internal override string IsSupported => "true";

    internal override int Lanes => 1;

    internal override int Unroll => 1;

    internal override bool HasFusedQuotient => false;

    internal override bool ConvertsLowToLowest => false;

    internal override bool HasStreamingStores => false;

    internal override int MostSearchedBits => StepRules.MostBits;

    internal override int MostLookedUpBits => StepRules.MostBits;

    internal override string TypeOf(ElementKind kind) => kind.Keyword();

    // A parameter or a literal needs no variable.
    internal override string Broadcast(KernelBody body, ElementKind kind, string name, string expression, string? why = null) =>
        expression.Contains(' ') ? body.Hoist(TypeOf(kind), name, expression, why) : expression;

    internal override Columns LoadValues(KernelBody body, string name, ElementKind stored, ElementOrder order) =>
        new("value", 1, stored == ElementKind.Float64 ? stored : ElementKind.Float32);

    internal override void StoreValues(KernelBody body, Columns values, ElementKind stored, ElementOrder order, bool mayBeNaN) => body.Line($"return {values[0]};");

    internal override Columns RoundToHalves(KernelBody body, Columns values, ElementKind stored) => throw new NotSupportedException("The library converts single halves.");

    internal override Columns ToSmallFloat(KernelBody body, Columns values, SmallFloat format, bool saturate, bool mayBeNaN) => throw new NotSupportedException("The library converts single small floats.");

    internal override Columns FromSmallFloat(KernelBody body, Columns bits, string name, SmallFloat format) => throw new NotSupportedException("The library converts single small floats.");

    internal override Columns RoundToSmallFloat(KernelBody body, Columns values, SmallFloat format, bool saturate) => throw new NotSupportedException("The library converts single small floats.");

    internal override Columns LoadCodes(KernelBody body, string name, Layout layout, ElementOrder order) => new(name, 1, ElementKind.Int32);

    internal override void StoreCodes(KernelBody body, Columns codes, Layout layout, CodeBounds bounds, ElementOrder order) =>
        body.Line(bounds.ZeroPoint is { } zeroPoint ? $"return {codes[0]} + {zeroPoint};" : $"return {codes[0]};");

    internal override void ReplaceNaN(KernelBody body, Columns values, string replacement) =>
        body.Line($"if ({values.Kind.Keyword()}.IsNaN({values[0]})) {values[0]} = {replacement};");

    internal override string FusedMultiplyAdd(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    // A conditional expression would compile to a branch.
    internal override string Min(ElementKind kind, string a, string b) => $"{kind.Keyword()}.MinNative({a}, {b})";

    internal override string Max(ElementKind kind, string a, string b) => $"{kind.Keyword()}.MaxNative({a}, {b})";

    internal override string MaxInt32(string a, string b) => throw new NotSupportedException("This dialect bounds reals.");

    internal override string Round(KernelBody body, ElementKind kind, string x, Rounding rounding)
    {
        string math = kind == ElementKind.Float64 ? "Math" : "MathF";
        return rounding switch
        {
            Rounding.NearestEven => $"{math}.Round({x})",
            Rounding.NearestAway => $"{math}.Round({x}, MidpointRounding.AwayFromZero)",
            Rounding.Floor => $"{math}.Floor({x})",
            _ => $"{math}.Truncate({x})",
        };
    }

    // The argument is within the code range already, so the native conversion is the same everywhere.
    internal override Columns ToInt32(KernelBody body, Columns reals, string name, Rounding rounding)
    {
        bool isDouble = reals.Kind == ElementKind.Float64;
        string convert = $"{reals.Kind.Keyword()}.ConvertToIntegerNative<int>", math = isDouble ? "Math" : "MathF";
        if (rounding == Rounding.NearestEven)
        {
            body.Comment($"Adding 1.5 · 2^{(isDouble ? "52" : "23")} leaves no fraction bits: the sum's low bits are the integer, rounded to nearest even.");
            return body.Each(reals, name, ElementKind.Int32, x => isDouble
                ? $"unchecked((int)BitConverter.DoubleToInt64Bits({x} + 6755399441055744d))"
                : $"BitConverter.SingleToInt32Bits({x} + {Literal.Of(12582912f)}) - {Literal.Of(0x4B400000)}");
        }

        return body.Each(reals, name, ElementKind.Int32, x => rounding switch
        {
            Rounding.Floor => $"{convert}({math}.Floor({x}))",
            Rounding.NearestAway => $"{convert}({x} + {math}.CopySign({(isDouble ? "0.49999999999999994d" : "0.49999997f")}, {x}))",
            _ => $"{convert}({x})",
        });
    }

    internal override Columns ToReal(KernelBody body, Columns integers, string name, ElementKind kind) =>
        body.Each(integers, name, kind, x => $"({kind.Keyword()}){x}");

    internal override string SelectWithin(string tested, string low, string high, string x, string other) =>
        $"{tested} >= {low} && {tested} <= {high} ? {x} : {other}";

    internal override string SelectNumber(ElementKind kind, string tested, string x, string other) => $"{kind.Keyword()}.IsNaN({tested}) ? {other} : {x}";

    internal override string WhereLess(string a, string b, string x) => $"({a} < {b} ? {x} : 0f)";

    internal override string WithSign(KernelBody body, string magnitude, string integer) => $"{integer} < 0 ? -{magnitude} : {magnitude}";

    internal override Columns Signs(KernelBody body, Columns reals, string name) =>
        body.Each(reals, name, ElementKind.Int32, x => $"{x} >= 0f ? 1 : -1");

    internal override Columns FindStep(KernelBody body, Columns reals, string name, Thresholds thresholds)
    {
        if (thresholds.Values is not { } values) return body.Each(reals, name, ElementKind.Int32, x => $"steps.CodeOf({x})");
        if (values.Count <= Thresholds.MostWritten) return body.Each(reals, name, ElementKind.Int32, x => string.Join(" + ", values.Select(t => $"({x} >= {Literal.Of(t)} ? 1 : 0)")));

        body.Comment("By halves: the code so far, plus a power of two where the value has reached the threshold of that code.");
        int highest = 1 << (thresholds.Bits - 1);
        body.Line($"int {name} = {reals[0]} >= Thresholds[{Literal.Of(highest)}] ? {Literal.Of(highest)} : 0;");
        for (int step = highest / 2; step > 0; step /= 2)
        {
            string power = Literal.Of(step);
            body.Line($"{name} += {reals[0]} >= Thresholds[{name} + {power}] ? {power} : 0;");
        }

        return reals with { Name = name, Kind = ElementKind.Int32 };
    }

    internal override Columns LookUp(KernelBody body, Columns indices, string name, FloatTable table, bool exact)
    {
        string mask = Literal.Of(table.Count - 1);
        return body.Each(indices, name, ElementKind.Float32, x => table.Values is null ? $"steps.ValueOf({x} & {mask})" : $"Levels[{x} & {mask}]");
    }

    internal override Columns RandomFractions(KernelBody body, int count, ElementKind kind, ElementOrder order) =>
        body.Each(new Columns("index", 1, kind), "random", kind, index => $"StochasticRounding.Fraction(seed, {index})");

    internal override void WidenRange(KernelBody body, ElementOrder order, bool withZero) => throw new NotSupportedException("The library finds the range of short rows.");

    internal override IEnumerable<string> EndsOfRange(bool withZero) => throw new NotSupportedException("The library finds the range of short rows.");

    internal override Columns ScaleFixedPoint(KernelBody body, Columns integers, CodeBounds bounds)
    {
        string zeroPoint = bounds.ZeroPoint is { } z ? $" + {z}" : "";
        body.Comment("64 bits until the end: a rounded product may be far outside the range, which saturating last sees.");
        body.Line($"long wide = ((((long){integers[0]} * multiplier) + (1L << (shift - 1))) >> shift){zeroPoint};");
        return body.Each(integers, "result", ElementKind.Int32, _ => $"(int)Math.Clamp(wide, {Literal.Of(bounds.MinCode)}, {Literal.Of(bounds.MaxCode)})");
    }
}
