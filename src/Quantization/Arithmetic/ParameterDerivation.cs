namespace Quantization.Arithmetic;

/// <summary>
/// Scales and zero points from a range of values (arXiv 2004.09602, section 3; ONNX <c>DynamicQuantizeLinear</c>), in float
/// arithmetic in the written order. The generator compiles this file too, so a constant folded at compile time has the bits
/// that the same range has at run time.
/// </summary>
internal static class ParameterDerivation
{
    /// <summary>2^−126, the least normal float: a derived scale is never smaller, so that its reciprocal is finite.</summary>
    internal const float LeastScale = 1.17549435E-38f;

    /// <summary>Affine: the range is first extended to hold 0, so that 0 has an exact code.</summary>
    internal static (float Scale, int ZeroPoint) Affine(float minimum, float maximum, int minCode, int maxCode)
    {
        float low = minimum < 0f ? minimum : 0f;
        float high = maximum > 0f ? maximum : 0f;
        if (low == high) return (1f, Clamp(0, minCode, maxCode));
        float scale = Step(low, high, maxCode - minCode);
        return (scale, Clamp(RoundToEven(minCode - low / scale), minCode, maxCode));
    }

    /// <summary>Scale: symmetric about 0, reaching the larger magnitude of the two ends.</summary>
    internal static float Scale(float minimum, float maximum, int bits, int minCode, int maxCode, bool floor)
    {
        float reach = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (reach == 0f) return 1f;
        if (!floor) return AtLeastLeast(reach / maxCode);
        // The published slicing form: 2^b − 1 steps from −reach to reach; unsigned codes slice [0, reach].
        return minCode < 0 ? Step(-reach, reach, (1 << bits) - 1) : AtLeastLeast(reach / (1 << bits));
    }

    /// <summary>Uniform: 2^b cells under floor, 2^b − 1 steps between the outermost codes otherwise.</summary>
    internal static float Uniform(float minimum, float maximum, int bits, bool floor) =>
        Step(minimum, maximum, floor ? 1 << bits : (1 << bits) - 1);

    /// <summary>Codebook: the larger magnitude of the two ends is that of the outermost level.</summary>
    internal static float Codebook(float minimum, float maximum, float reachOfLevels)
    {
        float reach = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (reach == 0f) return 1f;
        float scale = reach / reachOfLevels;
        return AtLeastLeast(IsFinite(scale) ? scale : float.MaxValue);
    }

    private static float Step(float low, float high, int steps)
    {
        float width = high - low;
        // One step, of codes of one bit, is the width itself, which may be no float: then the greatest there is.
        return AtLeastLeast(IsFinite(width) ? width / steps : Math.Min(high / steps - low / steps, float.MaxValue));
    }

    private static float AtLeastLeast(float scale) => scale < LeastScale ? LeastScale : scale;

    /// <summary>Whether a finite scale can be divided by in that way: a reciprocal, too, must be finite.</summary>
    internal static bool CanDivide(float scale, ScaleOperation operation) => operation != ScaleOperation.MultiplyByReciprocal || IsFinite(1f / scale);

    /// <summary>Whether <paramref name="value"/> is neither NaN nor infinite (netstandard2.0 has no <c>float.IsFinite</c>).</summary>
    internal static bool IsFinite(float value) => value - value == 0f;

    // A float is exact as a double, and so is its nearest integer here: the detour rounds nothing else.
    private static int RoundToEven(float value) =>
        (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, Math.Round((double)value, MidpointRounding.ToEven)));

    private static int Clamp(int value, int low, int high) => value < low ? low : value > high ? high : value;
}
