using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Tables in 128 bits: a shuffle of bytes reads four floats. Larger ones are read one by one, for there is no shuffle of floats by lanes that every processor has.</summary>
internal sealed partial class Portable128
{
    private const int ShuffledBits = 2;

    internal override int MostSearchedBits => 4;

    internal override int MostLookedUpBits => 4;

    internal override Columns LookUp(KernelBody body, Columns indices, string name, FloatTable table, bool exact)
    {
        string times = table.Factor is { } factor ? $" * {factor}" : "";
        if (table.Bits <= ShuffledBits)
        {
            string floats = table.Values is not null ? $"Vector128.Create({string.Join(", ", table.Repeated(0, Lanes).Select(Literal.Of))})" : $"Vector128.LoadUnsafe(ref {table.Memory})";
            string register = body.Hoist(TypeOf(ElementKind.Float32), table.Name, floats + times, "Indexed by the low two bits of each lane.");
            string within = table.Values is null && table.Bits < ShuffledBits && !exact ? $" & {Broadcast(body, ElementKind.Int32, "lowBit", "1")}" : "";
            return body.Each(indices, name, ElementKind.Float32, x => $"Vector128Primitives.LookUp({register}, {x}{within})");
        }

        string mask = Literal.Of(table.Count - 1);
        if (table.Values is not null) body.Hoist("ReadOnlySpan<float>", table.Name, Literal.Array(table.Values));
        string At(string index) => table.Values is not null ? $"{table.Name}[{index} & {mask}]" : $"Unsafe.Add(ref {table.Memory}, {index} & {mask})";
        return body.Each(indices, name, ElementKind.Float32, x => $"Vector128.Create({string.Join(", ", Enumerable.Range(0, 4).Select(k => At($"{x}.GetElement({Literal.Of(k)})")))}){times}");
    }
}
