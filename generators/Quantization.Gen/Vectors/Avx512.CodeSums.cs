namespace Quantization.Gen.Vectors;

/// <summary>Sums of codes in 512 bits.</summary>
internal partial class Avx512
{
    internal override string ReadUnsignedWords(string reference, string index) => $"Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref {reference}, {index}))";

    protected override string ReadSpread(string reference, string at, int laneBytes) => laneBytes == 2
        ? $"Avx512BW.ConvertToVector512UInt16(Vector256.LoadUnsafe(ref {reference}, {at}))"
        : $"Avx512F.ConvertToVector512UInt32(Vector128.LoadUnsafe(ref {reference}, {at}))";
}
