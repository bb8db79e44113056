using System;
using Consumer;
using Hostile.@namespace;
using Quantization;
using AffineParameters = Quantization.AffineParameters;
using ScaleParameters = Quantization.ScaleParameters;

internal static class Program
{
    private static int Main()
    {
        Tally tally = new();
        QuantizerOptions affine = new(8, QuantizationScheme.Affine);
        QuantizerOptions scale = new(8, QuantizationScheme.Scale);
        AffineParameters affineParameters = new(0.037f, 77);
        ScaleParameters scaleParameters = new(0.037f);

        AgainstGeneric.Check<Outside, byte, AffineParameters>(tally, affine, affineParameters, p => p);
        AgainstGeneric.Check<@class, byte, AffineParameters>(tally, affine, affineParameters, p => p);
        AgainstGeneric.Check<Größe, byte, UniformParameters>(tally, new(8, QuantizationScheme.Uniform), new(-4.5f, 0.037f), p => p);
        AgainstGeneric.Check<Weights, sbyte, ScaleParameters>(tally, scale, scaleParameters, p => p);
        AgainstGeneric.Check<WEIGHTS, sbyte, ScaleParameters>(tally, scale with { Rounding = Rounding.TowardZero }, scaleParameters, p => p);
        AgainstGeneric.Check<Layer.@event, sbyte, ScaleParameters>(tally, scale, scaleParameters, p => p);
        AgainstGeneric.Check<Layer<string, int>.IInner<string>.@event, byte, AffineParameters>(tally, affine, affineParameters, p => p);
        AgainstGeneric.Check<Hostile.System.Quantization.Codes, sbyte, ScaleParameters>(
            tally, scale with { NaNHandling = NaNHandling.LowestCode, OutOfRange = OutOfRangeHandling.Vanish }, scaleParameters, p => p);

        float[] source = { 0.0625f, 0.1875f, float.NaN, 1e30f, -0.3125f, -1e30f };
        sbyte[] codes = new sbyte[source.Length];
        Layer<object, byte>.IInner<object>.Constant.Quantize(source, codes);
        tally.Sequence<sbyte>("constants in a generic container", new sbyte[] { 0, 2, 0, 127, -2, -127 }, codes);
        return tally.Close();
    }
}
