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
}
