using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Ascending thresholds of which a kernel finds the number that a value has reached: one after another, or by halves. By halves the bits of that number come from the
/// highest on, and bit after bit the threshold to compare with is looked up in a table of its own, at the bits so far.
/// </summary>
/// <param name="bits">The bits of the number.</param>
/// <param name="values">The thresholds, where they are constants.</param>
/// <param name="memory">At run time, the C# expression of a reference to them in the order of the search: table d of 2^d begins at number 2^d.</param>
internal sealed class Thresholds(int bits, IReadOnlyList<float>? values, string? memory)
{
    /// <summary>The most that plain code has written into it; more are searched by halves.</summary>
    internal const int MostWritten = 7;

    /// <summary>The bits of the number.</summary>
    internal int Bits => bits;

    /// <summary>The thresholds, where they are constants.</summary>
    internal IReadOnlyList<float>? Values => values;

    /// <summary>How many there are, at most.</summary>
    internal int Count => values?.Count ?? (1 << bits) - 1;

    /// <summary>Each of them as a C# expression.</summary>
    internal IEnumerable<string> Expressions => values is not null
        ? values.Select(Literal.Of)
        : Enumerable.Range(1, Count).Select(t => $"Unsafe.Add(ref {memory}, {Literal.Of(PlaceOf(t))})");

    /// <summary>The table of thresholds that decide on a bit, from the highest on.</summary>
    internal FloatTable Table(int depth) => new(
        $"at{Literal.Of(depth)}_",
        depth,
        values is null ? null : [.. Enumerable.Range(0, 1 << depth).Select(k => At(((2 * k) + 1) << (bits - 1 - depth)))],
        memory,
        1 << depth);

    // Threshold t, counted from 1, which decides on the bit of the lowest one of t, at the bits above it.
    private int PlaceOf(int t)
    {
        int low = 0;
        while (((t >> low) & 1) == 0) low++;
        return (1 << (bits - 1 - low)) + (t >> (low + 1));
    }

    // What does not exist is NaN, which nothing reaches.
    private float At(int t) => t <= values!.Count ? values[t - 1] : float.NaN;
}
