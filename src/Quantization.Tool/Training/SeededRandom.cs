namespace Quantization.Tool.Training;

/// <summary>
/// Random numbers by SplitMix64: the same for a seed on every machine and in every release, which <see cref="Random"/> does not promise.
/// </summary>
internal sealed class SeededRandom(int seed)
{
    private ulong _state = (uint)seed;

    /// <summary>A number from 0 to <paramref name="bound"/> − 1. The bias of the product is below 2⁻³² · bound.</summary>
    public int NextInt32(int bound) => (int)((NextUInt32() * (ulong)(uint)bound) >> 32);

    /// <summary>A float from 0, inclusive, to 1, exclusive; a multiple of 2⁻²⁴.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Brings <paramref name="values"/> into random order (Fisher–Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var other = NextInt32(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    private uint NextUInt32()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (uint)((mixed ^ (mixed >> 31)) >> 32);
        }
    }
}
