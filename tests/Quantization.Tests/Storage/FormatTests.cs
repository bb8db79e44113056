using System.Runtime.InteropServices;
using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Storage in 16-bit floats: every one of them, and floats about and between them, against the framework's Half and the contract's formula.</summary>
public class FormatTests
{
    private const int Every = 1 << 16;

    [Fact]
    public void Every_half_widens_as_the_framework_says()
    {
        Half[] halves = new Half[Every];
        float[] expected = new float[Every], actual = new float[Every];
        for (int i = 0; i < Every; i++)
        {
            halves[i] = BitConverter.UInt16BitsToHalf((ushort)i);
            expected[i] = (float)halves[i];
        }

        HalfFormat.Dequantize(halves, actual);
        Floats.AssertSameBits(expected, actual);
        Assert.All(new[] { 0, 1, 0x3C00, 0x7BFF, 0x7C00, 0x8001 }, i => Floats.AssertSameBits(expected[i], HalfFormat.Dequantize(halves[i])));
    }

    [Fact]
    public void Every_bfloat16_widens_to_the_float_of_its_bits()
    {
        BFloat16[] stored = new BFloat16[Every];
        float[] expected = new float[Every], actual = new float[Every];
        for (int i = 0; i < Every; i++)
        {
            stored[i] = BFloat16.FromBits((ushort)i);
            expected[i] = BitConverter.Int32BitsToSingle(i << 16);
        }

        BFloat16Format.Dequantize(stored, actual);
        Floats.AssertSameBits(expected, actual);
    }

    [Fact]
    public void Floats_about_every_number_of_16_bits_round_as_they_should()
    {
        // Each number, the midpoint to the next, and the neighbours of both.
        List<float> values = [];
        for (int i = 0; i < Every; i++)
        {
            float half = (float)BitConverter.UInt16BitsToHalf((ushort)i), next = (float)BitConverter.UInt16BitsToHalf((ushort)(i + 1));
            float brain = BitConverter.Int32BitsToSingle(i << 16);
            foreach (float x in (float[])[half, (half + next) / 2, brain, BitConverter.Int32BitsToSingle((i << 16) | 0x8000)])
            {
                values.AddRange([x, MathF.BitIncrement(x), MathF.BitDecrement(x)]);
            }
        }

        values.AddRange([.. Inputs.Special, .. Inputs.NaNs, .. Inputs.RandomBits(3, 100_000), 65519f, 65519.996f, 65520f, -65520f, 5.9604645e-8f, 2.9802322e-8f]);
        Check([.. values]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void At_every_length_and_in_place(int seed)
    {
        for (int length = 0; length <= 140; length++)
        {
            float[] values = Inputs.RandomBits(seed + length, length);
            using GuardedMemory<float> source = GuardedMemory<float>.EndingAtGuard(length).With(values), results = GuardedMemory<float>.EndingAtGuard(length);
            using GuardedMemory<Half> halves = GuardedMemory<Half>.EndingAtGuard(length);
            using GuardedMemory<BFloat16> brains = GuardedMemory<BFloat16>.EndingAtGuard(length);
            HalfFormat.Quantize(source.Span, halves.Span);
            BFloat16Format.Quantize(source.Span, brains.Span);
            float[] expected = Array.ConvertAll(values, x => (float)(Half)x);
            Floats.AssertSameBits(Array.ConvertAll(values, x => (float)Halved(x)), Array.ConvertAll(halves.Span.ToArray(), h => (float)h));
            HalfFormat.Dequantize(halves.Span, results.Span);
            Floats.AssertSameBits(expected, results.Span);
            HalfFormat.FakeQuantize(source.Span, results.Span);
            Floats.AssertSameBits(expected, results.Span);
            HalfFormat.FakeQuantize(source.Span, source.Span);
            Floats.AssertSameBits(expected, source.Span);
            expected = Array.ConvertAll(values, BrainOf);
            BFloat16Format.Dequantize(brains.Span, results.Span);
            Floats.AssertSameBits(expected, results.Span);
            values.CopyTo(source.Span);
            BFloat16Format.FakeQuantize(source.Span, source.Span);
            Floats.AssertSameBits(expected, source.Span);
        }
    }

    [Fact]
    public void Outputs_past_the_caches()
    {
        Assert.SkipWhen(TestSettings.Quick, "Minutes under emulation.");
        float[] values = Inputs.RandomBits(9, 7_000_003);
        Check(values);
        Half[] halves = new Half[values.Length];
        HalfFormat.Quantize(values, halves);
        float[] results = new float[values.Length];
        HalfFormat.Dequantize(halves, results);
        Floats.AssertSameBits(Array.ConvertAll(halves, h => (float)h), results);
    }

    [Fact]
    public void Calls_that_are_refused()
    {
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => HalfFormat.Quantize(new float[5], new Half[4])).ParamName);
        float[] memory = new float[10];
        Assert.Throws<ArgumentException>(() => HalfFormat.FakeQuantize(memory.AsSpan(0, 8), memory.AsSpan(1, 8)));
        Assert.Throws<ArgumentException>(() => HalfFormat.Quantize(memory.AsSpan(0, 8), MemoryMarshal.Cast<float, Half>(memory.AsSpan(2, 8))));
    }

    /// <summary>Holds both formats against what is expected of these values.</summary>
    internal static void Check(float[] values)
    {
        Half[] halves = new Half[values.Length];
        BFloat16[] brains = new BFloat16[values.Length];
        HalfFormat.Quantize(values, halves);
        BFloat16Format.Quantize(values, brains);
        for (int i = 0; i < values.Length; i++)
        {
            ushort half = BitConverter.HalfToUInt16Bits((Half)values[i]), brain = BrainBits(values[i]);
            if (half != BitConverter.HalfToUInt16Bits(halves[i])) Assert.Fail($"{Floats.Show(values[i])} as half: {half:X4} expected, got {BitConverter.HalfToUInt16Bits(halves[i]):X4}.");
            if (brain != brains[i].ToBits()) Assert.Fail($"{Floats.Show(values[i])} as bfloat16: {brain:X4} expected, got {brains[i].ToBits():X4}.");
        }
    }

    private static Half Halved(float x) => (Half)x;

    private static float BrainOf(float x) => BitConverter.UInt32BitsToSingle((uint)BrainBits(x) << 16);

    // The contract's formula.
    private static ushort BrainBits(float x)
    {
        uint u = BitConverter.SingleToUInt32Bits(x);
        return (ushort)(float.IsNaN(x) ? (u >> 16) | 0x40 : (u + 0x7FFF + ((u >> 16) & 1)) >> 16);
    }
}
