namespace Quantization.Interop.Tests;

/// <summary>Elements of a few bits as ONNX packs them, one bit at a time: the first element in the lowest bits of the first byte.</summary>
internal static class PackedBits
{
    internal static int[] Read(ReadOnlySpan<byte> packed, int count, int bits, bool signed)
    {
        int[] codes = new int[count];
        for (int bit = 0; bit < count * bits; bit++) codes[bit / bits] |= (packed[bit / 8] >> (bit % 8) & 1) << (bit % bits);
        // The highest bit of a signed element counts negative.
        if (signed) for (int i = 0; i < count; i++) codes[i] -= (codes[i] >> (bits - 1)) << bits;
        return codes;
    }

    internal static byte[] Write(ReadOnlySpan<int> codes, int bits)
    {
        byte[] packed = new byte[((codes.Length * bits) + 7) / 8];
        for (int bit = 0; bit < codes.Length * bits; bit++) packed[bit / 8] |= (byte)((codes[bit / bits] >> (bit % bits) & 1) << (bit % 8));
        return packed;
    }
}
