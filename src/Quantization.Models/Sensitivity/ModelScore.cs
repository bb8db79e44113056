using System.Globalization;

namespace Quantization.Models;

/// <summary>Asks a model for its score, and accepts only what can be compared.</summary>
internal static class ModelScore
{
    /// <exception cref="InvalidOperationException">The score is NaN or infinite.</exception>
    public static double Of(IQuantizableModel model, ReadOnlySpan<bool> quantized, string layers)
    {
        var score = model.Evaluate(quantized);
        return double.IsFinite(score) ? score
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The model's score with {layers} is {score}, which ranks nothing; a score is a finite number."));
    }
}
