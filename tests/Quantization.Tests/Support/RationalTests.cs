using Xunit;

namespace Quantization.Tests;

/// <summary>The exact arithmetic that other tests rely on: its roundings against cases known by definition.</summary>
public class RationalTests
{
    [Theory]
    [InlineData(0x00000001)]
    [InlineData(0x007FFFFF)]
    [InlineData(0x00800000)]
    [InlineData(0x3F800001)]
    [InlineData(0x7F7FFFFF)]
    [InlineData(0x80000001)]
    [InlineData(0xBDCCCCCD)]
    public void A_float_comes_back(uint bits) => Floats.AssertSameBits(Floats.FromBits(bits), Rational.Of(Floats.FromBits(bits)).ToSingle());

    [Fact]
    public void Halfway_between_two_floats_goes_to_the_even_one()
    {
        Rational half = new(1, 2);
        foreach (uint bits in (uint[])[0x00000000, 0x00000001, 0x007FFFFF, 0x00FFFFFF, 0x3F7FFFFF, 0x3F800000, 0x3F800001, 0x7F7FFFFE])
        {
            Rational low = Rational.Of(Floats.FromBits(bits)), high = Rational.Of(Floats.FromBits(bits + 1));
            Rational middle = (low + high) * half, hair = (high - low) * new Rational(1, 1000);
            Floats.AssertSameBits(Floats.FromBits(bits + (bits & 1)), middle.ToSingle());
            Floats.AssertSameBits(Floats.FromBits(bits), (middle - hair).ToSingle());
            Floats.AssertSameBits(Floats.FromBits(bits + 1), (middle + hair).ToSingle());
        }
    }

    [Fact]
    public void What_rounds_to_two_to_the_128_is_infinite()
    {
        Rational greatest = Rational.Of(float.MaxValue), half = Rational.Of(Floats.PowerOfTwo(103));
        Floats.AssertSameBits(float.PositiveInfinity, (greatest + half).ToSingle());
        Floats.AssertSameBits(float.MaxValue, (greatest + half - Rational.Of(1)).ToSingle());
        Floats.AssertSameBits(float.NegativeInfinity, (Rational.Of(-3) * greatest).ToSingle());
    }

    [Theory]
    [InlineData(5, 2, 2, 2, 3)]
    [InlineData(7, 2, 3, 4, 4)]
    [InlineData(-5, 2, -3, -2, -3)]
    [InlineData(-7, 2, -4, -4, -4)]
    [InlineData(-1, 3, -1, 0, 0)]
    [InlineData(4, 2, 2, 2, 2)]
    public void Integers_near_a_quotient(int numerator, int denominator, int floor, int even, int away)
    {
        Rational x = new(numerator, denominator);
        Assert.Equal((floor, even, away), ((int)x.Floor(), (int)x.Nearest(tiesAway: false), (int)x.Nearest(tiesAway: true)));
    }
}
