using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>Brings activations into the order in which tiles read them: <c>[groups][rows of the tile][4]</c>, as bytes or words.</summary>
internal static unsafe class MatrixActivations
{
    private const int Step = SignedBytePanels.InputStep;

    /// <summary>Packs one row; where inputs end within a step, what follows meets weights of 0.</summary>
    /// <param name="row">The codes, as bytes.</param>
    /// <param name="offset">What is added to each; bytes wrap.</param>
    /// <param name="to">The row's place in the first group.</param>
    /// <param name="rows">The rows of the tile.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    internal static void Pack(ReadOnlySpan<byte> row, int offset, byte* to, int rows, int bytes)
    {
        Vector128<byte> added = Vector128.Create(unchecked((byte)offset));
        nint stride = SignedBytePanels.Group * bytes * rows;
        for (; row.Length >= Step; row = row[Step..], to += 4 * stride) Write(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(row)) + added, to, stride, bytes);
        if (row.IsEmpty) return;
        Span<byte> last = stackalloc byte[Step];
        last.Clear();
        row.CopyTo(last);
        Write(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(last)) + added, to, stride, bytes);
    }

    /// <summary>The sum of a row's codes, with an offset to each.</summary>
    internal static int Sum<TCode>(ReadOnlySpan<TCode> row, int offset)
        where TCode : unmanaged
    {
        // Signed codes are counted from −128.
        byte flip = typeof(TCode) == typeof(sbyte) ? (byte)0x80 : (byte)0;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(row);
        int count = bytes.Length, sum = 0;
        Vector128<uint> sums = Vector128<uint>.Zero;
        for (; bytes.Length >= Step; bytes = bytes[Step..])
        {
            Vector128<byte> codes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(bytes)) ^ Vector128.Create(flip);
            Vector128<ushort> words = Vector128.WidenLower(codes) + Vector128.WidenUpper(codes);
            sums += Vector128.WidenLower(words) + Vector128.WidenUpper(words);
        }

        foreach (byte code in bytes) sum += code ^ flip;
        return unchecked(sum + (int)Vector128.Sum(sums) + (count * (offset - flip)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector128<byte> codes, byte* to, nint stride, int bytes)
    {
        if (bytes == 1)
        {
            Vector128<uint> groups = codes.AsUInt32();
            Unsafe.WriteUnaligned(to, groups[0]);
            Unsafe.WriteUnaligned(to + stride, groups[1]);
            Unsafe.WriteUnaligned(to + (2 * stride), groups[2]);
            Unsafe.WriteUnaligned(to + (3 * stride), groups[3]);
            return;
        }

        Vector128<ulong> lower = Vector128.WidenLower(codes).AsUInt64(), upper = Vector128.WidenUpper(codes).AsUInt64();
        Unsafe.WriteUnaligned(to, lower[0]);
        Unsafe.WriteUnaligned(to + stride, lower[1]);
        Unsafe.WriteUnaligned(to + (2 * stride), upper[0]);
        Unsafe.WriteUnaligned(to + (3 * stride), upper[1]);
    }
}
