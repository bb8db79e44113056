using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Which random numbers stochastic rounding takes: element i of a call takes number <c>Start + i</c> of the sequence of a seed. A
/// number depends on nothing but the two, so that a tensor rounded in parts, or on another processor, has the same codes.
/// </summary>
/// <param name="Seed">The sequence. Tensors rounded with one seed and start round alike; give each its own.</param>
/// <param name="Start">The number of the first element; it counts on modulo 2^64.</param>
public readonly record struct RandomSequence(ulong Seed, ulong Start = 0)
{
    /// <summary>The sequence from a later number on.</summary>
    /// <param name="count">How many numbers to leave out.</param>
    /// <returns>The rest of the sequence.</returns>
    public RandomSequence Skip(ulong count) => this with { Start = unchecked(Start + count) };

    /// <summary>A number of the sequence, as a fraction: 24 random bits of 2^24.</summary>
    /// <param name="index">How many after <see cref="Start"/>.</param>
    /// <returns>A multiple of 2^−24 from 0 to 1, exclusive.</returns>
    public float this[ulong index] => StochasticRounding.Fraction(Seed, unchecked(Start + index));
}
