using System.Numerics;

namespace Quantization.Tests.Generic;

/// <summary>The numbers of stochastic rounding by their documented definition, in arithmetic without a width.</summary>
internal static class RandomOracle
{
    private static readonly BigInteger Two32 = BigInteger.One << 32, Two64 = BigInteger.One << 64;

    /// <summary>Number i of a seed: 24 bits as a fraction.</summary>
    internal static double Fraction(ulong seed, ulong index)
    {
        BigInteger high = index / (1UL << 32), low = index % (1UL << 32);
        // The finalizer of SplitMix64 on the state after high + 1 steps.
        BigInteger z = (seed + ((high + 1) * 0x9E3779B97F4A7C15)) % Two64;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % Two64;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % Two64;
        z ^= z >> 31;
        // Two rounds on 32 bits, a word of the key added before each.
        BigInteger mixed = (low + (z % Two32)) % Two32;
        mixed = (mixed ^ (mixed >> 16)) * 0x7FEB352D % Two32;
        mixed = ((mixed ^ (mixed >> 15)) + (z / Two32)) % Two32;
        mixed = mixed * 0x846CA68B % Two32;
        mixed ^= mixed >> 16;
        return (double)(mixed / 256) / (1 << 24);
    }
}
