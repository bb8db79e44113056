using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>
/// Scales of blocks as floats, by tables: .NET has no instruction for one half, and converting it by arithmetic takes longer than a block
/// does. Called by generated code, which asks for a table once and reads it for each block.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockScales
{
    private static readonly float[] halves = Table(1 << 16, static bits => FloatBits.FromHalf((ushort)bits));
    private static readonly float[] powers = Table(1 << 8, static exponent => exponent == 255 ? float.NaN : float.ScaleB(1f, exponent - 127));
    private static readonly float[] eights = Table(1 << 8, static bits => SmallFloats.Decode(SmallFloat.E4M3, bits));

    /// <summary>The values of all 65,536 halves, by their bits.</summary>
    public static ref readonly float Halves => ref MemoryMarshal.GetArrayDataReference(halves);

    /// <summary>The powers of two 2^(e − 127) by the byte e; NaN for 255.</summary>
    public static ref readonly float Powers => ref MemoryMarshal.GetArrayDataReference(powers);

    /// <summary>The values of all E4M3 floats by their bits.</summary>
    public static ref readonly float E4M3 => ref MemoryMarshal.GetArrayDataReference(eights);

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

    private static float[] Table(int length, Func<int, float> value)
    {
        // Never moved, and beside nothing that is written.
        float[] table = GC.AllocateUninitializedArray<float>(length, pinned: true);
        for (int i = 0; i < length; i++) table[i] = value(i);
        return table;
    }
}
