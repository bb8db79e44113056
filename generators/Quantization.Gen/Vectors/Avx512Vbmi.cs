using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>AVX-512 with byte permutations (VBMI), which put a whole vector of packed codes in order at once.</summary>
internal sealed class Avx512Vbmi : Avx512
{
    internal override string Name => "Avx512Vbmi";

    internal override string IsSupported => "Avx512Vbmi.IsSupported && Avx512BW.IsSupported";

    internal override bool IsForPackingOnly => true;

    protected override void StoreFours(KernelBody body, string fours, string suffix, string at, int bytes, DenseOrder order, bool words)
    {
        int piece = DenseOrder.Piece(bytes, 32);
        int[] stream = [.. DenseOrder.TwoPieces(bytes, piece)];
        string source = "grouped" + suffix, joined = "joined" + suffix;
        body.Line($"Vector512<byte> {source} = {ShiftOddGroups(body, fours, order, words, k => PlaceOf(k, words))};");
        string permuted = $"Avx512Vbmi.PermuteVar64x8({source}, {All(other: false, "order", "The containers' bytes in the order of the stream" + (stream.Length > piece ? "; its last ones are there twice, for it is written in two pieces." : "."))})";
        if (order.HasHalfBytes) permuted += $" | Avx512Vbmi.PermuteVar64x8({source}, {All(other: true, "orderOfShared", "The same, with the other source of each byte that two groups share.")})";
        body.Line($"Vector512<byte> {joined} = {permuted};");
        for (int half = 0; half < stream.Length / piece; half++)
        {
            string place = At(at, half * (bytes - piece));
            body.Line(piece switch
            {
                8 => $"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {place}), {Part(joined, 0)}.AsUInt64().ToScalar());",
                16 => $"{Part(joined, half)}.StoreUnsafe(ref destination, {place});",
                _ => $"{joined}.Get{(half == 0 ? "Lower" : "Upper")}().StoreUnsafe(ref destination, {place});",
            });
        }

        string All(bool other, string name, string why)
        {
            int[] places = [.. order.Sources(stream, k => PlaceOf(k, words), other, nothing: false)];
            return body.Hoist(TypeOf(ElementKind.Byte), name, Bytes(Enumerable.Range(0, 64).Select(b => b < places.Length ? places[b] : 0)), why);
        }
    }
}
