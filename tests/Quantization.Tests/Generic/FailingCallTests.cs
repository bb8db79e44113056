using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Calls that the contract refuses: which exception, which parameter, and that nothing is written.</summary>
public class FailingCallTests
{
    private static readonly GenericQuantizer Affine = new(new QuantizerOptions(8, QuantizationScheme.Affine));
    private static readonly GenericQuantizer Scale = new(new QuantizerOptions(8, QuantizationScheme.Scale));
    private static readonly AffineParameters Ordinary = new(0.5f, 7);

    [Fact]
    public void A_destination_must_be_long_enough()
    {
        byte[] codes = [9, 9, 9];
        float[] values = [9f, 9f, 9f];
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Affine.Quantize([1f, 2f, 3f, 4f], codes.AsSpan(), Ordinary)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Affine.Dequantize<byte>([1, 2, 3, 4], values, Ordinary)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Affine.FakeQuantize([1f, 2f, 3f, 4f], values, Ordinary)).ParamName);
        Assert.Equal((byte[])[9, 9, 9], codes);
        Assert.Equal([9f, 9f, 9f], values);
    }

    [Fact]
    public void A_longer_destination_keeps_its_rest()
    {
        byte[] codes = [9, 9, 9];
        Affine.Quantize([1f, 2f], codes.AsSpan(), Ordinary);
        Assert.Equal((byte[])[9, 11, 9], codes);
    }

    [Theory]
    [InlineData(0f, 7)]
    [InlineData(-1f, 7)]
    [InlineData(float.NaN, 7)]
    [InlineData(float.PositiveInfinity, 7)]
    [InlineData(float.NegativeInfinity, 7)]
    [InlineData(1f, -1)]
    [InlineData(1f, 256)]
    [InlineData(1f, int.MaxValue)]
    [InlineData(1f, int.MinValue)]
    public void Parameters_must_be_valid(float scale, int zeroPoint) => AssertRefused(Affine, new AffineParameters(scale, zeroPoint));

    [Fact]
    public void A_negative_zero_is_no_scale() => AssertRefused(Scale, new ScaleParameters(-0f));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_minimum_must_be_finite(float minimum) =>
        AssertRefused(new GenericQuantizer(new QuantizerOptions(8, QuantizationScheme.Uniform)), new UniformParameters(minimum, 1f));

    [Fact]
    public void Multiplying_by_the_reciprocal_needs_a_finite_one()
    {
        // 1 / 2^−128 is 2^128, too large by a hair; the next float's reciprocal rounds below it.
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Affine) { ScaleOperation = ScaleOperation.MultiplyByReciprocal });
        float least = Floats.PowerOfTwo(-128);
        AssertRefused(quantizer, new AffineParameters(least, 7));
        AssertRefused(quantizer, new AffineParameters(float.Epsilon, 7));
        Assert.Equal(7, quantizer.Quantize<byte>(0f, new AffineParameters(MathF.BitIncrement(least), 7)));
        Assert.Equal(7, Affine.Quantize<byte>(0f, new AffineParameters(float.Epsilon, 7)));
    }

    [Fact]
    public void A_zero_point_belongs_to_affine_alone()
    {
        AssertRefused(Scale, new QuantizerParameters(1f, 1, 0f));
        AssertRefused(new GenericQuantizer(new QuantizerOptions(8, QuantizationScheme.Uniform)), new QuantizerParameters(1f, 1, 0f));
    }

    [Fact]
    public void A_NaN_that_is_to_be_refused_is_found_wherever_it_is()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Affine) { NaNHandling = NaNHandling.Throw });
        for (int length = 1; length <= 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                float[] source = new float[length];
                source[place] = Inputs.NaNs[(length + place) % Inputs.NaNs.Length];
                byte[] codes = new byte[length];
                float[] values = new float[length];
                codes.AsSpan().Fill(9);
                values.AsSpan().Fill(9f);
                Assert.Equal("source", Assert.Throws<ArgumentException>(() => quantizer.Quantize(source, codes.AsSpan(), Ordinary)).ParamName);
                Assert.Equal("source", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantize(source, values, Ordinary)).ParamName);
                Assert.All(codes, c => Assert.Equal(9, c));
                Assert.All(values, v => Assert.Equal(9f, v));
            }
        }

        Assert.Equal("value", Assert.Throws<ArgumentException>(() => quantizer.Quantize<byte>(float.NaN, Ordinary)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentException>(() => quantizer.FakeQuantize(float.NaN, Ordinary)).ParamName);
        quantizer.Quantize([float.PositiveInfinity, float.MaxValue], new byte[2].AsSpan(), Ordinary);
    }

    [Theory]
    // Offsets and lengths in bytes of one block: 8 floats are read, 8 codes written.
    [InlineData(0, 0, false)]
    [InlineData(0, 31, false)]
    [InlineData(0, 32, true)]
    [InlineData(8, 0, true)]
    [InlineData(8, 1, false)]
    [InlineData(8, 39, false)]
    [InlineData(8, 40, true)]
    public void Codes_must_be_written_apart_from_the_source(int sourceAt, int destinationAt, bool apart)
    {
        byte[] block = new byte[64];
        float[] expected = new float[8];
        byte[] before = (byte[])block.Clone();
        if (apart) Quantize();
        else Assert.Equal("destination", Assert.Throws<ArgumentException>(Quantize).ParamName);
        if (!apart) Assert.Equal(before, block);

        // The same two places the other way round: codes read, floats written.
        if (apart) Dequantize();
        else Assert.Equal("destination", Assert.Throws<ArgumentException>(Dequantize).ParamName);

        void Quantize() => Affine.Quantize(MemoryMarshal.Cast<byte, float>(block.AsSpan(sourceAt, 32)), block.AsSpan(destinationAt, 8), Ordinary);
        void Dequantize() => Affine.Dequantize<byte>(block.AsSpan(destinationAt, 8), MemoryMarshal.Cast<byte, float>(block.AsSpan(sourceAt, 32)), Ordinary);
    }

    [Fact]
    public void Only_what_will_be_written_counts_as_overlap()
    {
        byte[] block = new byte[64];
        // 4 codes go to the first 4 bytes of a destination that reaches into the source.
        Affine.Quantize(MemoryMarshal.Cast<byte, float>(block.AsSpan(4, 16)), block.AsSpan(), Ordinary);
        Assert.Equal((byte[])[7, 7, 7, 7, 0], block[..5]);
    }

    [Fact]
    public void Fake_quantization_may_be_in_place_and_must_not_be_shifted()
    {
        float[] values = [1.2f, 2.3f, 3.4f, 4.5f];
        Affine.FakeQuantize(values, values, new AffineParameters(1f, 0));
        Assert.Equal([1f, 2f, 3f, 4f], values);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Affine.FakeQuantize(values.AsSpan(0, 3), values.AsSpan(1), Ordinary)).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => Affine.FakeQuantize(values.AsSpan(1), values.AsSpan(0, 3), Ordinary)).ParamName);
        Assert.Equal([1f, 2f, 3f, 4f], values);
        Affine.FakeQuantize(values.AsSpan(0, 2), values.AsSpan(2), new AffineParameters(2f, 0));
        Assert.Equal([1f, 2f, 0f, 2f], values);
    }

    [Fact]
    public void Empty_input_does_nothing()
    {
        byte[] codes = [9];
        Affine.Quantize([], codes.AsSpan(), Ordinary);
        Affine.Quantize([], Span<byte>.Empty, Ordinary);
        Affine.Dequantize<byte>([], [], Ordinary);
        Affine.FakeQuantize([], [], Ordinary);
        Assert.Equal([9], codes);
    }

    [Fact]
    public void A_target_must_hold_the_codes()
    {
        Assert.Throws<ArgumentException>(() => Affine.Quantize([1f], new sbyte[1].AsSpan(), Ordinary));
        Assert.Throws<ArgumentException>(() => Scale.Quantize<byte>(1f, new ScaleParameters(1f)));
        Assert.Throws<ArgumentException>(() => Affine.Dequantize((sbyte)1, Ordinary));
        Assert.Throws<ArgumentException>(() => Scale.Quantize<uint>(1f, new ScaleParameters(1f)));
        // 511 is 255 in a byte, whether it is cut off or saturated.
        Assert.Throws<ArgumentException>(() => new GenericQuantizer(new QuantizerOptions(9, QuantizationScheme.Affine)).Quantize<byte>(1f, Ordinary));
        Assert.Throws<ArgumentException>(() => new GenericQuantizer(new QuantizerOptions(16, QuantizationScheme.Affine)).Quantize<Half, short>((Half)1f, Ordinary));
    }

    [Fact]
    public void Choices_that_contradict_each_other_are_refused()
    {
        Refuse<ArgumentOutOfRangeException>(new QuantizerOptions(0, QuantizationScheme.Affine));
        Refuse<ArgumentOutOfRangeException>(new QuantizerOptions(17, QuantizationScheme.Scale));
        Refuse<ArgumentOutOfRangeException>(new QuantizerOptions(8, (QuantizationScheme)9));
        Refuse<ArgumentOutOfRangeException>(new QuantizerOptions(8, QuantizationScheme.Scale) { Rounding = (Rounding)(-1) });
        Refuse<ArgumentException>(new QuantizerOptions(8, QuantizationScheme.Uniform) { Rounding = Rounding.TowardZero });
        Refuse<ArgumentException>(new QuantizerOptions(8, QuantizationScheme.Uniform) { Range = CodeRange.Narrow });
        Refuse<ArgumentException>(new QuantizerOptions(8, QuantizationScheme.Affine) { Rounding = Rounding.Floor, Reconstruction = Reconstruction.LeftEdge });
        Refuse<ArgumentException>(new QuantizerOptions(8, QuantizationScheme.Scale) { Reconstruction = Reconstruction.LeftEdge });
        Assert.Throws<ArgumentNullException>(() => new GenericQuantizer(null!));

        static void Refuse<TException>(QuantizerOptions options)
            where TException : ArgumentException =>
            Assert.Equal("options", Assert.Throws<TException>(() => new GenericQuantizer(options)).ParamName);
    }

    private static void AssertRefused(GenericQuantizer quantizer, QuantizerParameters parameters)
    {
        int[] codes = [9, 9];
        float[] values = [9f, 9f];
        Action[] calls =
        [
            () => quantizer.Quantize([1f, 2f], codes.AsSpan(), parameters),
            () => quantizer.Dequantize<int>([1, 2], values, parameters),
            () => quantizer.FakeQuantize([1f, 2f], values, parameters),
            () => quantizer.Quantize<int>(1f, parameters),
            () => quantizer.Dequantize(1, parameters),
            () => quantizer.FakeQuantize(1f, parameters),
        ];
        Assert.All(calls, call => Assert.Equal("parameters", Assert.Throws<ArgumentOutOfRangeException>(call).ParamName));
        Assert.Equal([9, 9], codes);
        Assert.Equal([9f, 9f], values);
    }
}
