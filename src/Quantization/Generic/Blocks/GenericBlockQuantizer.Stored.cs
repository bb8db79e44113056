using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <content>Encoding with the scale as it is stored: composed blocks, NF4, microscaling, and the 4-bit floats of GGUF files.</content>
public sealed partial class GenericBlockQuantizer
{
    private const int ExponentBias = 127, GreatestExponentByte = 254;

    // Halfway between the magnitudes of E2M1. With any scale of at most 20 bits their products are exact, so that ties are what they should be.
    private static readonly float[] E2M1Midpoints = BlockFormat.Midpoints(SmallFloat.E2M1.Levels()[..8]);

    private void StoredScale(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        float magnitude = BlockRange.Of(source).Magnitude, greatest = format.Levels is { } levels ? levels[^1] : format.MaxCode;
        float scale = format.Scale!.Type == ScaleType.E8M0
            ? WriteExponent(block, magnitude, BlockRange.FloorLog2(greatest))
            : WriteScale(block, magnitude / greatest);
        for (int i = 0; i < fields.Length; i++)
        {
            float x = source[i];
            if (float.IsNaN(x) && format.NaNHandling == NaNHandling.LowestCode) fields[i] = format.MinCode;
            else if (scale == 0f) fields[i] = zeroField;
            else if (format.Levels is not null) fields[i] = LowerLevel(Number(x) / scale);
            else fields[i] = Within(MathF.Round(Number(x) / scale));
        }
    }

    private void StoredSpan(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        BlockRange range = BlockRange.Of(source);
        int intervals = format.Midpoint ? format.MaxCode + 1 : format.MaxCode;
        float width = range.Maximum - range.Minimum;
        float minimum = BlockParameters.Write(format.Minimum!, block, range.Minimum);
        // A width that is no float is divided before it is formed.
        float scale = WriteScale(block, float.IsFinite(width) ? width / intervals : (range.Maximum / intervals) - (range.Minimum / intervals));
        for (int i = 0; i < fields.Length; i++)
        {
            // The lowest code is 0, too.
            if (scale == 0f || (float.IsNaN(source[i]) && format.NaNHandling == NaNHandling.LowestCode))
            {
                fields[i] = 0;
                continue;
            }

            float quotient = (Number(source[i]) - minimum) / scale;
            fields[i] = Within(format.Midpoint ? MathF.Floor(quotient) : MathF.Round(quotient));
        }
    }

    // OCP Microscaling Formats 1.0, section 6.3, with the exponent of the greatest element of the format.
    private void SharedExponent(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        SmallFloat? small = format.Small ?? (format.Levels is null ? null : SmallFloat.E2M1);
        WriteExponent(block, BlockRange.Of(source).Magnitude, small?.GreatestExponent ?? 0);
        // The product with the inverse power of two is exact wherever it is not far below the least element.
        float inverse = BlockScales.PowerOfTwo((byte)(GreatestExponentByte - block[format.Scale!.Offset]));
        for (int i = 0; i < fields.Length; i++)
        {
            float x = Number(source[i]) * inverse;
            fields[i] = small is null ? Within(MathF.Round(x / format.Unit)) : SmallFloats.Encode(small, x, saturate: true);
        }
    }

    private void SharedExponentNearest(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        float scale = WriteExponent(block, BlockRange.Of(source).Magnitude, SmallFloat.E2M1.GreatestExponent);
        NearestE2M1(source, scale, fields);
    }

    private void PartMagnitude(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        for (int part = 0, first = 0; part < PartCount; part++, first += format.PartSize)
        {
            ReadOnlySpan<float> values = source.Slice(first, format.PartSize);
            block[format.PartsOffset + part] = NearestE4M3(BlockRange.Of(values).Magnitude / SmallFloat.E2M1.Greatest);
            NearestE2M1(values, BlockParameters.PartFactor(format, block, part), fields.Slice(first, format.PartSize));
        }
    }

    // Ties go up here, as in no other place.
    private static byte NearestE4M3(float scale)
    {
        byte even = FloatBits.ToE4M3(scale, saturate: true);
        if (even == SmallFloat.E4M3.GreatestCode) return even;
        float midpoint = 0.5f * (FloatBits.FromE4M3(even) + FloatBits.FromE4M3((byte)(even + 1)));
        return scale >= midpoint ? (byte)(even + 1) : even;
    }

    // Ties go to the smaller magnitude, and what becomes 0 loses its sign.
    private static void NearestE2M1(ReadOnlySpan<float> source, float scale, Span<int> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            float x = Number(source[i]), magnitude = Math.Abs(x);
            int code = 0;
            // All are counted, because where to stop cannot be foretold.
            foreach (float midpoint in E2M1Midpoints) code += magnitude > midpoint * scale ? 1 : 0;
            fields[i] = scale == 0f ? 0 : x < 0f && code > 0 ? code | 8 : code;
        }
    }

    /// <summary>The nearest level, which the midpoints decide; a tie goes to the lower.</summary>
    private int LowerLevel(float x)
    {
        int level = 0;
        foreach (float midpoint in midpoints) level += x > midpoint ? 1 : 0;
        return level;
    }

    /// <summary>Stores a power of two: floor(log2(magnitude)) less an exponent, as far as the byte goes; 0 stores the least.</summary>
    private float WriteExponent(Span<byte> block, float magnitude, int less)
    {
        int exponent = magnitude == 0f ? 0 : Math.Clamp(BlockRange.FloorLog2(magnitude) - less + ExponentBias, 0, GreatestExponentByte);
        block[format.Scale!.Offset] = (byte)exponent;
        return BlockScales.PowerOfTwo((byte)exponent);
    }

    /// <summary>Stores a scale, or 0 where the reciprocal of what would be stored is not finite.</summary>
    private float WriteScale(Span<byte> block, float scale)
    {
        float stored = BlockParameters.Write(format.Scale!, block, scale);
        return float.IsFinite(1f / stored) ? stored : BlockParameters.Write(format.Scale!, block, 0f);
    }
}
