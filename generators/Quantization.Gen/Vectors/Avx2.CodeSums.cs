namespace Quantization.Gen.Vectors;

/// <summary>Sums of codes in 256 bits.</summary>
internal sealed partial class Avx2
{
    internal override string ReadUnsignedWords(string reference, string index) => $"Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref {reference}, {index}))";

    protected override string ReadSpread(string reference, string at, int laneBytes) => laneBytes == 2
        ? $"Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref {reference}, {at})).AsUInt16()"
        : $"Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {reference}, {at}))).AsByte()).AsUInt32()";
}
