using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Quantization.Arithmetic;
using static Quantization.Runtime.SearchTile;

namespace Quantization.Runtime;

/// <summary>Writes what the search has found.</summary>
internal static class SuperBlockFields
{
    /// <summary>Writes the scale fields of a block, and what its codes are made with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write(
        BlockFormat format, ref SearchTile tile, int start, int count, ref byte block, ref float inverses, ref float offsets)
    {
        // What was found is in units of the block; the factors are halves there and here.
        float unit = Unsafe.Add(ref tile[Row.Unit], start);
        WriteHalf(ref block, format.Scale!, Unsafe.Add(ref tile[Row.Factor], start) / unit);
        if (format.Minimum is BlockField field) WriteHalf(ref block, field, Unsafe.Add(ref tile[Row.MinimumFactor], start) / unit);
        for (int part = 0; part < count; part += 4)
        {
            Vector128.LoadUnsafe(ref tile[Row.Scale], (nuint)(start + part)).StoreUnsafe(ref inverses, (nuint)part);
            Vector128.LoadUnsafe(ref tile[Row.Minimum], (nuint)(start + part)).StoreUnsafe(ref offsets, (nuint)part);
        }

        ref byte parts = ref Unsafe.Add(ref block, format.PartsOffset);
        Vector128<ulong> scales = Bytes(ref tile[Row.ScaleCode], start);
        Vector128<ulong> minima = Bytes(ref tile[Row.MinimumCode], start);
        switch (format.Parts)
        {
            case PartScales.Nibbles:
                (scales | (minima << 4)).AsByte().StoreUnsafe(ref parts);
                break;
            case PartScales.SixBitPairs:
                SixBitScales.Pack(scales[0], minima[0], ref parts);
                break;
            case PartScales.SixBits:
                SixBitScales.PackSigned(scales[0], scales[1], ref parts);
                break;
            default:
                scales.AsByte().StoreUnsafe(ref parts);
                break;
        }
    }

    /// <summary>The nearest half, ties to even, the greatest one at most: what the framework's conversion gives, in fewer instructions.</summary>
    /// <param name="value">A float that is not NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort ToHalf(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value), sign = bits & 0x80000000, magnitude = uint.Min(bits ^ sign, 0x477FE000);
        // Below 2^−14 halves are multiples of 2^−24, as floats from 0.5 to 1 are.
        uint half = magnitude < 0x38800000
            ? BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(magnitude) + 0.5f) - 0x3F000000
            : (magnitude + 0xFFF + ((magnitude >> 13) & 1) - (112u << 23)) >> 13;
        return (ushort)(half | (sign >> 16));
    }

    /// <summary>A finite half as a float, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float FromHalf(ushort half)
    {
        // With the exponent of a float the half is a float too small by 2^112.
        uint bits = (half & 0x7FFFu) << 13;
        return BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(bits) * 5.192296858534828e+33f) | ((uint)(half & 0x8000) << 16));
    }

    private static void WriteHalf(ref byte block, BlockField field, float value) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref block, field.Offset), ToHalf(value));

    // Integers of a row as bytes; behind the second block of two there is the next row, whose bytes are not used.
    private static Vector128<ulong> Bytes(ref float row, int start)
    {
        Vector128<int> a = Vector128.ConvertToInt32(Vector128.LoadUnsafe(ref row, (nuint)start)), b = Vector128.ConvertToInt32(Vector128.LoadUnsafe(ref row, (nuint)start + 4));
        Vector128<int> c = Vector128.ConvertToInt32(Vector128.LoadUnsafe(ref row, (nuint)start + 8)), d = Vector128.ConvertToInt32(Vector128.LoadUnsafe(ref row, (nuint)start + 12));
        return Vector128.Narrow(Vector128.Narrow(a, b), Vector128.Narrow(c, d)).AsUInt64();
    }
}
