using Quantization.Arithmetic;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Floats of 16 bits, by integer arithmetic: what instruction sets have for them .NET cannot say yet.</summary>
internal abstract partial class VectorDialect
{
    internal override Columns RoundToHalves(KernelBody body, Columns values, ElementKind stored) => stored == ElementKind.Half
        ? RoundToSmallFloat(body, values, SmallFloat.Half, saturate: false)
        : FromHalves(body, ToBFloat16(body, values, mayBeNaN: true), "rounded", stored);

    private Columns LoadHalves(KernelBody body, string name, ElementKind stored, ElementOrder order)
    {
        var bits = new Columns(name + "Bits", Unroll, ElementKind.Int32);
        for (int c = 0; c < Unroll; c++) body.Line($"{TypeOf(ElementKind.Int32)} {bits[c]} = {Widen(ElementKind.UInt16, order.Of(Lanes, Unroll, c))};");
        return FromHalves(body, bits, name, stored);
    }

    // From 16 bits in an int32 to a float.
    private Columns FromHalves(KernelBody body, Columns bits, string name, ElementKind stored) =>
        stored == ElementKind.BFloat16 ? body.Each(bits, name, ElementKind.Float32, x => $"({x} << 16).AsSingle()") : FromSmallFloat(body, bits, name, SmallFloat.Half);

    // From a float to 16 bits in an int32.
    private Columns ToHalves(KernelBody body, Columns values, ElementKind stored, bool mayBeNaN) =>
        stored == ElementKind.BFloat16 ? ToBFloat16(body, values, mayBeNaN) : ToSmallFloat(body, values, SmallFloat.Half, saturate: false, mayBeNaN);

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
}
