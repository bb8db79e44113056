using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>One element at a time, in plain C#: the numeric contract as code, and what runs where there are no vectors.</summary>
internal sealed class Scalar : Dialect
{
    internal override string Name => "Scalar";

    internal override string IsSupported => "true";

    internal override int Lanes => 1;

    internal override int Unroll => 1;

    internal override bool HasFusedQuotient => false;

    internal override bool ConvertsLowToLowest => false;

    internal override bool HasStreamingStores => false;

    internal override string TypeOf(ElementKind kind) => kind.Keyword();

    // A parameter or a literal needs no variable.
    internal override string Broadcast(KernelBody body, ElementKind kind, string name, string expression, string? why = null) =>
        expression.Contains(' ') ? body.Hoist(TypeOf(kind), name, expression, why) : expression;

    internal override Columns LoadValues(KernelBody body, string name, string index) => new("value", 1, ElementKind.Float32);

    internal override void StoreValues(KernelBody body, Columns values) => body.Line($"return {values[0]};");

    internal override Columns LoadCodes(KernelBody body, string name, ElementKind kind) => new("code", 1, ElementKind.Int32);

    internal override void StoreCodes(KernelBody body, Columns codes, CodeStorage storage) =>
        body.Line(storage.ZeroPoint is { } zeroPoint
            ? $"return ({storage.Kind.Keyword()})({codes[0]} + {zeroPoint});"
            : $"return ({storage.Kind.Keyword()}){codes[0]};");

    internal override void ReplaceNaN(KernelBody body, Columns values, string replacement) =>
        body.Line($"if (float.IsNaN({values[0]})) {values[0]} = {replacement};");

    internal override string FusedMultiplyAdd(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    internal override string FusedMultiplySubtractFrom(string a, string b, string c) => throw new NotSupportedException("This dialect divides.");

    // A conditional expression would compile to a branch.
    internal override string Min(string a, string b) => $"float.MinNative({a}, {b})";

    internal override string Max(string a, string b) => $"float.MaxNative({a}, {b})";

    internal override string MaxInt32(string a, string b) => throw new NotSupportedException("This dialect bounds floats.");

    internal override string Round(KernelBody body, string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => $"MathF.Round({x})",
        Rounding.NearestAway => $"MathF.Round({x}, MidpointRounding.AwayFromZero)",
        Rounding.Floor => $"MathF.Floor({x})",
        _ => $"MathF.Truncate({x})",
    };

    // The argument is within the code range already, so the native conversion is the same everywhere.
    internal override string ToInt32(KernelBody body, string x, Rounding rounding) => rounding switch
    {
        Rounding.NearestEven => NearestEven(body, x),
        Rounding.Floor => $"float.ConvertToIntegerNative<int>(MathF.Floor({x}))",
        Rounding.NearestAway => $"float.ConvertToIntegerNative<int>({x} + MathF.CopySign(0.49999997f, {x}))",
        _ => $"float.ConvertToIntegerNative<int>({x})",
    };

    internal override string ToFloat(string x) => $"(float){x}";

    internal override string SelectWithin(string tested, string low, string high, string x, string other) =>
        $"{tested} >= {low} && {tested} <= {high} ? {x} : {other}";

    internal override string SelectNumber(string tested, string x, string other) => $"float.IsNaN({tested}) ? {other} : {x}";

    private static string NearestEven(KernelBody body, string x)
    {
        body.Comment("Adding 1.5 · 2^23 leaves no fraction bits: the sum's low bits are the integer, rounded to nearest even.");
        return $"BitConverter.SingleToInt32Bits({x} + {Literal.Of(12582912f)}) - {Literal.Of(0x4B400000)}";
    }
}
