namespace Quantization;

/// <summary>Squared errors of a quantizer over the values of a histogram, and the range with the least.</summary>
internal sealed class SquaredErrorSearch
{
    // A wide search goes in steps, then through all candidates about the best.
    private const int Stride = 16, MostRounds = 8;

    private readonly GenericQuantizer quantizer;
    private readonly bool stochastic;
    private readonly float[] values, restored;
    private readonly long[] counts;

    /// <summary>Takes values and how often each occurs: magnitudes for a quantizer that treats both signs alike, else values with their signs.</summary>
    internal SquaredErrorSearch(IEnumerable<(float Value, long Count)> points, GenericQuantizer quantizer)
    {
        stochastic = quantizer.Options.Rounding == Rounding.Stochastic;
        this.quantizer = stochastic ? new GenericQuantizer(quantizer.Options with { Rounding = Rounding.NearestEven }) : quantizer;
        (float Value, long Count)[] all = [.. points];
        values = [.. all.Select(static point => point.Value)];
        counts = [.. all.Select(static point => point.Count)];
        restored = new float[values.Length];
    }

    /// <summary>Whether a quantizer makes of −x the opposite of what it makes of x.</summary>
    internal static bool IsSymmetric(GenericQuantizer quantizer) =>
        quantizer.Options.Scheme == QuantizationScheme.Scale && quantizer.MinCode == -quantizer.MaxCode && quantizer.Options.Rounding != Rounding.Floor;

    /// <summary>The threshold with the least error; of equal ones the first.</summary>
    internal int FindThreshold(ReadOnlySpan<float> thresholds)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < thresholds.Length; i++)
        {
            double error = Error(-thresholds[i], thresholds[i]);
            if (!(error < least)) continue;
            least = error;
            best = i;
        }

        return best;
    }

    /// <summary>
    /// The pair of candidates with the least error, found by turns: the upper end for the lower one, then the lower for the upper, until neither moves. It starts
    /// with the outermost.
    /// </summary>
    /// <param name="candidates">Ends of ranges, ascending; at least one.</param>
    internal (int Low, int High) FindEnds(ReadOnlySpan<float> candidates)
    {
        int low = 0, high = candidates.Length - 1;
        for (int round = 0; round < MostRounds; round++)
        {
            int upper = FindEnd(candidates, low, low, candidates.Length - 1, isHigh: true);
            int lower = FindEnd(candidates, upper, 0, upper, isHigh: false);
            if (upper == high && lower == low) break;
            (low, high) = (lower, upper);
        }

        return (low, high);
    }

    private int FindEnd(ReadOnlySpan<float> candidates, int other, int first, int last, bool isHigh)
    {
        int centre = Best(candidates, other, first, last, Stride, isHigh);
        return Best(candidates, other, int.Max(first, centre - Stride + 1), int.Min(last, centre + Stride - 1), 1, isHigh);
    }

    private int Best(ReadOnlySpan<float> candidates, int other, int first, int last, int stride, bool isHigh)
    {
        int best = first;
        double least = double.PositiveInfinity;
        // From the widest range inwards: of equal ones it is the widest.
        for (int step = 0; step <= (last - first + stride - 1) / stride; step++)
        {
            int i = isHigh ? int.Max(last - step * stride, first) : int.Min(first + step * stride, last);
            double error = isHigh ? Error(candidates[other], candidates[i]) : Error(candidates[i], candidates[other]);
            if (!(error < least)) continue;
            least = error;
            best = i;
        }

        return best;
    }

    private double Error(float minimum, float maximum)
    {
        QuantizerParameters parameters = quantizer.ParametersFor(minimum, maximum);
        quantizer.FakeQuantize(values, restored, parameters);
        Span<float> ends = [float.MinValue, float.MaxValue];
        if (stochastic) quantizer.FakeQuantize(ends, ends, parameters);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double error = Math.Abs((double)values[i] - restored[i]);
            // At random a value becomes either neighbour, the nearer at distance e with the chance (s − e) / s: e · (s − e) is to be expected. What is outside has one.
            double other = stochastic && values[i] >= ends[0] && values[i] <= ends[1] ? Math.Max(parameters.Scale - error, 0) : error;
            sum += counts[i] * (error * other);
        }

        return sum;
    }
}
