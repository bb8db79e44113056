using System.Numerics;

namespace Quantization.Tests.Storage;

/// <summary>Values of any type for kernels of any width: what has gone wrong somewhere, mixed with what is ordinary.</summary>
internal static class StorageInputs
{
    /// <summary>So many values: hostile ones in between those about the range, and NaNs unless they are refused.</summary>
    internal static TSource[] Values<TSource>(GenericQuantizer generic, QuantizerParameters parameters, int count, int seed)
        where TSource : unmanaged
    {
        Random random = new(seed);
        double[] special = [.. Hostile(generic.Options.NaNHandling != NaNHandling.Throw)];
        TSource[] values = new TSource[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = To<TSource>(random.Next(6) switch
            {
                0 => special[random.Next(special.Length)],
                1 => Threshold(random, generic, parameters),
                _ => Inside(random, generic, parameters),
            });
        }

        return values;
    }

    /// <summary>Codes in the range of the quantizer.</summary>
    internal static TCode[] Codes<TCode>(GenericQuantizer generic, int count, int seed)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        Random random = new(seed);
        TCode[] codes = new TCode[count];
        for (int i = 0; i < count; i++)
        {
            int code = random.Next(generic.MinCode, generic.MaxCode + 1);
            codes[i] = TCode.CreateTruncating(code == 0 && generic.Bits == 1 && generic.MinCode < 0 ? 1 : code);
        }

        return codes;
    }

    private static IEnumerable<double> Hostile(bool withNaN)
    {
        foreach (float x in Inputs.Special) yield return x;
        yield return 1e300;
        yield return -1e300;
        yield return double.Epsilon;
        yield return -double.Epsilon;
        if (!withNaN) yield break;
        foreach (float x in Inputs.NaNs) yield return x;
    }

    // On the border between two codes, or a little beside it.
    private static double Threshold(Random random, GenericQuantizer generic, QuantizerParameters parameters)
    {
        if (Table(generic) is { } table)
        {
            float t = table.Thresholds[random.Next(table.Thresholds.Length)] * (generic.Options.Codebook is null ? 1f : parameters.Scale);
            return random.Next(3) switch { 0 => MathF.BitIncrement(t), 1 => MathF.BitDecrement(t), _ => t };
        }

        double steps = random.Next(generic.MinCode - 2, generic.MaxCode + 3) - parameters.ZeroPoint + (random.Next(2) * 0.5);
        double x = parameters.Minimum + (steps * parameters.Scale);
        return random.Next(4) switch { 0 => Math.BitIncrement(x), 1 => Math.BitDecrement(x), 2 => MathF.BitIncrement((float)x), _ => x };
    }

    private static double Inside(Random random, GenericQuantizer generic, QuantizerParameters parameters)
    {
        if (Table(generic) is { } table)
        {
            double low = table.Levels[0], high = table.Levels[^1], place = (low * 1.1) + ((high - low) * 1.2 * random.NextDouble());
            return place * (generic.Options.Codebook is null ? 1f : parameters.Scale);
        }

        double width = generic.MaxCode - generic.MinCode + 2, steps = generic.MinCode - parameters.ZeroPoint - 1 + (width * random.NextDouble());
        return parameters.Minimum + (steps * parameters.Scale);
    }

    private static StepFunction? Table(GenericQuantizer generic) => generic.Options.Steps ?? generic.Options.Codebook?.Steps;

    private static TSource To<TSource>(double value)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(double)) return (TSource)(object)value;
        if (typeof(TSource) == typeof(Half)) return (TSource)(object)(Half)(float)value;
        if (typeof(TSource) == typeof(BFloat16)) return (TSource)(object)(BFloat16)(float)value;
        return (TSource)(object)(float)value;
    }
}
