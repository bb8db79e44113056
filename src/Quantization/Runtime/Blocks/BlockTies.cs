using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>What the first of equal values decides in a block, where its range alone does not tell. Called by generated code, rarely.</summary>
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
    public static void FirstOfMagnitude(ref float values, nuint size, nuint count, ref float highest, ref float lowest)
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

    /// <summary>Where the least value of a block is 0, gives it the sign of the first zero.</summary>
    /// <param name="values">The finite values of consecutive blocks.</param>
    /// <param name="size">The elements of a block.</param>
    /// <param name="count">The number of blocks.</param>
    /// <param name="lowest">The least value of each block.</param>
    public static void FirstZero(ref float values, nuint size, nuint count, ref float lowest)
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
