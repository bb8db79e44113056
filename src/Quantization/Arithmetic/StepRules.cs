using System.Globalization;

namespace Quantization.Arithmetic;

/// <summary>
/// What levels and thresholds must be, and the thresholds of a codebook. The generator compiles this file too, so that constants of a
/// declaration and tables made at run time are refused for the same reasons and mean the same codes.
/// </summary>
internal static class StepRules
{
    /// <summary>The widest code that numbers levels.</summary>
    internal const int MostBits = 8;

    /// <summary>The most levels.</summary>
    internal const int MostLevels = 1 << MostBits;

    /// <summary>Why these cannot be levels, or null where they can.</summary>
    internal static string? RefuseLevels(IReadOnlyList<float> levels, int most) =>
        levels.Count < 2 ? $"{Count(levels.Count, "level")} cannot be told apart; there are at least 2"
        : levels.Count > most ? $"{Text(levels.Count)} levels are more than the {Text(most)} that codes can number"
        : RefuseOrder(levels, "level");

    /// <summary>Why these cannot be the thresholds between so many levels, or null where they can.</summary>
    internal static string? RefuseThresholds(IReadOnlyList<float> thresholds, int levels) =>
        thresholds.Count != levels - 1 ? $"{Text(levels)} levels have {Count(levels - 1, "threshold")} between them, not {Text(thresholds.Count)}" : RefuseOrder(thresholds, "threshold");

    /// <summary>
    /// The thresholds between ascending levels with which each value takes the nearest level, and of two equally near ones the lower: of each two neighbours the
    /// least float that is above their exact midpoint.
    /// </summary>
    internal static float[] Thresholds(IReadOnlyList<float> levels)
    {
        float[] thresholds = new float[levels.Count - 1];
        for (int i = 0; i < thresholds.Length; i++) thresholds[i] = LeastAboveMiddle(levels[i], levels[i + 1]);
        return thresholds;
    }

    /// <summary>
    /// The least value whose quotient by a scale reaches a threshold, of all floats and infinity: with it a kernel compares and need not divide. Quotients never fall
    /// where values rise, so it is found by halves among the bits of floats.
    /// </summary>
    internal static float LeastReaching(float threshold, float scale, bool reciprocal)
    {
        float factor = reciprocal ? 1f / scale : scale;
        long reached = Order(float.PositiveInfinity), missed = Order(float.NegativeInfinity);
        while (reached - missed > 1)
        {
            long middle = missed + ((reached - missed) / 2);
            float x = FromOrder(middle), quotient = reciprocal ? (float)(x * factor) : (float)(x / factor);
            if (quotient >= threshold) reached = middle;
            else missed = middle;
        }

        return PositiveZero(FromOrder(reached));
    }

    /// <summary>The same number without the sign of a zero, so that equal tables have equal bits.</summary>
    internal static float PositiveZero(float value) => value == 0f ? 0f : value;

    private static string? RefuseOrder(IReadOnlyList<float> numbers, string name)
    {
        for (int i = 0; i < numbers.Count; i++)
        {
            if (!ParameterDerivation.IsFinite(numbers[i])) return $"{name} {Text(i)} is {Text(numbers[i])}; each is finite";
            if (i > 0 && !(numbers[i] > numbers[i - 1])) return $"{name} {Text(i)}, {Text(numbers[i])}, is not above the one before it, {Text(numbers[i - 1])}; they ascend";
        }

        return null;
    }

    // The sum of two floats as a double and the error of that rounding are exact together (Knuth's sum of two).
    private static float LeastAboveMiddle(float lower, float upper)
    {
        double a = lower, b = upper, sum = a + b;
        double part = sum - a, error = (a - (sum - part)) + (b - part);
        double middle = sum / 2;
        float nearest = (float)middle;
        return nearest > middle || (nearest == middle && error < 0) ? nearest : Next(nearest);
    }

    /// <summary>The next float above a finite one (netstandard2.0 has no <c>BitIncrement</c>).</summary>
    internal static float Next(float value)
    {
        if (value == 0f) return float.Epsilon;
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
        return BitConverter.ToSingle(BitConverter.GetBytes(value > 0f ? bits + 1 : bits - 1), 0);
    }

    // The place of a float among all of them; both zeros have one.
    private static long Order(float value)
    {
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
        return bits >= 0 ? bits : (long)int.MinValue - bits;
    }

    private static float FromOrder(long order) =>
        BitConverter.ToSingle(BitConverter.GetBytes(order >= 0 ? (int)order : (int)(int.MinValue - order)), 0);

    private static string Count(int count, string name) => $"{Text(count)} {name}{(count == 1 ? "" : "s")}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
