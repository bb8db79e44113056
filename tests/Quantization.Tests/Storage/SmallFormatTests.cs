using System.Runtime.InteropServices;
using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Storage in floats of 8 bits: every code, floats about every number and midpoint, every length, against the formula of the codes.</summary>
public class SmallFormatTests
{
    [Fact]
    public void The_greatest_numbers_and_the_least()
    {
        Assert.Equal((448f, -448f, 0.001953125f, 0.015625f), (E4M3Format.Dequantize(0x7E), E4M3Format.Dequantize(0xFE), E4M3Format.Dequantize(1), E4M3Format.Dequantize(8)));
        Assert.Equal((57344f, -57344f, 1.52587890625e-5f, 6.103515625e-5f), (E5M2Format.Dequantize(0x7B), E5M2Format.Dequantize(0xFB), E5M2Format.Dequantize(1), E5M2Format.Dequantize(4)));
        Assert.Equal((448d, 57344d), (SmallFormat.E4M3.Greatest, SmallFormat.E5M2.Greatest));
        Assert.Equal((8, 8), (E4M3Format.Bits, E5M2Unsaturated.Bits));
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 0x7E, 0x7F, 0x7B, 0x7C)]
    [InlineData(float.NegativeInfinity, 0xFE, 0xFF, 0xFB, 0xFC)]
    [InlineData(464f, 0x7E, 0x7E, 0x5F, 0x5F)]
    [InlineData(464.00003f, 0x7E, 0x7F, 0x5F, 0x5F)]
    [InlineData(-61439.996f, 0xFE, 0xFF, 0xFB, 0xFB)]
    [InlineData(-61440f, 0xFE, 0xFF, 0xFB, 0xFC)]
    [InlineData(-0f, 0x80, 0x80, 0x80, 0x80)]
    [InlineData(0.0009765625f, 0, 0, 0x14, 0x14)]
    [InlineData(-0.0029296875f, 0x82, 0x82, 0x9A, 0x9A)]
    [InlineData(7.62939453125e-6f, 0, 0, 0, 0)]
    [InlineData(-2.288818359375e-5f, 0x80, 0x80, 0x82, 0x82)]
    public void Overflow_ties_and_zeros(float value, byte e4m3, byte unsaturated4, byte e5m2, byte unsaturated5) => Assert.Equal(
        (e4m3, unsaturated4, e5m2, unsaturated5),
        (E4M3Format.Quantize(value), E4M3Unsaturated.Quantize(value), E5M2Format.Quantize(value), E5M2Unsaturated.Quantize(value)));

    [Fact]
    public void NaN_stays_NaN_and_keeps_its_sign()
    {
        foreach (float nan in Inputs.NaNs)
        {
            byte expected = float.IsNegative(nan) ? (byte)0xFF : (byte)0x7F;
            Assert.Equal((expected, expected, expected, expected), (E4M3Format.Quantize(nan), E4M3Unsaturated.Quantize(nan), E5M2Format.Quantize(nan), E5M2Unsaturated.Quantize(nan)));
        }
    }

    [Fact]
    public void Every_code_is_the_number_of_its_formula()
    {
        Every<E4M3Format>(SmallFormat.E4M3);
        Every<E5M2Format>(SmallFormat.E5M2);

        static void Every<T>(SmallFormat format)
            where T : IFixedQuantizer<T, float, byte>
        {
            byte[] codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];
            float[] values = new float[256];
            T.Dequantize(codes, values);
            foreach (byte code in codes)
            {
                format.AssertValue(code, values[code]);
                Floats.AssertSameBits(values[code], T.Dequantize(code));
                // Numbers are their own nearest; so are infinities, unless they saturate.
                if (float.IsFinite(values[code])) Assert.Equal(code, T.Quantize(values[code]));
            }
        }
    }

    // As the framework widens halves, payloads of NaN included.
    [Fact]
    public void E5M2_is_the_upper_byte_of_a_half()
    {
        for (int code = 0; code < 256; code++) Floats.AssertSameBits((float)BitConverter.UInt16BitsToHalf((ushort)(code << 8)), E5M2Format.Dequantize((byte)code));
    }

    [Fact]
    public void Floats_about_every_number_and_midpoint_round_as_they_should()
    {
        List<float> values = [.. Inputs.Special, .. Inputs.NaNs, .. Inputs.RandomBits(3, 100_000), float.MaxValue, float.MinValue];
        foreach (double landmark in SmallFormat.E4M3.Landmarks.Concat(SmallFormat.E5M2.Landmarks))
        {
            float x = (float)landmark;
            Assert.Equal(landmark, x);
            foreach (float near in (float[])[x, MathF.BitIncrement(x), MathF.BitDecrement(x)]) values.AddRange([near, -near]);
        }

        Check([.. values]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void At_every_length_and_in_place(int seed)
    {
        for (int length = 0; length <= 140; length++)
        {
            float[] values = Values(seed + length, length);
            InMemory<E4M3Format>(SmallFormat.E4M3, saturate: true, values);
            InMemory<E4M3Unsaturated>(SmallFormat.E4M3, saturate: false, values);
            InMemory<E5M2Format>(SmallFormat.E5M2, saturate: true, values);
            InMemory<E5M2Unsaturated>(SmallFormat.E5M2, saturate: false, values);
        }
    }

    [Fact]
    public void Of_a_fixed_length()
    {
        InMemory<E4M3OfLength>(SmallFormat.E4M3, saturate: true, Values(5, 100));
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => E4M3OfLength.Quantize(new float[99], new byte[99])).ParamName);
    }

    [Fact]
    public void Outputs_past_the_caches()
    {
        Assert.SkipWhen(TestSettings.Quick, "Minutes under emulation.");
        float[] values = Values(9, 7_000_003);
        Check(values);
        byte[] codes = new byte[values.Length];
        E4M3Format.Quantize(values, codes);
        float[] results = new float[values.Length], every = [.. Enumerable.Range(0, 256).Select(code => E4M3Format.Dequantize((byte)code))];
        E4M3Format.Dequantize(codes, results);
        Floats.AssertSameBits(Array.ConvertAll(codes, code => every[code]), results);
    }

    [Fact]
    public void Calls_that_are_refused()
    {
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => E4M3Format.Quantize(new float[5], new byte[4])).ParamName);
        float[] memory = new float[10];
        Assert.Throws<ArgumentException>(() => E4M3Format.FakeQuantize(memory.AsSpan(0, 8), memory.AsSpan(1, 8)));
        Assert.Throws<ArgumentException>(() => E5M2Format.Quantize(memory.AsSpan(0, 8), MemoryMarshal.AsBytes(memory.AsSpan(2, 8))));
        Assert.Throws<ArgumentException>(() => E5M2Format.Dequantize(MemoryMarshal.AsBytes(memory.AsSpan(0, 2)), memory));
    }

    /// <summary>Holds all declarations against what is expected of these values.</summary>
    internal static void Check(float[] values)
    {
        Check<E4M3Format>(SmallFormat.E4M3, saturate: true, values);
        Check<E4M3Unsaturated>(SmallFormat.E4M3, saturate: false, values);
        Check<E5M2Format>(SmallFormat.E5M2, saturate: true, values);
        Check<E5M2Unsaturated>(SmallFormat.E5M2, saturate: false, values);
    }

    private static void Check<T>(SmallFormat format, bool saturate, float[] values)
        where T : IFixedQuantizer<T, float, byte>
    {
        byte[] codes = new byte[values.Length];
        float[] fake = new float[values.Length], widened = [.. Enumerable.Range(0, 256).Select(code => T.Dequantize((byte)code))];
        T.Quantize(values, codes);
        T.FakeQuantize(values, fake);
        for (int i = 0; i < values.Length; i++)
        {
            byte expected = format.Code(values[i], saturate);
            if (expected != codes[i]) Assert.Fail($"{typeof(T).Name} of {Floats.Show(values[i])}: {expected:X2} expected, got {codes[i]:X2}.");
            if (!Same(widened[expected], fake[i])) Assert.Fail($"{typeof(T).Name} of {Floats.Show(values[i])}: {Floats.Show(widened[expected])} expected, got {Floats.Show(fake[i])}.");
            if (i % 64 == 0 && (expected != T.Quantize(values[i]) || !Same(fake[i], T.FakeQuantize(values[i])))) Assert.Fail($"{typeof(T).Name} of the single {Floats.Show(values[i])}: {T.Quantize(values[i]):X2}.");
        }

        static bool Same(float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b);
    }

    private static void InMemory<T>(SmallFormat format, bool saturate, float[] values)
        where T : IFixedQuantizer<T, float, byte>
    {
        byte[] expected = Array.ConvertAll(values, x => format.Code(x, saturate));
        float[] widened = Array.ConvertAll(expected, code => T.Dequantize(code));
        Run(GuardedMemory<float>.EndingAtGuard, GuardedMemory<byte>.EndingAtGuard);
        Run(GuardedMemory<float>.StartingAtGuard, GuardedMemory<byte>.StartingAtGuard);

        void Run(Func<int, GuardedMemory<float>> floats, Func<int, GuardedMemory<byte>> bytes)
        {
            using GuardedMemory<float> source = floats(values.Length).With(values), results = floats(values.Length);
            using GuardedMemory<byte> codes = bytes(values.Length);
            T.Quantize(source.Span, codes.Span);
            Assert.Equal(expected, codes.Span.ToArray());
            T.Dequantize(codes.Span, results.Span);
            Floats.AssertSameBits(widened, results.Span);
            results.Span.Clear();
            T.FakeQuantize(source.Span, results.Span);
            Floats.AssertSameBits(widened, results.Span);
            T.FakeQuantize(source.Span, source.Span);
            Floats.AssertSameBits(widened, source.Span);
        }
    }

    // Random bits overflow or vanish nearly always; the exponents of every second are brought near those of small floats.
    private static float[] Values(int seed, int count)
    {
        float[] values = Inputs.RandomBits(seed, count);
        for (int i = 0; i < count; i += 2)
        {
            int bits = BitConverter.SingleToInt32Bits(values[i]), exponent = 108 + (((bits >>> 23) & 0xFF) % 38);
            values[i] = BitConverter.Int32BitsToSingle((bits & ~0x7F800000) | (exponent << 23));
        }

        return values;
    }
}
