using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Values of every type: doubles in double, those of 16 bits by way of float, against the contract in exact arithmetic.</summary>
public class SourceTests
{
    private static readonly RandomSequence Numbers = new(11, 1000);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Doubles_are_computed_in_double(int bits)
    {
        Random random = new(bits);
        foreach (QuantizerOptions options in LegalOptions.All(bits).Where(o => o.NaNHandling != NaNHandling.Throw))
        {
            GenericQuantizer quantizer = new(options);
            QuantizerParameters parameters = Parameters(random, quantizer);
            double[] values =
            [
                double.NaN, 0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, -double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, 1e39, -1e-310,
                // Ties of the quotient, and doubles beside them that are the same float.
                .. from _ in Enumerable.Range(0, 12)
                   let steps = random.Next(quantizer.MinCode - 1, quantizer.MaxCode + 2) - parameters.ZeroPoint + (0.5 * random.Next(2))
                   let tie = parameters.Minimum + (steps * parameters.Scale)
                   from x in (double[])[tie, Math.BitIncrement(tie), Math.BitDecrement(tie), tie * (1 + (1e-9 * random.NextDouble()))]
                   select x,
            ];
            AssertContract(quantizer, values, BinaryFormat.Double, BinaryFormat.Double, x => x, parameters, (e, a) => BitConverter.DoubleToInt64Bits(e) == BitConverter.DoubleToInt64Bits(a));
        }
    }

