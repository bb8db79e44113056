using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Sums of codes in 128 bits.</summary>
internal sealed partial class Portable128
{
    internal override string ReadUnsignedWords(string reference, string index) =>
        $"Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {reference}, {index}))).AsByte()).AsInt16()";

    protected override string ReadSpread(string reference, string at, int laneBytes) => laneBytes == 2
        ? $"Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {reference}, {at}))).AsByte())"
        : $"Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref {reference}, {at}))).AsByte()))";

    protected override string ReadRepeatedBits(KernelBody body, string reference, string at) =>
        $"Vector128Primitives.RepeatBytes(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref {reference}, {at})))";

    internal override string CountBits(KernelBody body, string name, string bytes) => $"Vector128Primitives.CountBits({bytes})";

    internal override string AddBytes(string bytes) => $"Vector128Primitives.AddBytes({bytes})";
}
