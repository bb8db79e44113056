using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>From the lanes of vectors to their sum: of codes, and at the end of dot products. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockReduction
{
    /// <summary>The sum of all lanes.</summary>
    /// <param name="x">Integers.</param>
    /// <returns>Their sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Vector512<int> x) => Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Vector256<int> x) => Sum(x.GetLower() + x.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Vector128<int> x)
    {
        Vector128<int> pairs = x + Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1));
        return (pairs + Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The sum of the sixteen accumulators of a dot product, in the fixed order: those 8 further first, then 4, 2 and 1.</summary>
    /// <param name="a">The accumulators.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector512<float> a) => Total(a.GetLower() + a.GetUpper());

    /// <summary>The sum of the sixteen accumulators of a dot product, in the fixed order: those 8 further first, then 4, 2 and 1.</summary>
    /// <param name="lower">The first eight accumulators.</param>
    /// <param name="upper">The others.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector256<float> lower, Vector256<float> upper) => Total(lower + upper);

    /// <summary>The sum of the sixteen accumulators of a dot product, in the fixed order: those 8 further first, then 4, 2 and 1.</summary>
    /// <param name="a0">The first four accumulators.</param>
    /// <param name="a1">The next four.</param>
    /// <param name="a2">The next four.</param>
    /// <param name="a3">The last four.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector128<float> a0, Vector128<float> a1, Vector128<float> a2, Vector128<float> a3) => Total(a0 + a2, a1 + a3);

    /// <summary>The sum of eight accumulators: those 4 further first, then 2 and 1.</summary>
    /// <param name="a">The accumulators.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector256<float> a) => Total(a.GetLower(), a.GetUpper());

    /// <summary>The sum of eight accumulators: those 4 further first, then 2 and 1.</summary>
    /// <param name="lower">The first four.</param>
    /// <param name="upper">The others.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Total(Vector128<float> lower, Vector128<float> upper)
    {
        Vector128<float> fours = lower + upper;
        Vector128<float> pairs = fours + Vector128.Shuffle(fours, Vector128.Create(2, 3, 0, 1));
        return pairs.ToScalar() + pairs.GetElement(1);
    }
}