    [Theory]
    [InlineData(QuantizationScheme.Affine, Rounding.NearestEven)]
    [InlineData(QuantizationScheme.Scale, Rounding.Stochastic)]
    [InlineData(QuantizationScheme.Scale, Rounding.Floor)]
    [InlineData(QuantizationScheme.Uniform, Rounding.Floor)]
    public void Numbers_of_sixteen_bits_are_computed_as_the_floats_that_they_are(QuantizationScheme scheme, Rounding rounding)
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, scheme) { Rounding = rounding, NaNHandling = NaNHandling.LowestCode });
        QuantizerParameters parameters = quantizer.ParametersFor(-1.3f, 2.9f);
        // Of every exponent and both signs; all of them behind the switch.
        ushort[] bits = [.. Enumerable.Range(0, 65536).Where(i => TestSettings.Exhaustive || i % 11 == 0).Select(i => (ushort)i)];
        AssertContract(
            quantizer, [.. bits.Select(BitConverter.UInt16BitsToHalf)], BinaryFormat.Single, BinaryFormat.Half, x => (double)x, parameters,
            (e, a) => BitConverter.HalfToUInt16Bits((Half)e) == BitConverter.HalfToUInt16Bits(a));
        AssertContract(
            quantizer, [.. bits.Select(BFloat16.FromBits)], BinaryFormat.Single, BinaryFormat.BFloat16, x => (float)x, parameters,
            (e, a) => BitConverter.SingleToUInt32Bits((float)e) == (uint)a.ToBits() << 16);
    }

    [Theory]
    [InlineData(QuantizationScheme.Affine)]
    [InlineData(QuantizationScheme.Scale)]
    [InlineData(QuantizationScheme.Uniform)]
    public void A_reconstruction_in_sixteen_bits_rounds_the_float_to_nearest_even(QuantizationScheme scheme)
    {
        // A scale of many bits, so that nearly every value is between two numbers; the last overflows Half but not BFloat16.
        foreach (float scale in (float[])[0.12345679f, 4.7e-8f, 1e-40f, 3001.7f])
        {
            GenericQuantizer quantizer = new(new QuantizerOptions(8, scheme));
            QuantizerParameters parameters = new(scale, scheme == QuantizationScheme.Affine ? 77 : 0, scheme == QuantizationScheme.Uniform ? -31.7f * scale : 0f);
            for (int code = quantizer.MinCode; code <= quantizer.MaxCode; code++)
            {
                Rational value = Rational.Of(ContractOracle.Dequantize(quantizer.Options, code, parameters));
                Assert.Equal(BinaryFormat.Half.Round(value), (double)quantizer.Dequantize<int, Half>(code, parameters));
                Assert.Equal(BinaryFormat.BFloat16.Round(value), (float)quantizer.Dequantize<int, BFloat16>(code, parameters));
            }
        }
    }

    [Fact]
    public void Parameters_of_data_are_those_of_the_data_as_floats()
    {
        Random random = new(3);
        foreach (int length in (int[])[0, 1, 15, 16, 17, 511, 512, 513, 1024, 1500])
        {
            Half[] halves = [.. Enumerable.Range(0, length).Select(_ => BitConverter.UInt16BitsToHalf((ushort)random.Next(65536)))];
            BFloat16[] upper = [.. Enumerable.Range(0, length).Select(_ => BFloat16.FromBits((ushort)random.Next(65536)))];
            double[] doubles = [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.3) * Math.ScaleB(1, random.Next(-200, 140)))];
            foreach (QuantizerOptions options in AllSchemes)
            {
                GenericQuantizer quantizer = new(options);
                Assert.Equal(quantizer.ParametersFor([.. halves.Select(x => (float)x)]), quantizer.ParametersFor<Half>(halves));
                Assert.Equal(quantizer.ParametersFor([.. upper.Select(x => (float)x)]), quantizer.ParametersFor<BFloat16>(upper));
                Assert.Equal(quantizer.ParametersFor([.. doubles.Select(x => (float)x)]), quantizer.ParametersFor<double>(doubles));
            }
        }
    }

    [Fact]
    public void Doubles_beyond_the_floats_are_left_out_of_parameters()
    {
        double[] values = [double.MaxValue, -1e39, 3.4028236e38, 2, double.NaN, double.NegativeInfinity, -1];
        foreach (QuantizerOptions options in AllSchemes)
        {
            Assert.Equal(new GenericQuantizer(options).ParametersFor([2f, -1f]), new GenericQuantizer(options).ParametersFor<double>(values));
        }
    }

    [Fact]
    public void A_NaN_of_any_type_is_found_wherever_it_is()
    {
        for (int length = 1; length <= 40; length++)
        {
            for (int place = 0; place < length; place++)
            {
                Refuse(length, place, double.NaN, double.PositiveInfinity);
                Refuse(length, place, Half.NaN, Half.NegativeInfinity);
                Refuse(length, place, BitConverter.UInt16BitsToHalf(0x7C01), Half.PositiveInfinity);
                Refuse(length, place, BFloat16.FromBits(0xFF81), BFloat16.FromBits(0x7F80));
                Refuse(length, place, (BFloat16)float.NaN, BFloat16.FromBits(0xFF80));
            }
        }

        static void Refuse<TSource>(int length, int place, TSource nan, TSource infinity)
            where TSource : unmanaged
        {
            GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { NaNHandling = NaNHandling.Throw });
            ScaleParameters parameters = new(1f);
            TSource[] source = new TSource[length], values = new TSource[length];
            source.AsSpan().Fill(infinity);
            sbyte[] codes = new sbyte[length];
            quantizer.Quantize(source, codes.AsSpan(), parameters);
            Array.Clear(codes);
            source[place] = nan;
            Assert.Equal("source", Assert.Throws<ArgumentException>(() => quantizer.Quantize(source, codes.AsSpan(), parameters)).ParamName);
            Assert.Equal("source", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantize(source, values, parameters)).ParamName);
            Assert.Equal("value", Assert.Throws<ArgumentException>(() => quantizer.Quantize<TSource, sbyte>(nan, parameters)).ParamName);
            Assert.All(codes, code => Assert.Equal(0, code));
            Assert.All(values, value => Assert.Equal(default, value));
        }
    }

    [Fact]
    public void Values_of_other_types_are_refused()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(4, QuantizationScheme.Scale));
        ScaleParameters parameters = new(1f);
        int[] source = new int[8];
        sbyte[] codes = new sbyte[8];
        byte[] packed = new byte[4];
        QuantizerParameters[] each = [parameters];
        Action[] calls =
        [
            () => quantizer.Quantize(source, codes.AsSpan(), parameters),
            () => quantizer.Quantize<int, sbyte>(1, parameters),
            () => quantizer.Dequantize(codes, source.AsSpan(), parameters),
            () => quantizer.Dequantize<sbyte, int>(1, parameters),
            () => quantizer.FakeQuantize(source, source.AsSpan(), parameters),
            () => quantizer.FakeQuantize<ushort>(1, parameters),
            () => quantizer.ParametersFor<int>(source),
            () => quantizer.QuantizePacked<int>(source, packed, parameters),
            () => quantizer.DequantizePacked<int>(packed, source, parameters),
            () => quantizer.QuantizeRows<int, sbyte>(source, codes, 8, each),
            () => quantizer.DequantizeRows<sbyte, int>(codes, source, 8, each),
            () => quantizer.FakeQuantizeColumns<int>(source, source, each),
            () => quantizer.QuantizeDynamic<int, sbyte>(source, codes, 8, each),
        ];
        Assert.All(calls, call => Assert.Throws<ArgumentException>(call));
    }

    private static QuantizerOptions[] AllSchemes =>
        [new(8, QuantizationScheme.Affine), new(8, QuantizationScheme.Scale), new(8, QuantizationScheme.Uniform), new(1, QuantizationScheme.Scale)];

    private static QuantizerParameters Parameters(Random random, GenericQuantizer quantizer)
    {
        float scale = (float)Math.ScaleB(1 + random.NextDouble(), random.Next(-120, 110));
        return quantizer.Options.Scheme switch
        {
            QuantizationScheme.Affine => new AffineParameters(scale, random.Next(quantizer.MinCode, quantizer.MaxCode + 1)),
            QuantizationScheme.Scale => new ScaleParameters(scale),
            _ => new UniformParameters((float)(scale * (random.NextDouble() - 0.5) * Math.ScaleB(1, quantizer.Bits + 1)), scale),
        };
    }

    // Through spans and one by one: codes, values of codes, and both at once.
    private static void AssertContract<TSource>(
        GenericQuantizer quantizer, TSource[] values, BinaryFormat arithmetic, BinaryFormat result, Func<TSource, double> exact, QuantizerParameters parameters, Func<double, TSource, bool> same)
        where TSource : unmanaged
    {
        int[] codes = new int[values.Length];
        TSource[] back = new TSource[values.Length], fake = new TSource[values.Length];
        quantizer.Quantize(values, codes.AsSpan(), parameters, Numbers);
        quantizer.Dequantize(codes, back.AsSpan(), parameters);
        quantizer.FakeQuantize(values, fake.AsSpan(), parameters, Numbers);
        for (int i = 0; i < values.Length; i++)
        {
            int code = ContractOracle.Quantize(quantizer.Options, exact(values[i]), arithmetic, parameters, RandomOracle.Fraction(Numbers.Seed, Numbers.Start + (ulong)i));
            double value = ContractOracle.Dequantize(quantizer.Options, code, arithmetic, parameters);
            if (double.IsFinite(value) && value != 0) value = result.Round(Rational.Of(value));
            string call = $"{quantizer.Options}, {parameters}, x = {values[i]} at {i}";
            Assert.True(code == codes[i], $"{call}: expected {code}, got {codes[i]}.");
            Assert.True(same(value, back[i]) && same(value, fake[i]), $"{call}: expected {value:R}, got {back[i]} and {fake[i]}.");
            Assert.Equal(code, quantizer.Quantize<TSource, int>(values[i], parameters, Numbers.Skip((ulong)i)));
            Assert.True(same(value, quantizer.Dequantize<int, TSource>(code, parameters)) && same(value, quantizer.FakeQuantize(values[i], parameters, Numbers.Skip((ulong)i))), call);
        }
    }
}
