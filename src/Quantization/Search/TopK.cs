using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization;

/// <summary>The best of many scores.</summary>
/// <remarks>
/// Best is highest, of equal scores that with the lower index, and NaN, which is no score, comes after all others. −0 and 0 are equal. It takes O(n·log k) time at
/// worst, and little more than reading the scores where few of them are among the best.
/// </remarks>
public static class TopK
{
    // Entries that fit on the stack: 2 KiB.
    private const int MostOnStack = 256;

    /// <summary>Finds the best scores.</summary>
    /// <param name="scores">The scores, n of them.</param>
    /// <param name="indices">Where the indices of the best go, best first; its length is k.</param>
    /// <param name="best">Where their scores go, in the same order; as long.</param>
    /// <returns>How many were found and written: the smaller of k and n.</returns>
    /// <exception cref="ArgumentException"><paramref name="best"/> is not as long as <paramref name="indices"/>, or spans overlap; nothing is written then.</exception>
    public static int Select(ReadOnlySpan<float> scores, Span<int> indices, Span<float> best) => SelectOf(scores, indices, best);

    /// <inheritdoc cref="Select(ReadOnlySpan{float}, Span{int}, Span{float})"/>
    public static int Select(ReadOnlySpan<int> scores, Span<int> indices, Span<int> best) => SelectOf(scores, indices, best);

    private static int SelectOf<T>(ReadOnlySpan<T> scores, Span<int> indices, Span<T> best)
        where T : unmanaged
    {
        Require(scores, indices, best);
        int count = Math.Min(indices.Length, scores.Length);
        if (count == 0) return 0;
        long[]? rented = count > MostOnStack ? ArrayPool<long>.Shared.Rent(count) : null;
        Span<long> heap = (rented ?? stackalloc long[MostOnStack])[..count];
        for (int i = 0; i < heap.Length; i++) heap[i] = Entry(scores[i], i);
        for (int i = (heap.Length / 2) - 1; i >= 0; i--) SiftDown(heap, i);
        AddRest(heap, scores);
        heap.Sort();
        for (int i = 0; i < heap.Length; i++)
        {
            int index = ~(int)heap[heap.Length - 1 - i];
            indices[i] = index;
            best[i] = scores[index];
        }

        if (rented is not null) ArrayPool<long>.Shared.Return(rented);
        return count;
    }

    // The heap has the worst of the best on top: whatever follows enters only with a higher score, since its index is higher.
    private static void AddRest<T>(Span<long> heap, ReadOnlySpan<T> scores)
        where T : unmanaged
    {
        int i = heap.Length;
        while (i < scores.Length)
        {
            T worst = scores[~(int)heap[0]];
            // Nothing is compared with NaN.
            if (Vector.IsHardwareAccelerated && !IsNaN(worst)) i = SkipNotAbove(scores, i, new Vector<T>(worst));
            int end = Math.Min(i + Vector<T>.Count, scores.Length);
            for (; i < end; i++)
            {
                long entry = Entry(scores[i], i);
                if (entry <= heap[0]) continue;
                heap[0] = entry;
                SiftDown(heap, 0);
            }
        }
    }

    // The index of the first whole vector with a score above a limit, or that of what is left behind the last one.
    private static int SkipNotAbove<T>(ReadOnlySpan<T> scores, int i, Vector<T> limit)
        where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(scores);
        while (i <= scores.Length - Vector<T>.Count && !Vector.GreaterThanAny(Vector.LoadUnsafe(ref first, (nuint)i), limit)) i += Vector<T>.Count;
        return i;
    }

    // Greater is better: above, the score as an integer in the same order; below, the index, in the other order.
    private static long Entry<T>(T score, int index)
        where T : unmanaged =>
        ((long)Key(score) << 32) | (uint)~index;

    // The bits of floats are their order, the other way round below 0; NaN is before all.
    private static int Key<T>(T score)
        where T : unmanaged
    {
        int bits = Unsafe.BitCast<T, int>(score);
        if (typeof(T) == typeof(int)) return bits;
        if (IsNaN(score)) return int.MinValue;
        return bits >= 0 ? bits : unchecked(int.MinValue - bits);
    }

    private static bool IsNaN<T>(T score)
        where T : unmanaged =>
        typeof(T) == typeof(float) && float.IsNaN(Unsafe.BitCast<T, float>(score));

    private static void SiftDown(Span<long> heap, int place)
    {
        long entry = heap[place];
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= heap.Length) break;
            if (child + 1 < heap.Length && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= entry) break;
            heap[place] = heap[child];
            place = child;
        }

        heap[place] = entry;
    }

    private static void Require<T>(ReadOnlySpan<T> scores, Span<int> indices, Span<T> best)
        where T : unmanaged
    {
        if (best.Length != indices.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There must be room for {indices.Length} scores, as for indices; there is for {best.Length}."), nameof(best));
        }

        // A float is as long as an int.
        ReadOnlySpan<int> read = MemoryMarshal.Cast<T, int>(scores), written = MemoryMarshal.Cast<T, int>(best);
        if (read.Overlaps(indices)) throw new ArgumentException("The indices overlap the scores in memory.", nameof(indices));
        if (written.Overlaps(read)) throw new ArgumentException("The best scores overlap all scores in memory.", nameof(best));
        if (written.Overlaps(indices)) throw new ArgumentException("The best scores overlap the indices in memory.", nameof(best));
    }
}
