using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Runtime;

public sealed class SuperBlockPackingTests
{
    [Fact]
    public void Pairs_of_six_bits_lie_where_the_layout_has_them()
    {
        byte[] packed = new byte[12];
        for (int place = 0; place < 8; place++)
        {
            for (uint value = 0; value < 64; value++)
            {
                // Every other field is the complement, so that no bit strays unseen.
                ulong others = ((ulong)(~value & 63) * 0x0101010101010101) & ~(0xFFul << (8 * place));
                ulong scales = others | ((ulong)value << (8 * place)), minima = ~scales & 0x3F3F3F3F3F3F3F3F;

                SixBitScales.Pack(scales, minima, ref packed[0]);

                for (int j = 0; j < 8; j++)
                {
                    Assert.Equal(((int)(scales >> (8 * j)) & 255, (int)(minima >> (8 * j)) & 255), SuperBlockReading.SixBits(packed, j));
                }

                SixBitScales.Unpack(in packed[0], out ulong readScales, out ulong readMinima);
                Assert.Equal((scales, minima), (readScales, readMinima));
            }
        }
    }

    [Fact]
    public void Signed_six_bits_lie_where_the_layout_has_them()
    {
        byte[] packed = new byte[12];
        for (int place = 0; place < 16; place++)
        {
            for (int value = -32; value < 32; value++)
            {
                sbyte[] scales = [.. Enumerable.Repeat((sbyte)~value, 16)];
                scales[place] = (sbyte)value;
                ulong first = BitConverter.ToUInt64((byte[])(Array)scales, 0), second = BitConverter.ToUInt64((byte[])(Array)scales, 8);

                SixBitScales.PackSigned(first, second, ref packed[0]);

                for (int j = 0; j < 16; j++) Assert.Equal(scales[j], SuperBlockReading.SignedSixBits(packed, j));
                SixBitScales.UnpackSigned(in packed[0], out ulong readFirst, out ulong readSecond);
                Assert.Equal((first, second), (readFirst, readSecond));
            }
        }
    }

    [Fact]
    public void Halves_are_those_of_the_framework_up_to_the_greatest()
    {
        for (int bits = 0; bits < 0x7BFF; bits++)
        {
            foreach (int sign in (int[])[0, 0x8000])
            {
                float half = (float)BitConverter.UInt16BitsToHalf((ushort)(bits | sign));
                float next = (float)BitConverter.UInt16BitsToHalf((ushort)((bits + 1) | sign)), middle = (half + next) / 2;
                Floats.AssertSameBits(half, SuperBlockFields.FromHalf((ushort)(bits | sign)));
                foreach (float value in (float[])[half, middle, float.BitIncrement(middle), float.BitDecrement(middle)])
                {
                    Assert.Equal(BitConverter.HalfToUInt16Bits((Half)value), SuperBlockFields.ToHalf(value));
                }
            }
        }

        foreach (float value in (float[])[65504f, 65519f, 65520f, 1e30f, float.MaxValue, float.PositiveInfinity])
        {
            Assert.Equal(0x7BFF, SuperBlockFields.ToHalf(value));
            Assert.Equal(0xFBFF, SuperBlockFields.ToHalf(-value));
        }
    }
}
