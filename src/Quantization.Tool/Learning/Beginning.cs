namespace Quantization.Tool.Learning;

/// <summary>Where a learned quantizer begins.</summary>
internal abstract class Beginning
{
    // Ranges that are tried, as parts of the greatest magnitude.
    private const int Ranges = 64;

    private Beginning(string name) => Name = name;

    /// <summary>
    /// As the paper has it (arXiv 1911.09464): a range beyond the greatest magnitude, and thresholds between clusters. The networks there have a normalization after
    /// each layer, which mends a scale that does not fit; one without has to unlearn it.
    /// </summary>
    public static Beginning Published { get; } = new AsPublished();

    /// <summary>Rounding to the nearest level, in the range of least squared error, and with the α of least squared error there.</summary>
    public static Beginning Fitted { get; } = new WithLeastError();

    public string Name { get; }

    /// <summary>A network of sigmoids that begins at some values.</summary>
    public abstract QuantizationNetwork At(LevelSet levels, ReadOnlySpan<float> values);

    private sealed class AsPublished() : Beginning("published")
    {
        public override QuantizationNetwork At(LevelSet levels, ReadOnlySpan<float> values) => QuantizationNetwork.Initialize([.. levels.Levels], values);
    }

    private sealed class WithLeastError() : Beginning("fitted")
    {
        public override QuantizationNetwork At(LevelSet levels, ReadOnlySpan<float> values)
        {
            float[] of = [.. levels.Levels];
            var nearest = new Codebook(of).Steps;
            var (reach, greatest) = (of.Max(Math.Abs), 0f);
            foreach (var value in values)
                greatest = Math.Max(greatest, Math.Abs(value));
            // Of a tensor of zeros every range is right.
            var (best, alpha, beta) = (0.0, 1f, 1f);
            for (var range = 1; range <= Ranges; range++)
            {
                var scale = (float)(Ranges * (double)reach / (range * (double)greatest));
                var (explained, ratio) = Explain(nearest, values, scale);
                if (explained > best)
                    (best, alpha, beta) = (explained, ratio, scale);
            }

            return new QuantizationNetwork(of, nearest.Thresholds, alpha, beta);
        }

        /// <summary>By how much levels α·Y with the best α lower the squared error, (Σ x·Y)² / Σ Y², and that α, Σ x·Y / Σ Y².</summary>
        private static (double Explained, float Alpha) Explain(StepFunction nearest, ReadOnlySpan<float> values, float beta)
        {
            double product = 0, square = 0;
            foreach (var value in values)
            {
                double level = nearest.ValueOf(nearest.CodeOf(beta * value));
                product += value * level;
                square += level * level;
            }

            return square > 0 ? (product * product / square, (float)(product / square)) : (0, 1f);
        }
    }
}
