using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What kernels of quantization networks ask for, where all widths say it alike.</summary>
internal abstract partial class VectorDialect
{
    internal override string Spread(string number) => $"{Vector}.Create({number})";

    internal override string Magnitude(string x) => $"{Vector}.Abs({x})";

    internal override string WhereNotNegative(KernelBody body, string tested, string x, string other) =>
        $"{Vector}.ConditionalSelect({Vector}.GreaterThanOrEqual({tested}, {Broadcast(body, ElementKind.Float32, "zeros", "0f")}), {x}, {other})";

    internal override string ProductExcess(string a, string b, string product) => FusedMultiplySubtractFrom(a, b, product);

    internal override string PowerOfMinus(KernelBody body, string shifted) =>
        $"(({Broadcast(body, ElementKind.Int32, "zeroOfPowers", Literal.Of(ZeroOfPowers), "The bits of 1.5 · 2^23, and the exponent of 1.")} - {shifted}.AsInt32()) << 23).AsSingle()";

    internal override Columns LoadFloats(KernelBody body, string name, string memory, ElementOrder order)
    {
        Columns values = new(name, Unroll, ElementKind.Float32);
        for (int c = 0; c < values.Count; c++) body.Line($"{TypeOf(values.Kind)} {values[c]} = {Vector}.LoadUnsafe(ref {memory}, {order.Of(Lanes, Unroll, c)});");
        return values;
    }

    internal override void StoreFloats(KernelBody body, Columns values, ElementOrder order)
    {
        for (int c = 0; c < values.Count; c++) body.Line($"{values[c]}.StoreUnsafe(ref destination, {order.Of(Lanes, Unroll, c)});");
    }

    internal override void AddToSums(KernelBody body, Columns terms, string place, ElementOrder order)
    {
        // Sixteen sums are one vector, two or four; columns that belong to the same follow each other in the order of elements.
        int vectors = Math.Max(1, 16 / Lanes);
        for (int v = 0; v < vectors; v++)
        {
            string at = At(place, v * Lanes), sum = $"{Vector}.LoadUnsafe(ref sums, {at})";
            for (int c = v; c < terms.Count; c += vectors) sum = $"({sum} + {terms[c]})";
            body.Line($"{sum}.StoreUnsafe(ref sums, {at});");
        }
    }
}
