using System;
using Consumer;
using Hostile.@namespace;
using Quantization;
using AffineParameters = Quantization.AffineParameters;
using GenericBlockQuantizer = Quantization.GenericBlockQuantizer;
using BFloat16 = Quantization.BFloat16;
using Codebook = Quantization.Codebook;
using CodebookParameters = Quantization.CodebookParameters;
using Half = System.Half;
using RandomSequence = Quantization.RandomSequence;
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

        QuantizerOptions narrow = new(3, QuantizationScheme.Affine);
        AgainstGeneric.Check<@checked, byte, AffineParameters>(tally, narrow, new(0.37f, 3), p => p);
        AgainstGeneric.CheckPacked<@checked, byte, AffineParameters>(tally, narrow, new(0.37f, 3), new AffineParameters(0.37f, 3));
        AgainstGeneric.Check<OfHalves, Half, sbyte, ScaleParameters>(tally, scale, scaleParameters, p => p, value => (Half)value);

        QuantizerOptions levels = new(4, QuantizationScheme.Codebook) { Codebook = new Codebook(@float.Levels) };
        AgainstGeneric.Check<@float, byte, ScaleParameters>(tally, levels, scaleParameters, p => p);
        AgainstGeneric.CheckPacked<@float, byte, ScaleParameters>(tally, levels, scaleParameters, scaleParameters);
        AgainstGeneric.CheckPacked<Tables<int, string>, byte, CodebookParameters>(tally, new(5, QuantizationScheme.Codebook) { Codebook = Codebook.NF4 }, new(Codebook.NF4, 0.037f), scaleParameters);

        BFloat16[] stored = new BFloat16[source.Length];
        Stored.Quantize(source, stored);
        tally.Sequence<BFloat16>("a format", Array.ConvertAll(source, value => (BFloat16)value), stored);

        RandomSequence random = new(1, 2);
        sbyte[] expected = new sbyte[source.Length];
        GenericQuantizer atRandom = new(scale with { Rounding = Rounding.Stochastic });
        Everything.Quantize(source, codes, scaleParameters, random);
        atRandom.Quantize<sbyte>(source, expected, scaleParameters, random);
        tally.Sequence<sbyte>("random rounding", expected, codes);
        ScaleParameters[] rows = new ScaleParameters[2];
        QuantizerParameters[] expectedRows = new QuantizerParameters[2];
        Everything.QuantizeDynamic(source, codes, 3, rows, random);
        atRandom.QuantizeDynamic<float, sbyte>(source, expected, 3, expectedRows, random);
        tally.Sequence<sbyte>("rows", expected, codes);

        BlocksAgainstGeneric.Check<@fixed>(tally, new GenericBlockQuantizer(QuantizationFormat.Q4_0));
        BlocksAgainstGeneric.Check<Cells<string, int>>(tally, new GenericBlockQuantizer(new BlockOptions(5, QuantizationScheme.Uniform, 32, ScaleType.BFloat16)));
        return tally.Close();
    }
}
