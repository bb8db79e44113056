using Quantization.Arithmetic;

namespace Quantization.Tests.Runtime;

/// <summary>The scales of a super-block, read by the published description of its layout, a bit at a time.</summary>
internal sealed class SuperBlockReading
{
    private SuperBlockReading(int parts, float factor, float minimumFactor)
    {
        Scales = new int[parts];
        Minima = new int[parts];
        Factor = factor;
        MinimumFactor = minimumFactor;
    }

    internal int[] Scales { get; }

    internal int[] Minima { get; }

    internal float Factor { get; }

    internal float MinimumFactor { get; }

    internal static bool IsScaleByte(QuantizationFormat format, int place) => format switch
    {
        QuantizationFormat.Q2_K => place is < 16 or >= 80,
        QuantizationFormat.Q3_K => place >= 96,
        QuantizationFormat.Q6_K => place >= 192,
        _ => place < 16,
    };

    internal static SuperBlockReading Of(QuantizationFormat format, ReadOnlySpan<byte> block)
    {
        (int factor, int minimum) = format switch
        {
            QuantizationFormat.Q2_K => (80, 82),
            QuantizationFormat.Q3_K => (108, -1),
            QuantizationFormat.Q6_K => (208, -1),
            _ => (0, 2),
        };
        int parts = format is QuantizationFormat.Q4_K or QuantizationFormat.Q5_K ? 8 : 16;
        SuperBlockReading reading = new(parts, HalfAt(block, factor), minimum < 0 ? 0f : HalfAt(block, minimum));
        for (int j = 0; j < parts; j++)
        {
            (reading.Scales[j], reading.Minima[j]) = format switch
            {
                QuantizationFormat.Q2_K => (block[j] & 15, block[j] >> 4),
                QuantizationFormat.Q3_K => (SignedSixBits(block[96..], j), 0),
                QuantizationFormat.Q6_K => ((sbyte)block[192 + j], 0),
                _ => SixBits(block[4..], j),
            };
        }

        return reading;
    }

    internal static (int Scale, int Minimum) SixBits(ReadOnlySpan<byte> b, int j) => j < 4
        ? (b[j] & 63, b[j + 4] & 63)
        : ((b[j + 4] & 15) | ((b[j - 4] >> 6) << 4), (b[j + 4] >> 4) | ((b[j] >> 6) << 4));

    internal static int SignedSixBits(ReadOnlySpan<byte> b, int j) =>
        (((b[j % 8] >> (j < 8 ? 0 : 4)) & 15) | (((b[8 + (j % 4)] >> (2 * (j / 4))) & 3) << 4)) - 32;

    /// <summary>The squared error of a block whose codes follow from inverses and offsets.</summary>
    internal double ErrorOf(BlockFormat format, ReadOnlySpan<float> source, ReadOnlySpan<float> inverses, ReadOnlySpan<float> offsets)
    {
        double sum = 0;
        for (int i = 0; i < source.Length; i++)
        {
            int part = i / format.PartSize;
            float code = float.Clamp(float.Round((source[i] + offsets[part]) * inverses[part]), format.MinCode, format.MaxCode);
            double difference = source[i] - ((double)((Factor * Scales[part]) * code) - (MinimumFactor * Minima[part]));
            sum += difference * difference;
        }

        return sum;
    }

    private static float HalfAt(ReadOnlySpan<byte> block, int place) => (float)BitConverter.ToHalf(block[place..]);
}
