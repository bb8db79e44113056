using Quantization;

namespace Consumer.Plain;

/// <summary>What no interface has: random numbers, channels, sums, formats and fixed lengths, compared with the generic implementation.</summary>
internal static class Kinds
{
    private static readonly int[] Lengths = [0, 1, 3, 16, 63, 64, 65, 100, 255, 4097];

    internal static void Check(Tally tally)
    {
        foreach (int length in Lengths)
        {
            CheckFormat(tally, length);
            CheckRandom(tally, length);
            CheckSums(tally, length);
            CheckChannels(tally, length);
        }

        CheckEmbedding(tally);
    }

    private static void CheckFormat(Tally tally, int length)
    {
        float[] source = Inputs.For(length, 0.037f), values = new float[length];
        Half[] halves = new Half[length];
        Halves.Quantize(source, halves);
        tally.Sequence<ushort>($"Halves.Quantize, length {length}", Bits(Array.ConvertAll(source, value => (Half)value)), Bits(halves));
        Halves.Dequantize(halves, values);
        tally.Sequence<float>($"Halves.Dequantize, length {length}", Array.ConvertAll(halves, half => (float)half), values);
        Halves.FakeQuantize(source, source);
        tally.Sequence<float>($"Halves.FakeQuantize in place, length {length}", values, source);
    }

    private static void CheckRandom(Tally tally, int length)
    {
        GenericQuantizer generic = new(new(4, QuantizationScheme.Scale) { Rounding = Rounding.Stochastic });
        RandomSequence random = new(42, 7);
        ScaleParameters parameters = new(0.25f);
        float[] source = Inputs.For(length, 0.25f);
        sbyte[] codes = new sbyte[length], expected = new sbyte[length];
        Random4.Quantize(source, codes, parameters, random);
        generic.Quantize<sbyte>(source, expected, parameters, random);
        tally.Sequence<sbyte>($"Random4.Quantize, length {length}", expected, codes);

        byte[] packed = new byte[Random4.GetPackedLength(length)], expectedPacked = new byte[generic.GetPackedLength(length)];
        Random4.QuantizePacked(source, packed, parameters, random);
        generic.QuantizePacked<float>(source, expectedPacked, parameters, random);
        tally.Sequence<byte>($"Random4.QuantizePacked, length {length}", expectedPacked, packed);
    }

    private static void CheckSums(Tally tally, int length)
    {
        GenericQuantizer generic = new(new(8, QuantizationScheme.Affine));
        int[] sums = Array.ConvertAll(Inputs.For(length, 1f), BitConverter.SingleToInt32Bits);
        byte[] codes = new byte[length], expected = new byte[length];
        Sums8.Requantize(sums, codes, 1e-7f, 100);
        generic.Requantize<byte>(sums, expected, 1e-7f, 100);
        tally.Sequence<byte>($"Sums8.Requantize, length {length}", expected, codes);

        FixedPointMultiplier multiplier = FixedPointMultiplier.FromReal(1e-7);
        Sums8.Requantize(sums, codes, multiplier, 100);
        generic.Requantize<byte>(sums, expected, multiplier, 100);
        tally.Sequence<byte>($"Sums8.Requantize by a fixed-point number, length {length}", expected, codes);
    }

    private static void CheckChannels(Tally tally, int length)
    {
        GenericQuantizer generic = new(new(8, QuantizationScheme.Affine));
        AffineParameters[] parameters = [new(0.037f, 77), new(1.5f, 0), new(1e-3f, 255)];
        QuantizerParameters[] wide = Array.ConvertAll(parameters, one => (QuantizerParameters)one);
        float[] source = Inputs.For(3 * length, 0.037f), values = new float[3 * length], expectedValues = new float[3 * length];
        byte[] codes = new byte[3 * length], expected = new byte[3 * length];

        Channels8.QuantizeRows(source, codes, length, parameters);
        generic.QuantizeRows<float, byte>(source, expected, length, wide);
        tally.Sequence<byte>($"Channels8.QuantizeRows, length {length}", expected, codes);
        Channels8.DequantizeRows(codes, values, length, parameters);
        generic.DequantizeRows<byte, float>(expected, expectedValues, length, wide);
        tally.Sequence<float>($"Channels8.DequantizeRows, length {length}", expectedValues, values);

        Channels8.QuantizeColumns(source, codes, parameters);
        generic.QuantizeColumns<float, byte>(source, expected, wide);
        tally.Sequence<byte>($"Channels8.QuantizeColumns, {length} rows", expected, codes);

        Channels8.QuantizeDynamic(source, codes, length, parameters);
        generic.QuantizeDynamic<float, byte>(source, expected, length, wide);
        tally.Sequence<byte>($"Channels8.QuantizeDynamic, length {length}", expected, codes);
        tally.Sequence<QuantizerParameters>($"Channels8.QuantizeDynamic, parameters, length {length}", wide, Array.ConvertAll(parameters, one => (QuantizerParameters)one));
    }

    private static void CheckEmbedding(Tally tally)
    {
        float[] source = Inputs.For(100, 0.037f);
        sbyte[] codes = new sbyte[100], expected = new sbyte[100];
        ScaleParameters parameters = new(0.037f);
        Embedding100.Quantize(source, codes, parameters);
        new GenericQuantizer(new(8, QuantizationScheme.Scale)).Quantize<sbyte>(source, expected, parameters);
        tally.Sequence<sbyte>("Embedding100.Quantize", expected, codes);
        tally.Throws<ArgumentException>("another length", "source", () => Embedding100.Quantize(new float[99], new sbyte[100], parameters));
    }

    private static ushort[] Bits(Half[] halves) => Array.ConvertAll(halves, BitConverter.HalfToUInt16Bits);
}
