namespace Quantization.Tests;

/// <summary>What an attribute declares, in the words of the generic implementation.</summary>
internal static class DeclaredOptions
{
    /// <summary>The options that an attribute states, its range by the contract's table where it names none.</summary>
    internal static QuantizerOptions Of(QuantizerAttribute attribute, Type code)
    {
        bool signed = code == typeof(sbyte) || code == typeof(short) || code == typeof(int);
        return new QuantizerOptions(attribute.Bits, attribute.Scheme)
        {
            Rounding = attribute.Rounding,
            ScaleOperation = attribute.ScaleOperation,
            NaNHandling = attribute.NaNHandling,
            OutOfRange = attribute.OutOfRange,
            Reconstruction = attribute.Reconstruction,
            Steps = attribute.Scheme == QuantizationScheme.Learned ? StepsOf(attribute) : null,
            Codebook = attribute.Scheme == QuantizationScheme.Codebook ? new Codebook(attribute.Levels ?? Irregular(1 << attribute.Bits, 0.3f)) : null,
            Packing = attribute.Packing,
            BlockSize = attribute.BlockSize,
            Range = attribute switch
            {
                { Range: not CodeRange.ByScheme } => attribute.Range,
                { Scheme: QuantizationScheme.Affine } when signed => CodeRange.Full,
                { Scheme: QuantizationScheme.Scale, Rounding: Rounding.Floor } when signed => CodeRange.Full,
                { Scheme: QuantizationScheme.Scale } when signed => CodeRange.Narrow,
                _ => CodeRange.Unsigned,
            },
        };
    }

    private static StepFunction StepsOf(QuantizerAttribute attribute) => attribute.Levels is { } levels
        ? new StepFunction(attribute.Thresholds, levels)
        : new StepFunction(Irregular((1 << attribute.Bits) - 1, 0.7f), Irregular(1 << attribute.Bits, 0.3f));

    // A table for declarations that take it at run time: ascending about zero, at distances that do not repeat soon.
    private static float[] Irregular(int count, float distance)
    {
        float[] numbers = new float[count];
        float at = -distance * count * 1.7f;
        for (int i = 0; i < count; i++) numbers[i] = at += distance * (1 + (i * 5 % 7 * 0.5f));
        return numbers;
    }
}
