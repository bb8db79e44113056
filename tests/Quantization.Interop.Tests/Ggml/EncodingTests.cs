using System.Buffers.Binary;
using Xunit;

namespace Quantization.Interop.Tests.Ggml;

/// <summary>What ggml encodes, byte for byte, but for blocks where the rule leaves what is a number to it or ggml leaves the rule.</summary>
public class EncodingTests
{
    [Fact]
    public void Every_rule_gives_the_same_bytes()
    {
        Shared.Ggml ggml = GgufFormat.RequireGgml();
        foreach (GgufFormat format in GgufFormat.Encoders)
        {
            GenericBlockQuantizer quantizer = format.Quantizer;
            int size = quantizer.BlockSize, bytes = quantizer.BytesPerBlock;
            foreach ((string name, float[] values) in GgufData.Tensors())
            {
                byte[] expected = new byte[quantizer.GetByteCount(values.Length)], actual = new byte[expected.Length];
                ggml.Quantize(format.Routine, values, expected);
                quantizer.Quantize(values, actual);
                int blocks = values.Length / size, compared = 0;
                for (int block = 0; block < blocks; block++)
                {
                    Span<byte> theirs = expected.AsSpan(block * bytes, bytes), ours = actual.AsSpan(block * bytes, bytes);
                    if (!Follows(format, values.AsSpan(block * size, size))) continue;
                    Saturate(format.Format, theirs);
                    Assert.True(
                        theirs.SequenceEqual(ours),
                        $"{format}, {name}, block {block}: expected {Convert.ToHexString(theirs)}, got {Convert.ToHexString(ours)} of {string.Join(' ', values.AsSpan(block * size, size).ToArray())}.");
                    compared++;
                }

                // Even of what is made to leave the range, or is zeros.
                Assert.True(compared >= blocks * 0.25, $"{format}, {name}: {compared} of {blocks} blocks compared.");
            }
        }
    }

    // Whether ggml keeps to the rule that it states.
    private static bool Follows(GgufFormat format, ReadOnlySpan<float> values)
    {
        switch (format.Format)
        {
            case QuantizationFormat.MXFP4:
                // Its logarithm in float is one too high just below powers of two, and its exponent wraps below 2^−125.
                float magnitude = Magnitude(values);
                return magnitude == 0f || (magnitude >= MathF.ScaleB(1f, -125) && MathF.Floor(MathF.Log2(magnitude)) == MathF.ILogB(magnitude));
            case QuantizationFormat.NVFP4:
                // It rounds no scale up to the least normal one, and none from 256 on but to the greatest.
                for (int part = 0; part < values.Length; part += 16)
                {
                    float scale = Magnitude(values.Slice(part, 16)) / 6f;
                    if (scale is (>= 7.5f / 512f and < 8f / 512f) or >= 248f) return false;
                }

                return true;
            case QuantizationFormat.IQ4_NL:
                // Below, it stores the scale 0 and the codes of the block before.
                return Magnitude(values) >= 1e-15f;
            default:
                // Below, a reciprocal of a scale is not finite.
                return Magnitude(values) is 0f or >= 1e-35f;
        }
    }

    // A half that overflowed is the greatest here.
    private static void Saturate(QuantizationFormat format, Span<byte> block)
    {
        int[] halves = format switch
        {
            QuantizationFormat.Q8_0 or QuantizationFormat.Q4_0 or QuantizationFormat.Q5_0 or QuantizationFormat.IQ4_NL => [0],
            QuantizationFormat.Q8_1 or QuantizationFormat.Q4_1 or QuantizationFormat.Q5_1 => [0, 2],
            QuantizationFormat.TQ1_0 or QuantizationFormat.TQ2_0 => [block.Length - 2],
            _ => [],
        };
        foreach (int at in halves)
        {
            ushort half = BinaryPrimitives.ReadUInt16LittleEndian(block[at..]);
            if ((half & 0x7FFF) == 0x7C00) BinaryPrimitives.WriteUInt16LittleEndian(block[at..], (ushort)(half - 1));
        }
    }

    private static float Magnitude(ReadOnlySpan<float> values)
    {
        float magnitude = 0f;
        foreach (float x in values) magnitude = Math.Max(magnitude, Math.Abs(x));
        return magnitude;
    }
}
