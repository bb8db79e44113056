namespace Quantization.Tests.Kernels;

/// <summary>Parameters at which kernels take other paths or lose bits: the constants of a declaration, or scales, zero points and minima.</summary>
internal static class ParameterSets
{
    // The fused quotient serves scales from 2^−100 to 2^100; the ends, and the next floats beyond.
    private static readonly float LeastFused = Floats.PowerOfTwo(-100), GreatestFused = Floats.PowerOfTwo(100);

    /// <summary>An ordinary set, and one beyond the scales for which quotients are fused.</summary>
    internal static IEnumerable<QuantizerParameters> Few(Subject subject) =>
        subject.Constants is { } constants ? [constants] : [Of(subject, 0.1f, 0), Of(subject, 0.7f * LeastFused, 2)];

    internal static IEnumerable<QuantizerParameters> All(Subject subject)
    {
        if (subject.Constants is { } constants) return [constants];
        float[] scales =
        [
            0.1f, 0.5f, 1f, 0.0123f, 3.7f, 0.1f, 777f, 0.1f,
            Floats.TwoToMinus126, MathF.BitDecrement(LeastFused), LeastFused, MathF.BitIncrement(LeastFused),
            MathF.BitDecrement(GreatestFused), GreatestFused, MathF.BitIncrement(GreatestFused), Floats.PowerOfTwo(119), float.MaxValue / 300, float.MaxValue,
            // The least scale of all, or the least with a finite reciprocal.
            subject.Options.ScaleOperation == ScaleOperation.Divide ? Floats.TwoToMinus149 : MathF.BitIncrement(Floats.PowerOfTwo(-128)),
        ];
        return scales.Select((scale, i) => Of(subject, scale, i));
    }

    // Zero points and minima take turns, and the scale 0.1 meets three of them.
    private static QuantizerParameters Of(Subject subject, float scale, int turn)
    {
        (int minCode, int maxCode) = (subject.Generic.MinCode, subject.Generic.MaxCode);
        int[] zeroPoints = [minCode, (minCode + maxCode + 1) / 2, maxCode, minCode + 1, 7];
        float[] minima = [-100f * scale, 0f, 1000f * scale, -3e38f, 3e38f, -255f * scale, -0.3f];
        float minimum = minima[turn % minima.Length];
        return subject.Options.Scheme switch
        {
            QuantizationScheme.Affine => new AffineParameters(scale, zeroPoints[turn % zeroPoints.Length]),
            QuantizationScheme.Scale => new ScaleParameters(scale),
            _ => new UniformParameters(float.IsFinite(minimum) ? minimum : float.MaxValue, scale),
        };
    }
}
