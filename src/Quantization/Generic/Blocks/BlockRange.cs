using System.Numerics;

namespace Quantization;

/// <summary>What the rules of block formats take from the finite values of a block; all are 0 where there is none.</summary>
/// <param name="Minimum">The least value; of equal ones the first.</param>
/// <param name="Maximum">The greatest value; of equal ones the first.</param>
/// <param name="Furthest">The value of largest magnitude, with its sign; of equal magnitudes the first. Of zeros it is +0.</param>
internal readonly record struct BlockRange(float Minimum, float Maximum, float Furthest)
{
    /// <summary>The largest magnitude.</summary>
    internal float Magnitude => Math.Abs(Furthest);

    internal static BlockRange Of(ReadOnlySpan<float> values)
    {
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity, furthest = 0f;
        foreach (float x in values)
        {
            if (!float.IsFinite(x)) continue;
            if (x < minimum) minimum = x;
            if (x > maximum) maximum = x;
            if (Math.Abs(x) > Math.Abs(furthest)) furthest = x;
        }

        return minimum > maximum ? default : new BlockRange(minimum, maximum, furthest);
    }

    /// <summary>floor(log2(x)) of a positive finite number, exactly.</summary>
    internal static int FloorLog2(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        return bits >= 1 << 23 ? (bits >> 23) - 127 : BitOperations.Log2((uint)bits) - 149;
    }
}
