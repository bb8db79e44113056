namespace Quantization.Tool.Classifier;

/// <summary>What a model says about a set of images, and how good that is.</summary>
internal static class Evaluation
{
    /// <summary>Enough rows to amortise the packing of the weights, few enough that a batch stays in the cache.</summary>
    public const int BatchSize = 250;

    /// <summary>The class with the highest score for each image; of equal scores the first.</summary>
    public static int[] Predict(Model model, ImageSet images) => Predict(batch => model.Forward(batch).Scores, images);

    /// <summary>The same of a network that is no <see cref="Model"/>.</summary>
    /// <param name="forward">Gives the scores of a batch, one row per sample.</param>
    /// <param name="images">The images.</param>
    public static int[] Predict(Func<Matrix, Matrix> forward, ImageSet images)
    {
        var predictions = new int[images.Count];
        for (var start = 0; start < images.Count; start += BatchSize)
        {
            var batch = images.Batch(start, Math.Min(BatchSize, images.Count - start));
            var scores = forward(batch);
            for (var row = 0; row < batch.Rows; row++)
                predictions[start + row] = IndexOfMaximum(scores.Row(row));
        }

        return predictions;
    }

    /// <summary>The fraction of images that a network, run with its quantizers, names rightly.</summary>
    public static double AccuracyOf(Model network, ImageSet images) => Accuracy(Predict(network.WithQuantizedWeights(), images), images.Labels);

    /// <summary>The fraction of predictions that equal the labels.</summary>
    public static double Accuracy(ReadOnlySpan<int> predictions, ReadOnlySpan<byte> labels)
    {
        var right = 0;
        for (var i = 0; i < labels.Length; i++)
            right += predictions[i] == labels[i] ? 1 : 0;
        return (double)right / labels.Length;
    }

    /// <summary>The fraction of images on which two models say the same.</summary>
    public static double Agreement(ReadOnlySpan<int> predictions, ReadOnlySpan<int> others)
    {
        var same = 0;
        for (var i = 0; i < others.Length; i++)
            same += predictions[i] == others[i] ? 1 : 0;
        return (double)same / others.Length;
    }

    private static int IndexOfMaximum(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }
}
