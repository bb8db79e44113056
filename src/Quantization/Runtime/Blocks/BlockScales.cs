using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>
/// Scales of blocks as floats, by tables: .NET has no instruction for one half, and converting it by arithmetic takes longer than a block
/// does. Called by generated code, which asks for a table once and reads it for each block.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockScales
{
    /// <summary>The values of all 65,536 halves, by their bits.</summary>
    public static ref readonly float Halves => ref MemoryMarshal.GetArrayDataReference(HalfTable.Values);

    /// <summary>The powers of two 2^(e − 127) by the byte e; NaN for 255.</summary>
    public static ref readonly float Powers => ref MemoryMarshal.GetArrayDataReference(ByteTables.Powers);

    /// <summary>The values of all E4M3 floats by their bits.</summary>
    public static ref readonly float E4M3 => ref MemoryMarshal.GetArrayDataReference(ByteTables.E4M3);

    /// <summary>The value of a half in a block.</summary>
    /// <param name="table">The table of <see cref="Halves"/>.</param>
    /// <param name="block">The block.</param>
    /// <param name="offset">The byte within it.</param>
    /// <returns>The half as a float, exactly.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Half(ref readonly float table, ref byte block, nuint offset) =>
        Unsafe.Add(ref Unsafe.AsRef(in table), (nuint)Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref block, offset)));

    /// <summary>The value of a byte in a block.</summary>
    /// <param name="table">The table of <see cref="Powers"/> or <see cref="E4M3"/>.</param>
    /// <param name="block">The block.</param>
    /// <param name="offset">The byte within it.</param>
    /// <returns>The value in the table.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Byte(ref readonly float table, ref byte block, nuint offset) =>
        Unsafe.Add(ref Unsafe.AsRef(in table), (nuint)Unsafe.Add(ref block, offset));

    /// <summary>The value of a byte in a block without its highest bit, which is no part of it.</summary>
    /// <param name="table">The table of <see cref="E4M3"/>.</param>
    /// <param name="block">The block.</param>
    /// <param name="offset">The byte within it.</param>
    /// <returns>The value in the table.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Magnitude(ref readonly float table, ref byte block, nuint offset) =>
        Unsafe.Add(ref Unsafe.AsRef(in table), (nuint)Unsafe.Add(ref block, offset) & 0x7F);

    /// <summary>The value of a float in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The byte within it.</param>
    /// <returns>The float.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Single(ref byte block, nuint offset) => Unsafe.ReadUnaligned<float>(ref Unsafe.Add(ref block, offset));

    /// <summary>The value of a bfloat16 in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The byte within it.</param>
    /// <returns>The bfloat16 as a float, exactly.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BFloat16(ref byte block, nuint offset) => FloatBits.FromBFloat16(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref block, offset)));

    /// <summary>2^(exponent − 127) of an exponent byte; 0 is the one below the normal floats, 255 is NaN.</summary>
    internal static float PowerOfTwo(byte exponent) => exponent switch
    {
        0 => BitConverter.UInt32BitsToSingle(0x0040_0000),
        255 => BitConverter.UInt32BitsToSingle(0x7FC0_0000),
        _ => BitConverter.UInt32BitsToSingle((uint)exponent << 23),
    };

    // Never moved, and apart from each other: who reads powers of two does not wait for halves to be widened.
    private static float[] Allocate(int length) => GC.AllocateUninitializedArray<float>(length, pinned: true);

    private static class HalfTable
    {
        internal static readonly float[] Values = Fill();

        // Once in a process, and at full speed: it is part of the first call of a kernel.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float[] Fill()
        {
            float[] values = Allocate(1 << 16);
            for (int bits = 0; bits < values.Length; bits++) values[bits] = FloatBits.FromHalf((ushort)bits);
            return values;
        }
    }

    private static class ByteTables
    {
        internal static readonly float[] Powers = FillPowers(), E4M3 = FillE4M3();

        private static float[] FillPowers()
        {
            float[] values = Allocate(1 << 8);
            for (int exponent = 0; exponent < values.Length; exponent++) values[exponent] = PowerOfTwo((byte)exponent);
            return values;
        }

        private static float[] FillE4M3()
        {
            float[] values = Allocate(1 << 8);
            for (int bits = 0; bits < values.Length; bits++) values[bits] = FloatBits.FromE4M3((byte)bits);
            return values;
        }
    }
}
