using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Floats of 16 bits, by integer arithmetic: what instruction sets have for them .NET cannot say yet.</summary>
internal abstract partial class VectorDialect
{
    internal override Columns RoundToHalves(KernelBody body, Columns values, ElementKind stored) =>
        FromHalves(body, ToHalves(body, values, stored, mayBeNaN: true), "rounded", stored);

    private Columns LoadHalves(KernelBody body, string name, ElementKind stored, ElementOrder order)
    {
        var bits = new Columns(name + "Bits", Unroll, ElementKind.Int32);
        for (int c = 0; c < Unroll; c++) body.Line($"{TypeOf(ElementKind.Int32)} {bits[c]} = {Widen(ElementKind.UInt16, order.Of(Lanes, Unroll, c))};");
        return FromHalves(body, bits, name, stored);
    }

    // From 16 bits in an int32 to a float.
    private Columns FromHalves(KernelBody body, Columns bits, string name, ElementKind stored)
    {
        if (stored == ElementKind.BFloat16) return body.Each(bits, name, ElementKind.Float32, x => $"({x} << 16).AsSingle()");

        string magnitudes = Broadcast(body, ElementKind.Int32, "magnitudeBits", "0x7FFF");
        string rebias = Broadcast(body, ElementKind.Float32, "rebias", "5.192297E+33f", "2^112: the exponents of float and half are biased by 127 and 15. A product, so that subnormal halves become normal.");
        string finite = Broadcast(body, ElementKind.Int32, "greatestFinite", "0x0F7FE000");
        string infinite = Broadcast(body, ElementKind.Int32, "infinite", "0x7F800000");
        string signs = Broadcast(body, ElementKind.Int32, "signBits", "int.MinValue");
        Columns magnitude = body.Each(bits, name + "Magnitude", ElementKind.Int32, x => $"({x} & {magnitudes}) << 13");
        body.Comment("Infinities and NaN get their exponent first: the product then keeps them, and makes NaN quiet.");
        Columns widened = body.Each(magnitude, name + "Widened", ElementKind.Float32, x => $"({x} | ({Vector}.GreaterThan({x}, {finite}) & {infinite})).AsSingle() * {rebias}");
        Columns result = bits with { Name = name, Kind = ElementKind.Float32 };
        for (int c = 0; c < bits.Count; c++)
        {
            body.Line($"{TypeOf(ElementKind.Float32)} {result[c]} = ({widened[c]}.AsInt32() | (({bits[c]} << 16) & {signs})).AsSingle();");
        }

        return result;
    }

    // From a float to 16 bits in an int32.
    private Columns ToHalves(KernelBody body, Columns values, ElementKind stored, bool mayBeNaN) =>
        stored == ElementKind.BFloat16 ? ToBFloat16(body, values, mayBeNaN) : ToHalf(body, values, mayBeNaN);

    private Columns ToBFloat16(KernelBody body, Columns values, bool mayBeNaN)
    {
        string below = Broadcast(body, ElementKind.UInt32, "belowHalf", "0x7FFFu");
        string one = Broadcast(body, ElementKind.UInt32, "one", "1u");
        body.Comment("Just below half of the last place, and one more where the last bit is odd: to nearest, ties to even.");
        Columns bits = values with { Name = "bits", Kind = ElementKind.Int32 };
        for (int c = 0; c < values.Count; c++)
        {
            string u = $"{values[c]}.AsUInt32()";
            body.Line($"{TypeOf(ElementKind.Int32)} {bits[c]} = (({u} + {below} + (({u} >> 16) & {one})) >> 16).AsInt32();");
        }

        int n = 0;
        if (mayBeNaN) WhereNaN(body, values, x => $"{bits[n]} = {Vector}.ConditionalSelect({Vector}.Equals({x}, {x}).AsInt32(), {bits[n++]}, ({x}.AsUInt32() >> 16).AsInt32() | {Vector}.Create(0x40));");
        return bits;
    }

    private Columns ToHalf(KernelBody body, Columns values, bool mayBeNaN)
    {
        string signBits = Broadcast(body, ElementKind.Int32, "signBits", "int.MinValue");
        string overflow = Broadcast(body, ElementKind.Float32, "overflow", "65536f", "The first power of two that a half cannot hold; what rounds there is infinite.");
        string rounding = Broadcast(body, ElementKind.Int32, "rounding", "0x0FFF - (112 << 23)", "Just below half of the last place that stays, and the difference of the biases.");
        string one = Broadcast(body, ElementKind.Int32, "one", "1");
        string half = Broadcast(body, ElementKind.Float32, "oneHalf", "0.5f", "Its last place is 2^−24, the least subnormal half: adding it rounds to a multiple of that.");
        string least = Broadcast(body, ElementKind.Int32, "leastNormal", "113 << 23");
        Columns sign = body.Each(values, "signOf", ElementKind.Int32, x => $"{x}.AsInt32() & {signBits}");
        Columns magnitude = values with { Name = "magnitude" };
        Zip(magnitude, c => Min(ElementKind.Float32, $"({values[c]}.AsInt32() ^ {sign[c]}).AsSingle()", overflow));
        Columns normal = body.Each(magnitude, "normal", ElementKind.Int32, x => $"({x}.AsInt32() + {rounding} + (({x}.AsInt32() >> 13) & {one})) >> 13");
        Columns subnormal = body.Each(magnitude, "subnormal", ElementKind.Int32, x => $"({x} + {half}).AsInt32() - {half}.AsInt32()");
        Columns bits = values with { Name = "bits", Kind = ElementKind.Int32 };
        Zip(bits, c => $"{Vector}.ConditionalSelect({Vector}.LessThan({magnitude[c]}.AsInt32(), {least}), {subnormal[c]}, {normal[c]}) | ({sign[c]} >>> 16)");
        int n = 0;
        if (mayBeNaN) WhereNaN(body, values, x => $"{bits[n]} = {Vector}.ConditionalSelect({Vector}.Equals({x}, {x}).AsInt32(), {bits[n]}, (({x}.AsInt32() >>> 13) & {Vector}.Create(0x3FF)) | ({sign[n++]} >>> 16) | {Vector}.Create(0x7E00));");
        return bits;

        void Zip(Columns output, Func<int, string> expression)
        {
            for (int c = 0; c < output.Count; c++) body.Line($"{TypeOf(output.Kind)} {output[c]} = {expression(c)};");
        }
    }
}
