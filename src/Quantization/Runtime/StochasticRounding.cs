using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>
/// The random numbers of stochastic rounding. They are counted, not drawn: number i is a mixture of seed and i, the same wherever
/// and in whatever order it is computed. Called by generated code, whose vectors do the same on 32-bit lanes.
/// </summary>
/// <remarks>
/// The upper half of the index and the seed make a key (the finalizer of SplitMix64); the lower half is mixed with it by two
/// rounds of multiplication and shift, each a bijection of 32 bits. Statistical, not cryptographic.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StochasticRounding
{
    /// <summary>The multiplier of the first round.</summary>
    public const uint FirstMultiplier = 0x7FEB352D;

    /// <summary>The multiplier of the second round.</summary>
    public const uint SecondMultiplier = 0x846CA68B;

    /// <summary>The key of 2^32 consecutive numbers.</summary>
    /// <param name="seed">The sequence.</param>
    /// <param name="index">The index of any of them.</param>
    /// <returns>What the lower half of an index is added to in either round: the low word first.</returns>
    public static ulong Key(ulong seed, ulong index)
    {
        unchecked
        {
            ulong key = seed + (((index >> 32) + 1) * 0x9E3779B97F4A7C15);
            key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
            key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
            return key ^ (key >> 31);
        }
    }

    /// <summary>One number as a fraction of 24 bits.</summary>
    /// <param name="seed">The sequence.</param>
    /// <param name="index">The number's index.</param>
    /// <returns>A multiple of 2^−24 from 0 to 1, exclusive.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fraction(ulong seed, ulong index)
    {
        unchecked
        {
            ulong key = Key(seed, index);
            uint mixed = (uint)index + (uint)key;
            mixed = (mixed ^ (mixed >> 16)) * FirstMultiplier;
            mixed = (mixed ^ (mixed >> 15)) + (uint)(key >> 32);
            mixed *= SecondMultiplier;
            return (int)((mixed ^ (mixed >> 16)) >> 8) * (1f / (1 << 24));
        }
    }

    /// <summary>Whether the indices of a call share one key, as they do unless they pass a multiple of 2^32.</summary>
    /// <param name="index">The first index.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>True nearly always; kernels count in 32 bits only then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SharesKey(ulong index, nuint length) => (uint)index + (ulong)length <= 1UL << 32;
}
