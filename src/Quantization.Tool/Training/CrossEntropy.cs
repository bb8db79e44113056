using Quantization.Tool.Classifier;

namespace Quantization.Tool.Training;

/// <summary>Softmax and cross entropy over a batch of scores.</summary>
internal static class CrossEntropy
{
    /// <summary>
    /// Replaces the scores by the gradient of the batch's mean loss, (softmax − target) / batch size, where the target gives the label
    /// 1 − <paramref name="smoothing"/> and spreads the rest over all classes. Returns the summed unsmoothed loss, for reports only:
    /// its logarithm may differ between platforms in the last digit.
    /// </summary>
    public static double ReplaceByGradient(Matrix scores, ReadOnlySpan<byte> labels, float smoothing)
    {
        var loss = 0.0;
        Span<double> exponentials = stackalloc double[scores.Columns];
        for (var row = 0; row < scores.Rows; row++)
        {
            var values = scores.Row(row);
            var maximum = float.NegativeInfinity;
            foreach (var value in values)
                maximum = Math.Max(maximum, value);
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                exponentials[i] = Exp((double)values[i] - maximum);
                sum += exponentials[i];
            }

            loss -= Math.Log(exponentials[labels[row]] / sum);
            for (var i = 0; i < values.Length; i++)
            {
                var target = smoothing / values.Length + (i == labels[row] ? 1.0 - smoothing : 0.0);
                values[i] = (float)((exponentials[i] / sum - target) / scores.Rows);
            }
        }

        return loss;
    }

    /// <summary>
    /// e^x for x ≤ 0, by basic operations only: <see cref="Math.Exp"/> is the platform's own and differs in the last bit between
    /// platforms, which training would amplify into another model. x = n·ln 2 + r with |r| ≤ ln 2 / 2; a Taylor polynomial of degree 13 for r.
    /// </summary>
    internal static double Exp(double x)
    {
        // ln 2 in two parts; n times the high part is exact.
        const double Ln2High = 0.693147180369123816490;
        const double Ln2Low = 1.90821492927058770002e-10;
        if (x < -700)
            return 0;
        var n = Math.Floor(x * 1.4426950408889634 + 0.5);
        var r = x - n * Ln2High - n * Ln2Low;
        var result = 1.0;
        for (var i = 13; i > 0; i--)
            result = 1.0 + result * r / i;
        return result * BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
    }
}
