using System.Buffers.Binary;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <summary>The parameters that lie in a block: scales, minima, sums, each read and written by its type.</summary>
internal static class BlockParameters
{
    private const float GreatestHalf = 65504f;

    /// <summary>A field as a float; the exponent byte 255 is NaN.</summary>
    internal static float Read(BlockField field, ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> bytes = block[field.Offset..];
        return field.Type switch
        {
            ScaleType.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ScaleType.Half => ReadHalf(bytes),
            ScaleType.BFloat16 => FloatBits.FromBFloat16(BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
            ScaleType.E8M0 => BlockScales.PowerOfTwo(bytes[0]),
            _ => FloatBits.FromE4M3(bytes[0]),
        };
    }

    /// <summary>
    /// Stores a number rounded to nearest even, at most the greatest of its type in magnitude. Not for exponents, which are made from
    /// the range and not rounded.
    /// </summary>
    /// <returns>The number as stored.</returns>
    internal static float Write(BlockField field, Span<byte> block, float value)
    {
        Span<byte> bytes = block[field.Offset..];
        switch (field.Type)
        {
            case ScaleType.Single:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, Math.Clamp(value, -float.MaxValue, float.MaxValue));
                break;
            case ScaleType.Half:
                WriteHalf(bytes, value);
                break;
            case ScaleType.BFloat16:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, FloatBits.ToBFloat16(Math.Clamp(value, -BlockField.GreatestBFloat16, BlockField.GreatestBFloat16)));
                break;
            default:
                bytes[0] = FloatBits.ToE4M3(value, saturate: true);
                break;
        }

        return Read(field, block);
    }

    /// <summary>A half as a float.</summary>
    internal static float ReadHalf(ReadOnlySpan<byte> bytes) => FloatBits.FromHalf(BinaryPrimitives.ReadUInt16LittleEndian(bytes));

    /// <summary>Stores a number as a half, rounded to nearest even, at most ±65504.</summary>
    internal static void WriteHalf(Span<byte> bytes, float value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, FloatBits.ToHalf(Math.Clamp(value, -GreatestHalf, GreatestHalf)));

    /// <summary>The scale of a part as it is stored, before the factor of all; 1 where there are no parts.</summary>
    internal static float PartFactor(BlockFormat format, ReadOnlySpan<byte> block, int part) =>
        format.Parts == PartScales.E4M3
            // Its sign is no part of it.
            ? FloatBits.FromE4M3((byte)(block[format.PartsOffset + part] & 0x7F))
            : PartScale(format, block, part);

    /// <summary>The integer scale of a part; 1 where there are no parts.</summary>
    internal static int PartScale(BlockFormat format, ReadOnlySpan<byte> block, int part)
    {
        ReadOnlySpan<byte> scales = block[format.PartsOffset..];
        return format.Parts switch
        {
            PartScales.Nibbles => scales[part] & 15,
            PartScales.SixBitPairs => part < 4 ? scales[part] & 63 : (scales[part + 4] & 15) | (scales[part - 4] >> 6) << 4,
            // The low halves of sixteen in eight bytes, then the upper two bits of four in each of four bytes.
            PartScales.SixBits => ((scales[part % 8] >> (part / 8 * 4) & 15) | (scales[8 + (part % 4)] >> (part / 4 * 2) & 3) << 4) - 32,
            PartScales.SignedBytes => (sbyte)scales[part],
            _ => 1,
        };
    }

    /// <summary>The integer minimum of a part; 0 where there is none.</summary>
    internal static int PartMinimum(BlockFormat format, ReadOnlySpan<byte> block, int part)
    {
        ReadOnlySpan<byte> scales = block[format.PartsOffset..];
        return format.Parts switch
        {
            PartScales.Nibbles => scales[part] >> 4,
            PartScales.SixBitPairs => part < 4 ? scales[part + 4] & 63 : (scales[part + 4] >> 4) | (scales[part] >> 6) << 4,
            _ => 0,
        };
    }

    /// <summary>The scale of a part: the factor of all times the part's own, rounded; and times what a step is worth.</summary>
    internal static float EffectiveScale(BlockFormat format, ReadOnlySpan<byte> block, int part)
    {
        if (format.Scale is not { } scale) return PartFactor(format, block, part);
        float all = Read(scale, block);
        return format.PartSize > 0 ? all * PartFactor(format, block, part) : format.Unit == 1f ? all : all * format.Unit;
    }

    /// <summary>The minimum of a part, which is added to a scaled code, or in super-blocks subtracted.</summary>
    internal static float EffectiveMinimum(BlockFormat format, ReadOnlySpan<byte> block, int part)
    {
        if (format.Minimum is not { } minimum) return 0f;
        float all = Read(minimum, block);
        return format.SubtractsMinimum ? all * PartMinimum(format, block, part) : all;
    }
}
