using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Where a kernel's second step begins, so that its stores do not cross cache lines. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorAlignment
{
    private const nuint Line = 64;

    /// <summary>
    /// The length of the first step, at most <paramref name="step"/>, after which a destination is aligned to a cache line; the
    /// second step writes some elements again. Only speed depends on it: should the collector move the destination, its stores
    /// cross lines as they would have anyway.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The first element to write.</param>
    /// <param name="step">The elements of a whole step, a multiple of a line.</param>
    /// <param name="group">The elements that only come together; the first step is whole where an aligned second would split some.</param>
    /// <returns>From <paramref name="step"/> less a line, exclusive, to <paramref name="step"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nuint FirstStep<T>(ref T destination, nuint step, nuint group = 1)
        where T : unmanaged
    {
        nuint past = ((nuint)Unsafe.AsPointer(ref destination) & (Line - 1)) / (nuint)sizeof(T);
        return past % group == 0 ? step - past : step;
    }
}
