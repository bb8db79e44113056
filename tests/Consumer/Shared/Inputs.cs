using System;

namespace Consumer
{
    /// <summary>Values on which kernels tend to differ, laid out so that each kind meets vector bodies and tails.</summary>
    internal static class Inputs
    {
        private static readonly float[] Hard =
        {
            0f, -0f, float.NaN, System.BitConverter.UInt32BitsToSingle(0xFFC12345), float.PositiveInfinity, float.NegativeInfinity,
            float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 2147483648f, -2147483648f, 4294967296f,
        };

        /// <summary>Values in which ties and neighbours of ties for a scale alternate with hard cases and arbitrary bits.</summary>
        /// <param name="length">How many.</param>
        /// <param name="scale">The scale whose ties are wanted.</param>
        public static float[] For(int length, float scale)
        {
            float[] values = new float[length];
            uint state = 0x9E3779B9;
            for (int i = 0; i < length; i++)
            {
                state = unchecked(state * 1664525u + 1013904223u);
                float tie = ((int)(state >> 16) % 300 - 150 + 0.5f) * scale;
                values[i] = (state >> 8 & 7) switch
                {
                    0 or 1 => tie,
                    2 => MathF.BitIncrement(tie),
                    3 => MathF.BitDecrement(tie),
                    4 => Hard[(int)((state >> 11) % (uint)Hard.Length)],
                    5 => System.BitConverter.UInt32BitsToSingle(state ^ state << 13),
                    _ => ((int)(state >> 9) - (1 << 22)) * scale * (150f / (1 << 22)),
                };
            }

            return values;
        }
    }
}
