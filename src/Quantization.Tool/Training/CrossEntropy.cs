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
                exponentials[i] = Exponential.Of((double)values[i] - maximum);
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
}
