using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>
/// What the first of equal values decides in a block, where its range alone does not tell. A lane belongs to a block; vectors come and go by
/// value, so that they stay in registers where nothing is to be decided. Called by generated code, rarely.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTies
{
    /// <summary>
    /// Where a block has its largest magnitude with both signs, leaves only the end that comes first; the other end becomes 0.
    /// </summary>
    /// <param name="values">The finite values of consecutive blocks.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="count">The number of blocks.</param>
    /// <param name="highest">The greatest value of each block.</param>
    /// <param name="lowest">The least value of each block.</param>
    /// <returns>Both ends.</returns>
    public static (Vector512<float> Highest, Vector512<float> Lowest) FirstOfMagnitude(ref float values, nuint size, nuint count, Vector512<float> highest, Vector512<float> lowest)
    {
        Decide(ref values, size, count, ref Unsafe.As<Vector512<float>, float>(ref highest), ref Unsafe.As<Vector512<float>, float>(ref lowest));
        return (highest, lowest);
    }

    /// <inheritdoc cref="FirstOfMagnitude(ref float, nuint, nuint, Vector512{float}, Vector512{float})"/>
    public static (Vector256<float> Highest, Vector256<float> Lowest) FirstOfMagnitude(ref float values, nuint size, nuint count, Vector256<float> highest, Vector256<float> lowest)
    {
        Decide(ref values, size, count, ref Unsafe.As<Vector256<float>, float>(ref highest), ref Unsafe.As<Vector256<float>, float>(ref lowest));
        return (highest, lowest);
    }

    /// <inheritdoc cref="FirstOfMagnitude(ref float, nuint, nuint, Vector512{float}, Vector512{float})"/>
    public static (Vector128<float> Highest, Vector128<float> Lowest) FirstOfMagnitude(ref float values, nuint size, nuint count, Vector128<float> highest, Vector128<float> lowest)
    {
        Decide(ref values, size, count, ref Unsafe.As<Vector128<float>, float>(ref highest), ref Unsafe.As<Vector128<float>, float>(ref lowest));
        return (highest, lowest);
    }

    /// <summary>Where the least value of a block is 0, gives it the sign of the first zero.</summary>
    /// <param name="values">The finite values of consecutive blocks.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="count">The number of blocks.</param>
    /// <param name="lowest">The least value of each block.</param>
    /// <returns>The least values.</returns>
    public static Vector512<float> FirstZero(ref float values, nuint size, nuint count, Vector512<float> lowest)
    {
        Decide(ref values, size, count, ref Unsafe.As<Vector512<float>, float>(ref lowest));
        return lowest;
    }

    /// <inheritdoc cref="FirstZero(ref float, nuint, nuint, Vector512{float})"/>
    public static Vector256<float> FirstZero(ref float values, nuint size, nuint count, Vector256<float> lowest)
    {
        Decide(ref values, size, count, ref Unsafe.As<Vector256<float>, float>(ref lowest));
        return lowest;
    }

    /// <inheritdoc cref="FirstZero(ref float, nuint, nuint, Vector512{float})"/>
    public static Vector128<float> FirstZero(ref float values, nuint size, nuint count, Vector128<float> lowest)
    {
        Decide(ref values, size, count, ref Unsafe.As<Vector128<float>, float>(ref lowest));
        return lowest;
    }

    private static void Decide(ref float values, nuint size, nuint count, ref float highest, ref float lowest)
    {
        for (nuint b = 0; b < count; b++)
        {
            float magnitude = Unsafe.Add(ref highest, b);
            if (magnitude == 0f || magnitude != -Unsafe.Add(ref lowest, b)) continue;
            nuint i = b * size;
            while (Math.Abs(Unsafe.Add(ref values, i)) != magnitude) i++;
            if (Unsafe.Add(ref values, i) > 0f) Unsafe.Add(ref lowest, b) = 0f;
            else Unsafe.Add(ref highest, b) = 0f;
        }
    }

    private static void Decide(ref float values, nuint size, nuint count, ref float lowest)
    {
        for (nuint b = 0; b < count; b++)
        {
            if (Unsafe.Add(ref lowest, b) != 0f) continue;
            nuint i = b * size;
            while (Unsafe.Add(ref values, i) != 0f) i++;
            Unsafe.Add(ref lowest, b) = Unsafe.Add(ref values, i);
        }
    }
}
