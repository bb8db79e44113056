using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Networks, one element at a time.</summary>
internal sealed partial class Scalar
{
    internal override string Spread(string number) => number;

    internal override string Magnitude(string x) => $"MathF.Abs({x})";

    internal override string WhereNotNegative(KernelBody body, string tested, string x, string other) => $"({tested} >= 0f ? {x} : {other})";

    // The product of two floats is exact in double, and what it lacks of a float is a float.
    internal override string ProductExcess(string a, string b, string product) => $"(float)({product} - ((double){a} * {b}))";

    internal override string PowerOfMinus(KernelBody body, string shifted) => $"BitConverter.Int32BitsToSingle(({Literal.Of(ZeroOfPowers)} - BitConverter.SingleToInt32Bits({shifted})) << 23)";

    internal override Columns LoadFloats(KernelBody body, string name, string memory, ElementOrder order)
    {
        body.Line($"float {name} = Unsafe.Add(ref {memory}, {order.Index});");
        return new Columns(name, 1, ElementKind.Float32);
    }

    internal override void StoreFloats(KernelBody body, Columns values, ElementOrder order) => body.Line($"Unsafe.Add(ref destination, {order.Index}) = {values[0]};");

    internal override void AddToSums(KernelBody body, Columns terms, string place, ElementOrder order) =>
        body.Line($"Unsafe.Add(ref sums, {place} + ({order.Index} & 15)) += {terms[0]};");
}
