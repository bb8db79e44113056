using Xunit;

namespace Quantization.Interop.Tests.Ggml;

/// <summary>What ggml decodes, bit for bit.</summary>
public class DecodingTests
{
    [Fact]
    public void Random_bytes()
    {
        Shared.Ggml ggml = GgufFormat.RequireGgml();
        Random random = new(31);
        foreach (GgufFormat format in GgufFormat.Decoders)
        {
            GenericBlockQuantizer quantizer = format.Quantizer;
            int blocks = 1 << 20 >> int.Log2(quantizer.BlockSize);
            byte[] bytes = new byte[blocks * quantizer.BytesPerBlock];
            random.NextBytes(bytes);
            int compared = Compare(ggml, format, "random bytes", bytes);
            // A thirty-second of all halves are none, and a minimum is a second one.
            Assert.True(compared > blocks * 0.9, $"{format}: {compared} of {blocks} blocks compared.");
        }
    }

    [Fact]
    public void What_the_reference_encodes()
    {
        Shared.Ggml ggml = GgufFormat.RequireGgml();
        foreach (GgufFormat format in GgufFormat.Decoders)
        {
            foreach ((string name, float[] values) in GgufData.Tensors())
            {
                byte[] bytes = new byte[format.Quantizer.GetByteCount(values.Length)];
                ggml.Quantize(format.Routine, values, bytes);
                int blocks = values.Length / format.Quantizer.BlockSize, compared = Compare(ggml, format, name, bytes);
                Assert.True(compared > blocks * 0.7, $"{format}, {name}: {compared} of {blocks} blocks compared.");
            }
        }
    }

    // The blocks whose parameters are numbers.
    private static int Compare(Shared.Ggml ggml, GgufFormat format, string what, byte[] bytes)
    {
        GenericBlockQuantizer quantizer = format.Quantizer;
        int size = quantizer.BlockSize, blocks = bytes.Length / quantizer.BytesPerBlock, compared = 0;
        float[] expected = new float[blocks * size], actual = new float[expected.Length];
        ggml.Dequantize(format.Decoder, bytes, expected);
        quantizer.Dequantize(bytes, actual);
        for (int block = 0; block < blocks; block++)
        {
            if (!HasFiniteParameters(quantizer, bytes.AsSpan(block * quantizer.BytesPerBlock, quantizer.BytesPerBlock))) continue;
            Span<float> theirs = expected.AsSpan(block * size, size), ours = actual.AsSpan(block * size, size);
            // The −0 of 4-bit floats, which the encoders of GGUF files never write and those of microscaling do: ggml decodes it as 0.
            if (format.Format is QuantizationFormat.MXFP4 or QuantizationFormat.NVFP4)
            {
                WithoutNegativeZero(theirs);
                WithoutNegativeZero(ours);
            }

            Bits.AssertSame<float>($"{format}, {what}, block {block}", theirs, ours);
            compared++;
        }

        return compared;
    }

    private static void WithoutNegativeZero(Span<float> values)
    {
        foreach (ref float x in values) x += 0f;
    }

    private static bool HasFiniteParameters(GenericBlockQuantizer quantizer, ReadOnlySpan<byte> block)
    {
        for (int part = 0; part < quantizer.PartCount; part++)
        {
            if (!float.IsFinite(quantizer.GetScale(block, part)) || !float.IsFinite(quantizer.GetMinimum(block, part))) return false;
        }

        return true;
    }
}
