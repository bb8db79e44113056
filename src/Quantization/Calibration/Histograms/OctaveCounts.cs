using static Quantization.OctaveLayout;

namespace Quantization;

/// <summary>
/// Counts of values by sign, octave and the first ten bits of their fraction: 1,024 bins between neighbouring powers of two, over the
/// sixteen octaves below the largest magnitude so far. What is smaller still is counted together.
/// </summary>
/// <remarks>
/// The bins are those of a float itself, so a place is a shift of its bits. They nest in bins of equal width: 2,048 of them over the whole range, or over the
/// half, the quarter … of it, are exact sums of these. Only the largest magnitude decides which octaves are kept, so neither the order
/// of values nor their division into batches or calibrators matters.
/// </remarks>
internal sealed class OctaveCounts
{
    private readonly long[] counts = new long[2 * Places];

    /// <summary>The exponent field of the highest octave: 0 while no magnitude of 2^−126 or more was seen.</summary>
    internal int Top { get; private set; }

    /// <summary>The counts of values that are not negative, and of the others from <see cref="OctaveLayout.Places"/> on.</summary>
    internal ReadOnlySpan<long> All => counts;

    /// <summary>What is taken off the bits of a magnitude, shifted, to have its place.</summary>
    internal int Base => (Top - Octaves + 1) * PerOctave - 1;

    /// <summary>Counts finite values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="reach">The greatest magnitude among them.</param>
    /// <param name="next">The memory of what is read after them.</param>
    /// <param name="scratch">Counters for a large batch, null for a small one.</param>
    internal void Add(ReadOnlySpan<float> values, float reach, ReadOnlySpan<byte> next, OctaveScratch? scratch)
    {
        int top = BitConverter.SingleToInt32Bits(reach) >> 23;
        if (top > Top)
        {
            scratch?.MoveTo(counts);
            Raise(top);
        }

        Span<ushort> places = stackalloc ushort[values.Length];
        OctavePlaces.Find(values, places, Base);
        if (scratch is null) OctavePlaces.Count(places, counts);
        else scratch.Count(places, next);
    }

    /// <summary>Adds the counts of scratch memory.</summary>
    internal void Add(OctaveScratch scratch) => scratch.MoveTo(counts);

    /// <summary>Adds the counts of another.</summary>
    internal void Add(OctaveCounts other)
    {
        if (other.Top > Top) Raise(other.Top);
        int below = int.Min((Top - other.Top) * PerOctave, LastPlace);
        for (int sign = 0; sign < 2; sign++)
        {
            Span<long> own = counts.AsSpan(sign * Places, Places);
            ReadOnlySpan<long> more = other.counts.AsSpan(sign * Places, Places);
            for (int place = 0; place <= LastPlace; place++) own[int.Max(place - below, 0)] += more[place];
        }
    }

    /// <summary>Restores counts.</summary>
    internal static OctaveCounts Restore(int top, ReadOnlySpan<(int Place, long Count)> counts)
    {
        OctaveCounts restored = new() { Top = top };
        foreach ((int place, long count) in counts) restored.counts[place] += count;
        return restored;
    }

    // The lowest octaves make room: what they counted is below now.
    private void Raise(int top)
    {
        int below = int.Min((top - Top) * PerOctave, LastPlace);
        for (int sign = 0; sign < 2; sign++)
        {
            Span<long> own = counts.AsSpan(sign * Places, LastPlace + 1);
            long lowest = 0;
            foreach (long count in own[..(below + 1)]) lowest += count;
            own[(below + 1)..].CopyTo(own[1..]);
            own[^below..].Clear();
            own[0] = lowest;
        }

        Top = top;
    }
}
