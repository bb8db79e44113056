namespace Quantization.Tests;

/// <summary>The schemes whose codes are computed, and which need no table.</summary>
internal static class ComputedSchemes
{
    internal static QuantizationScheme[] All => [QuantizationScheme.Affine, QuantizationScheme.Scale, QuantizationScheme.Uniform];
}
