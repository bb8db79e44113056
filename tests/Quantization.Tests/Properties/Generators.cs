using CsCheck;
using Quantization.Tests.Kernels;

namespace Quantization.Tests.Properties;

/// <summary>Random quantizers, parameters and values.</summary>
internal static class Generators
{
    /// <summary>Any float that is not NaN: every exponent equally often.</summary>
    internal static readonly Gen<float> AnyNumber = Gen.UInt.Select(bits => float.IsNaN(Floats.FromBits(bits)) ? 0f : Floats.FromBits(bits));

    internal static readonly Gen<float> AnyFinite = AnyNumber.Select(x => float.IsFinite(x) ? x : float.MaxValue);

    /// <summary>Scales whose codes all reconstruct to finite, normal values.</summary>
    internal static readonly Gen<float> OrdinaryScale = Gen.Select(Gen.UInt[0, 0x7FFFFF], Gen.UInt[127 - 115, 127 + 115], (fraction, exponent) => Floats.FromBits(exponent << 23 | fraction));

    /// <summary>One of the declared quantizers without constants that meet a condition.</summary>
    internal static Gen<Subject> Quantizer(Func<QuantizerOptions, bool> condition) =>
        Gen.OneOf<Subject>([.. DeclaredQuantizers.ByName.Values.Where(s => s.Constants is null && condition(s.Options)).OrderBy(s => s.Name, StringComparer.Ordinal)]);

    /// <summary>A quantizer with parameters of an ordinary scale.</summary>
    internal static Gen<(Subject Quantizer, QuantizerParameters Parameters)> Configured(Func<QuantizerOptions, bool> condition) =>
        Gen.Select(Quantizer(condition), OrdinaryScale, Gen.Int[0, 255], Gen.Double[-300, 300], (quantizer, scale, place, shift) => (quantizer, quantizer.Options.Scheme switch
        {
            QuantizationScheme.Affine => new AffineParameters(scale, int.Min(quantizer.Generic.MinCode + place, quantizer.Generic.MaxCode)),
            QuantizationScheme.Scale => new ScaleParameters(scale),
            _ => (QuantizerParameters)new UniformParameters((float)(shift * scale), scale),
        }));

    /// <summary>Values in steps about the codes of a quantizer, a little beyond its range.</summary>
    internal static Gen<float[]> ValuesAbout(Subject quantizer, QuantizerParameters parameters) =>
        Gen.Double[quantizer.Generic.MinCode - 20, quantizer.Generic.MaxCode + 20]
            .Select(code => (float)(parameters.Minimum + ((code - parameters.ZeroPoint) * parameters.Scale)))
            .Array[1, 100];
}
