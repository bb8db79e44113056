using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>The upper half of a float: every one comes back, floats round to the nearest, and NaN stays NaN.</summary>
public class BFloat16Tests
{
    [Fact]
    public void Every_number_comes_back()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            BFloat16 number = BFloat16.FromBits((ushort)bits);
            Assert.Equal(bits, number.ToBits());
            Assert.Equal((uint)bits << 16, BitConverter.SingleToUInt32Bits(number));
            Assert.Equal((uint)bits << 16, BitConverter.SingleToUInt32Bits(number.ToSingle()));
            // A signalling NaN comes back quiet.
            Assert.Equal(float.IsNaN(number) ? bits | 0x40 : bits, BFloat16.FromSingle(number).ToBits());
            Assert.True(number.Equals(BFloat16.FromBits((ushort)bits)));
            Assert.Equal(!float.IsNaN(number), number == BFloat16.FromBits((ushort)bits));
        }
    }

    [Fact]
    public void A_float_rounds_to_nearest_ties_to_even()
    {
        foreach (float x in Floats())
        {
            // In double, the float between two of the 16-bit numbers is compared with their exact middle.
            ushort bits = ((BFloat16)x).ToBits();
            if (float.IsNaN(x))
            {
                Assert.Equal((BitConverter.SingleToUInt32Bits(x) >> 16) | 0x40, bits);
                continue;
            }

            Assert.Equal(float.IsNegative(x), bits >= 0x8000);
            int below = (int)(BitConverter.SingleToUInt32Bits(float.Abs(x)) >> 16);
            double low = Value(below), high = Value(below + 1), middle = (low + high) / 2, magnitude = Math.Abs((double)x);
            bool up = !float.IsInfinity(x) && (magnitude > middle || (magnitude == middle && below % 2 == 1));
            Assert.True(bits % 0x8000 == (up ? below + 1 : below), Tests.Floats.Show(x));
        }

        // What follows the greatest number, were there one more exponent.
        static double Value(int bits) => bits == 0x7F80 ? Math.ScaleB(1, 128) : (float)BFloat16.FromBits((ushort)bits);
    }

    [Fact]
    public void Numbers_are_written_as_their_floats()
    {
        Assert.Equal("1.5", ((BFloat16)1.5f).ToString());
        Assert.Equal("-Infinity", ((BFloat16)float.NegativeInfinity).ToString());
        Assert.True((BFloat16)0f == (BFloat16)(-0f));
        Assert.Equal(((BFloat16)0f).GetHashCode(), ((BFloat16)(-0f)).GetHashCode());
        Assert.True((BFloat16)1f != (BFloat16)2f);
        Assert.False(((BFloat16)1f).Equals((object)1f));
    }

    private static IEnumerable<float> Floats()
    {
        foreach (float x in Inputs.Special) yield return x;
        foreach (float x in Inputs.NaNs) yield return x;
        foreach (float x in Inputs.RandomBits(1, 100_000)) yield return x;
        // About every number: its middle to the next, and the floats beside that.
        for (uint bits = 0; bits <= 0xFFFF; bits++)
        {
            foreach (uint rest in (uint[])[0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF]) yield return Tests.Floats.FromBits(bits << 16 | rest);
        }
    }
}
