using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Sums of codes, where AVX2 and AVX-512 say it alike.</summary>
internal abstract partial class X86Dialect
{
    protected override string ReadRepeatedBits(KernelBody body, string reference, string at)
    {
        string repeat = body.Hoist(TypeOf(ElementKind.Byte), "repeat", Bytes(Enumerable.Range(0, 16 * Parts).Select(b => b / 8)), "Each byte eight times.");
        return $"{Narrow}.Shuffle({Vector}.Create(Unsafe.ReadUnaligned<{(Lanes == 16 ? "ulong" : "uint")}>(ref Unsafe.Add(ref {reference}, {at}))).AsByte(), {repeat})";
    }

    internal override string CountBits(KernelBody body, string name, string bytes)
    {
        string counts = ByteTable(body, "bitsOfHalves", [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4]);
        string low = body.Hoist(TypeOf(ElementKind.Byte), "low", $"{Vector}.Create((byte)0x0F)");
        body.Line($"{TypeOf(ElementKind.Byte)} {name}High = ({bytes}.AsUInt16() >> 4).AsByte() & {low};");
        return $"{Narrow}.Shuffle({counts}, {bytes} & {low}) + {Narrow}.Shuffle({counts}, {name}High)";
    }

    internal override string AddBytes(string bytes) => $"{Narrow}.SumAbsoluteDifferences({bytes}, {TypeOf(ElementKind.Byte)}.Zero).AsInt64()";
}
