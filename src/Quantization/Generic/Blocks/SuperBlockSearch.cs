using Quantization.Arithmetic;

namespace Quantization;

/// <summary>Finds the scales, and the minima, of the parts of a super-block.</summary>
internal static class SuperBlockSearch
{
    /// <summary>
    /// Writes the factors and the scales of the parts of one block, from the range of each part. The code of x in part p is then
    /// the nearest integer of (x + offsets[p]) · inverses[p].
    /// </summary>
    /// <returns>False, with nothing written, if a value is not finite.</returns>
    internal static bool FindScales(BlockFormat format, ReadOnlySpan<float> source, Span<byte> block, Span<float> inverses, Span<float> offsets)
    {
        foreach (float x in source) if (!float.IsFinite(x)) return false;
        bool minima = format.Minimum is not null;
        int limit = format.Parts switch { PartScales.Nibbles => 15, PartScales.SixBitPairs => 63, PartScales.SixBits => -32, _ => -128 };
        Span<float> scales = stackalloc float[format.PartCount], lows = stackalloc float[format.PartCount];
        for (int part = 0; part < scales.Length; part++)
        {
            BlockRange range = BlockRange.Of(source.Slice(part * format.PartSize, format.PartSize));
            lows[part] = minima ? Math.Max(-range.Minimum, 0f) : 0f;
            scales[part] = minima ? (Math.Max(range.Maximum, 0f) + lows[part]) / format.MaxCode : range.Furthest / format.MinCode;
        }

        float d = BlockParameters.Write(format.Scale!, block, BlockRange.Of(scales).Furthest / limit);
        float low = minima ? BlockParameters.Write(format.Minimum!, block, BlockRange.Of(lows).Furthest / limit) : 0f;
        block.Slice(format.PartsOffset, format.Parts switch { PartScales.SixBitPairs or PartScales.SixBits => 12, _ => 16 }).Clear();
        for (int part = 0; part < scales.Length; part++)
        {
            int scale = Nearest(scales[part], d, limit), minimum = Nearest(lows[part], low, limit);
            Write(format, block[format.PartsOffset..], part, scale, minimum);
            float effective = d * scale, inverse = 1f / effective;
            inverses[part] = float.IsFinite(inverse) ? inverse : 0f;
            offsets[part] = low * minimum;
        }

        return true;
    }

    private static int Nearest(float value, float unit, int limit) =>
        unit == 0f ? 0 : (int)Math.Clamp(MathF.Round(value / unit), limit > 0 ? 0 : limit, limit > 0 ? limit : -limit - 1);

    private static void Write(BlockFormat format, Span<byte> scales, int part, int scale, int minimum)
    {
        switch (format.Parts)
        {
            case PartScales.Nibbles:
                scales[part] = (byte)(scale | minimum << 4);
                break;
            case PartScales.SixBitPairs when part < 4:
                scales[part] |= (byte)scale;
                scales[part + 4] |= (byte)minimum;
                break;
            case PartScales.SixBitPairs:
                scales[part + 4] |= (byte)((scale & 15) | (minimum & 15) << 4);
                scales[part - 4] |= (byte)(scale >> 4 << 6);
                scales[part] |= (byte)(minimum >> 4 << 6);
                break;
            case PartScales.SixBits:
                scales[part % 8] |= (byte)((scale + 32 & 15) << (part / 8 * 4));
                scales[8 + (part % 4)] |= (byte)((scale + 32) >> 4 << (part / 4 * 2));
                break;
            default:
                scales[part] = (byte)scale;
                break;
        }
    }
}
