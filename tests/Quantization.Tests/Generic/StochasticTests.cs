using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Stochastic rounding: the numbers are those of their definition, evenly spread, and the mean of what they round is what was rounded.</summary>
public class StochasticTests
{
    private const int Count = 1 << 18;

    public static TheoryData<QuantizerOptions, QuantizerParameters> Quantizers => new()
    {
        { new QuantizerOptions(8, QuantizationScheme.Affine) { Rounding = Rounding.Stochastic }, new AffineParameters(0.5f, 100) },
        { new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic }, new ScaleParameters(0.5f) },
        { new QuantizerOptions(8, QuantizationScheme.Uniform) { Rounding = Rounding.Stochastic }, new UniformParameters(-40f, 0.5f) },
    };

    [Fact]
    public void Numbers_are_those_of_their_definition()
    {
        ulong[] ends = [0, 1, uint.MaxValue, 1UL << 32, (1UL << 63) - 1, ulong.MaxValue - 2];
        Random random = new(1);
        foreach (ulong seed in ends)
        {
            foreach (ulong start in (ulong[])[.. ends, (ulong)random.NextInt64()])
            {
                for (ulong i = 0; i < 8; i++)
                {
                    Assert.Equal(RandomOracle.Fraction(seed, unchecked(start + i)), new RandomSequence(seed, start)[i]);
                    Assert.Equal(RandomOracle.Fraction(seed, unchecked(start + i)), new RandomSequence(seed, start).Skip(i)[0]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void The_mean_is_what_was_rounded(QuantizerOptions options, QuantizerParameters parameters)
    {
        GenericQuantizer quantizer = new(options);
        int[] codes = new int[Count];
        foreach (double fraction in (double[])[0, 0.001, 0.25, 0.5, 0.75, 0.999])
        {
            foreach (int whole in (int[])[-3, 0, 5])
            {
                float x = (float)(parameters.Minimum + ((whole + fraction) * parameters.Scale));
                double t = ((double)x - parameters.Minimum) / parameters.Scale, expected = double.Clamp(t + parameters.ZeroPoint, quantizer.MinCode, quantizer.MaxCode);
                float[] values = new float[Count];
                values.AsSpan().Fill(x);
                quantizer.Quantize(values, codes.AsSpan(), parameters, new RandomSequence(42, 1UL << 20));
                Assert.All(codes.Distinct(), code => Assert.True(code == Math.Floor(expected) || code == Math.Ceiling(expected)));
                // Five standard deviations of the mean of as many coins, and the step of their 24 bits.
                double rest = t - Math.Floor(t), bound = (5 * Math.Sqrt(rest * (1 - rest) / Count)) + Math.ScaleB(1, -24);
                Assert.InRange(codes.Average(), expected - bound, expected + bound);
            }
        }
    }

    [Fact]
    public void Integers_stay_and_ends_saturate_whatever_the_number()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic });
        for (ulong i = 0; i < 1000; i++)
        {
            RandomSequence random = new(9, i);
            foreach (int code in (int[])[-127, -1, 0, 1, 126, 127]) Assert.Equal(code, quantizer.Quantize<sbyte>(code, new ScaleParameters(1f), random));
            foreach (float x in (float[])[127.5f, 200f, 3e9f, float.PositiveInfinity]) Assert.Equal(127, quantizer.Quantize<sbyte>(x, new ScaleParameters(1f), random));
            foreach (float x in (float[])[-127.5f, -200f, -3e9f, float.NegativeInfinity]) Assert.Equal(-127, quantizer.Quantize<sbyte>(x, new ScaleParameters(1f), random));
        }
    }

    [Fact]
    public void A_number_rounds_up_where_it_is_below_the_fraction()
    {
        // The fraction of −1e−10 rounds to 1, and no number reaches it: 0 it is.
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic });
        for (ulong i = 0; i < 1000; i++)
        {
            RandomSequence random = new(77, i);
            float number = random[0], above = number + (1f / (1 << 24));
            Assert.Equal(0, quantizer.Quantize<sbyte>(number, new ScaleParameters(1f), random));
            Assert.Equal(1, quantizer.Quantize<sbyte>(above, new ScaleParameters(1f), random));
            Assert.Equal(0, quantizer.Quantize<sbyte>(-1e-10f, new ScaleParameters(1f), random));
        }
    }

    [Fact]
    public void Parts_round_as_the_whole_does_across_a_multiple_of_two_to_the_32()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic });
        foreach (ulong start in (ulong[])[0, uint.MaxValue - 50, ulong.MaxValue - 50])
        {
            RandomSequence numbers = new(3, start);
            float[] values = [.. Enumerable.Range(0, 200).Select(i => (i - 100) * 0.613f)], fake = new float[200];
            sbyte[] whole = new sbyte[200], parts = new sbyte[200];
            quantizer.Quantize(values, whole.AsSpan(), new ScaleParameters(1f), numbers);
            foreach (int cut in (int[])[1, 50, 51, 52, 199])
            {
                quantizer.Quantize(values.AsSpan(0, cut), parts.AsSpan(0, cut), new ScaleParameters(1f), numbers);
                quantizer.Quantize(values.AsSpan(cut), parts.AsSpan(cut), new ScaleParameters(1f), numbers.Skip((ulong)cut));
                Assert.Equal(whole, parts);
            }

            quantizer.FakeQuantize(values, fake, new ScaleParameters(1f), numbers);
            Assert.Equal(whole.Select(code => (float)code), fake);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(123456789, 0)]
    // Half of them before a multiple of 2^32, half behind it.
    [InlineData(1, uint.MaxValue - (Count / 2))]
    public void Numbers_are_evenly_spread(ulong seed, ulong start)
    {
        // The bits of each number, and where neighbours differ: each set in half of them, within five standard deviations.
        RandomSequence numbers = new(seed, start);
        int[] ones = new int[24], differing = new int[24], cells = new int[256];
        uint before = 0;
        for (ulong i = 0; i < Count; i++)
        {
            uint number = (uint)(numbers[i] * (1 << 24));
            cells[number >> 16]++;
            for (int bit = 0; bit < 24; bit++)
            {
                ones[bit] += (int)(number >> bit) & 1;
                differing[bit] += (int)((number ^ before) >> bit) & 1;
            }

            before = number;
        }

        double bound = 5 * Math.Sqrt(Count) / 2;
        Assert.All((int[])[.. ones, .. differing], count => Assert.InRange(count, (Count / 2) - bound, (Count / 2) + bound));
        // Chi-square of 255 degrees of freedom: mean 255, variance 510.
        double expected = Count / 256.0, chiSquare = cells.Sum(cell => (cell - expected) * (cell - expected) / expected);
        Assert.InRange(chiSquare, 255 - (5 * Math.Sqrt(510)), 255 + (5 * Math.Sqrt(510)));
    }

    [Fact]
    public void Sequences_of_other_seeds_are_others()
    {
        // Equal numbers by chance alone: 4096 pairs of 24 bits meet less than once in four thousand times.
        for (ulong seed = 0; seed < 20; seed++)
        {
            int same = Enumerable.Range(0, 4096).Count(i => new RandomSequence(seed)[(ulong)i] == new RandomSequence(seed + 1)[(ulong)i]);
            Assert.InRange(same, 0, 2);
        }
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, uint.MaxValue, true)]
    [InlineData(1, uint.MaxValue, true)]
    [InlineData(2, uint.MaxValue, false)]
    [InlineData(uint.MaxValue, 1, true)]
    [InlineData(uint.MaxValue, 2, false)]
    [InlineData(1UL << 32, 1000, true)]
    [InlineData(ulong.MaxValue, 1, true)]
    [InlineData(ulong.MaxValue, 2, false)]
    public void A_key_is_shared_up_to_a_multiple_of_two_to_the_32(ulong index, uint length, bool shares)
    {
        Assert.Equal(shares, StochasticRounding.SharesKey(index, length));
        if (length > 0) Assert.Equal(shares, StochasticRounding.Key(8, index) == StochasticRounding.Key(8, unchecked(index + length - 1)));
    }
}
