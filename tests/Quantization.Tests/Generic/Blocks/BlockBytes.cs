using System.Buffers.Binary;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>The pieces of blocks as bytes, an element at a time from the descriptions of the formats.</summary>
internal static class BlockBytes
{
    internal static byte[] Bytes(int[] codes) => [.. codes.Select(code => (byte)code)];

    internal static byte[] Half(float value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value);
        return bytes;
    }

    internal static byte[] Single(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }

    internal static float InHalf(float value) => (float)(Half)value;

    // Byte j holds code j and code j + n/2, of each the lower four bits.
    internal static byte[] SplitHalves(int[] codes, int zero) =>
        [.. Enumerable.Range(0, codes.Length / 2).Select(j => (byte)(((codes[j] + zero) & 15) | ((codes[j + (codes.Length / 2)] + zero) & 15) << 4))];

    internal static byte[] FifthBits(int[] codes, int zero)
    {
        uint bits = 0;
        for (int j = 0; j < 32; j++) bits |= (uint)((codes[j] + zero) >> 4) << j;
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, bits);
        return bytes;
    }

    // Byte 32h + l holds the codes 128h + l, + 32, + 64 and + 96.
    internal static byte[] QuarterBytes(int[] codes, int zero) =>
        [.. Enumerable.Range(0, 64).Select(i => (byte)Enumerable.Range(0, 4).Sum(n => (codes[(128 * (i / 32)) + (i % 32) + (32 * n)] + zero) << (2 * n)))];

    // Byte 32c + l holds the codes 64c + l and 64c + l + 32.
    internal static byte[] Pairs(int[] codes, int apart) =>
        [.. Enumerable.Range(0, codes.Length / 2).Select(i => (byte)(codes[(2 * apart * (i / apart)) + (i % apart)] | codes[(2 * apart * (i / apart)) + (i % apart) + apart] << 4))];

    internal static byte[] SixBits(int[] scales, int[] minima)
    {
        byte[] b = new byte[12];
        for (int j = 0; j < 4; j++)
        {
            b[j] = (byte)(scales[j] | scales[j + 4] >> 4 << 6);
            b[j + 4] = (byte)(minima[j] | minima[j + 4] >> 4 << 6);
            b[j + 8] = (byte)((scales[j + 4] & 15) | (minima[j + 4] & 15) << 4);
        }

        return b;
    }

    // Base 3, the first the most significant of five digits, as a fraction of 256 rounded up.
    internal static byte Trits(int[] codes, int first, int apart, int count)
    {
        int value = 0;
        for (int n = 0; n < 5; n++) value = (3 * value) + (n < count ? codes[first + (apart * n)] + 1 : 0);
        return (byte)Math.Ceiling(value * 256 / 243.0);
    }

    internal static float E2M1(int code) => Float(code, 1, 1, 4);

    internal static float Float(int code, int fractionBits, int bias, int bits = 6)
    {
        int half = 1 << (bits - 1), magnitude = code & (half - 1), exponent = magnitude >> fractionBits;
        double fraction = (magnitude & ((1 << fractionBits) - 1)) / (double)(1 << fractionBits);
        double value = exponent == 0 ? Math.ScaleB(fraction, 1 - bias) : Math.ScaleB(1 + fraction, exponent - bias);
        return (float)(code < half ? value : -value);
    }
}
