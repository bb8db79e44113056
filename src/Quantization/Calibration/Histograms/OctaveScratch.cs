using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quantization;

/// <summary>
/// Four sets of short counters, taken in turn: neighbours that fall into one bin, as zeros after a ReLU do, then do not wait for each other's increment. One
/// for each thread, for all of its calibrators.
/// </summary>
internal sealed class OctaveScratch
{
    private const int Sets = 4, Places = 2 * OctaveLayout.Places;

    // Emptying the counters takes as long as counting some ten thousand values.
    private const int LeastBatch = 1 << 16;

    [ThreadStatic]
    private static OctaveScratch? own;

    private readonly uint[] counters = new uint[Sets * Places];
    private bool used;

    /// <summary>The thread's counters for a batch that is large enough to be worth them, else null.</summary>
    internal static OctaveScratch? For(int batch) => batch < LeastBatch ? null : own ??= new OctaveScratch();

    /// <summary>Forgets what was counted.</summary>
    internal void Discard()
    {
        if (used) Array.Clear(counters);
        used = false;
    }

    /// <summary>Adds one at each place.</summary>
    /// <param name="places">The places.</param>
    /// <param name="next">Memory that is read next; it is brought near.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Count(ReadOnlySpan<ushort> places, ReadOnlySpan<byte> next)
    {
        used = true;
        ref ushort place = ref MemoryMarshal.GetReference(places);
        ref byte ahead = ref MemoryMarshal.GetReference(next);
        ref uint set0 = ref MemoryMarshal.GetArrayDataReference(counters);
        ref uint set1 = ref Unsafe.Add(ref set0, Places);
        ref uint set2 = ref Unsafe.Add(ref set1, Places);
        ref uint set3 = ref Unsafe.Add(ref set2, Places);
        nuint i = 0, end = (nuint)places.Length, near = (nuint)next.Length;
        for (; i + 16 <= end; i += 16)
        {
            // A line of what comes next for each line of places: memory and counters work at the same time.
            if (sizeof(float) * i < near) Bring(ref Unsafe.Add(ref ahead, sizeof(float) * i));
            CountFour(ref set0, ref set1, ref set2, ref set3, ref Unsafe.Add(ref place, i));
            CountFour(ref set0, ref set1, ref set2, ref set3, ref Unsafe.Add(ref place, i + 4));
            CountFour(ref set0, ref set1, ref set2, ref set3, ref Unsafe.Add(ref place, i + 8));
            CountFour(ref set0, ref set1, ref set2, ref set3, ref Unsafe.Add(ref place, i + 12));
        }

        for (; i < end; i++) Unsafe.Add(ref set0, (nuint)Unsafe.Add(ref place, i))++;
    }

    /// <summary>Adds the counters to others, and clears them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void MoveTo(Span<long> counts)
    {
        if (!used) return;
        used = false;
        ref long destination = ref MemoryMarshal.GetReference(counts[..Places]);
        ref uint set0 = ref MemoryMarshal.GetArrayDataReference(counters);
        ref uint set1 = ref Unsafe.Add(ref set0, Places);
        ref uint set2 = ref Unsafe.Add(ref set1, Places);
        ref uint set3 = ref Unsafe.Add(ref set2, Places);
        // A batch has fewer than 2^31 values, and so has the sum of a place. There are whole vectors of places.
        for (nuint i = 0; i < Places; i += 8)
        {
            Vector256<uint> sum = (Vector256.LoadUnsafe(ref set0, i) + Vector256.LoadUnsafe(ref set1, i)) + (Vector256.LoadUnsafe(ref set2, i) + Vector256.LoadUnsafe(ref set3, i));
            (Vector256<ulong> low, Vector256<ulong> high) = Vector256.Widen(sum);
            (Vector256.LoadUnsafe(ref destination, i) + low.AsInt64()).StoreUnsafe(ref destination, i);
            (Vector256.LoadUnsafe(ref destination, i + 4) + high.AsInt64()).StoreUnsafe(ref destination, i + 4);
        }

        Array.Clear(counters);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CountFour(ref uint set0, ref uint set1, ref uint set2, ref uint set3, ref ushort place)
    {
        Unsafe.Add(ref set0, (nuint)place)++;
        Unsafe.Add(ref set1, (nuint)Unsafe.Add(ref place, 1))++;
        Unsafe.Add(ref set2, (nuint)Unsafe.Add(ref place, 2))++;
        Unsafe.Add(ref set3, (nuint)Unsafe.Add(ref place, 3))++;
    }

    // No promise but a hint: the address may be anything, and what it refers to may move.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Bring(ref byte value)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref value));
    }
}
