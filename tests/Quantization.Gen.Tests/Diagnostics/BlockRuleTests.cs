using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about blocks with parameters inside, named and composed: where each fires, and where a neighbour of it is sound.</summary>
public sealed class BlockRuleTests
{
    private const string Fixed = "a format fixes it; only Kernels and, where the format has several rules, Encoding can be given";
    private const string OfBlocks = "blocks have Quantize, Dequantize, FakeQuantize, Dot and, of some formats, MatrixProduct";
    private const string Matrices = "matrix products are of Q4_0, and of composed blocks of 4 bits under Scale that have a multiple of 32 elements";
    private const string AnyNumber = "kernels of blocks take any number of blocks";
    private const string NotSaturating = "only the 8-bit float formats choose whether they saturate";
    private const string OwnParameters = "each block stores its own parameters";
    private const string Roundings = "blocks round to nearest even, or down under Uniform";
    private const string NoMinimum = "a minimum, which Uniform stores as it does its scale, is no number of that type; use Single, Half or BFloat16";

    [Theory]
    [InlineData("Source = typeof(float)")]
    [InlineData("Target = typeof(byte)")]
    [InlineData("Rounding = Rounding.NearestEven")]
    [InlineData("ScaleOperation = ScaleOperation.Divide")]
    [InlineData("NaNHandling = NaNHandling.Zero")]
    [InlineData("OutOfRange = OutOfRangeHandling.Saturate")]
    [InlineData("Range = CodeRange.ByScheme")]
    [InlineData("Reconstruction = Reconstruction.Midpoint")]
    [InlineData("Packing = Packing.SplitHalves")]
    [InlineData("BlockSize = 32")]
    [InlineData("ScaleType = ScaleType.Half")]
    [InlineData("Scale = 1")]
    [InlineData("ZeroPoint = 0")]
    [InlineData("Minimum = 0")]
    [InlineData("Maximum = 1")]
    public Task A_named_format_fixes(string argument) => FiresAsync($"QuantizationFormat.Q4_0, [|{argument}|]", argument.Split(' ')[0], Fixed);

    [Theory]
    [InlineData("QuantizationFormat.Q4_K, [|Length = 256|]", "Length", AnyNumber)]
    [InlineData("QuantizationFormat.MXFP8E4M3, [|Saturate = false|]", "Saturate", NotSaturating)]
    [InlineData("QuantizationFormat.Q8_0, [|Saturate = true|]", "Saturate", NotSaturating)]
    [InlineData("QuantizationFormat.Q8_0, [|Kernels = QuantizerKernels.Pack|]", "Kernels", OfBlocks)]
    [InlineData("QuantizationFormat.NF4, [|Kernels = QuantizerKernels.Quantize | QuantizerKernels.Dynamic|]", "Kernels", OfBlocks)]
    [InlineData("QuantizationFormat.Q6_K, [|Kernels = QuantizerKernels.Requantize | QuantizerKernels.Dot|]", "Kernels", OfBlocks)]
    [InlineData("QuantizationFormat.Q4_1, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", Matrices)]
    [InlineData("QuantizationFormat.IQ4_NL, [|Kernels = QuantizerKernels.Dot | QuantizerKernels.MatrixProduct|]", "Kernels", Matrices)]
    [InlineData("QuantizationFormat.Q4_K, [|Kernels = QuantizerKernels.Default | QuantizerKernels.MatrixProduct|]", "Kernels", Matrices)]
    [InlineData("QuantizationFormat.Q4_0, [|Kernels = QuantizerKernels.MatrixProduct | QuantizerKernels.Score|]", "Kernels", OfBlocks)]
    [InlineData("QuantizationFormat.Q4_0, [|Encoding = BlockEncoding.Reference|]", "Encoding", "Q4_0 has no such rule; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4")]
    [InlineData("QuantizationFormat.Q8_K, [|Encoding = BlockEncoding.Reference|]", "Encoding", "Q8_K has no such rule; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4")]
    [InlineData("QuantizationFormat.Q8_0, [|Encoding = BlockEncoding.Microscaling|]", "Encoding", "Q8_0 has no such rule; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4")]
    [InlineData("QuantizationFormat.MXFP4, [|Encoding = BlockEncoding.Reference|]", "Encoding", "MXFP4 has no such rule; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4")]
    [InlineData("QuantizationFormat.NVFP4, [|Encoding = BlockEncoding.Microscaling|]", "Encoding", "NVFP4 has no such rule; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4")]
    public Task Named_formats(string arguments, string option, string reason) => FiresAsync(arguments, option, reason);

    [Theory]
    [InlineData("[|Source = typeof(double)|]", "Source", "the values of blocks are float")]
    [InlineData("[|Target = typeof(sbyte)|]", "Target", "the codes of blocks are packed")]
    [InlineData("[|ScaleOperation = ScaleOperation.MultiplyByReciprocal|]", "ScaleOperation", "blocks divide by the scale as it is stored")]
    [InlineData("[|OutOfRange = OutOfRangeHandling.Vanish|]", "OutOfRange", "blocks saturate")]
    [InlineData("[|Reconstruction = Reconstruction.LeftEdge|]", "Reconstruction", "cells of blocks stand for their midpoints")]
    [InlineData("[|Scale = 0.5f|]", "Scale", "each block stores its own")]
    [InlineData("[|ZeroPoint = 1|]", "ZeroPoint", OwnParameters)]
    [InlineData("[|Minimum = -1|]", "Minimum", OwnParameters)]
    [InlineData("[|Maximum = 1|]", "Maximum", OwnParameters)]
    [InlineData("[|Saturate = true|]", "Saturate", NotSaturating)]
    [InlineData("[|Length = 64|]", "Length", AnyNumber)]
    [InlineData("[|Encoding = BlockEncoding.Reference|]", "Encoding", "only some named formats have several rules")]
    [InlineData("[|Encoding = BlockEncoding.Microscaling|]", "Encoding", "only some named formats have several rules")]
    [InlineData("[|Kernels = QuantizerKernels.QuantizePacked|]", "Kernels", OfBlocks)]
    [InlineData("[|Kernels = QuantizerKernels.Dot | QuantizerKernels.PerChannel|]", "Kernels", OfBlocks)]
    [InlineData("[|Rounding = Rounding.NearestAway|]", "Rounding", Roundings)]
    [InlineData("[|Rounding = Rounding.Stochastic|]", "Rounding", Roundings)]
    public async Task Composed_formats_of_either_scheme(string arguments, string option, string reason)
    {
        foreach (string scheme in new[] { "Scale", "Uniform" })
        {
            await FiresAsync($"4, QuantizationScheme.{scheme}, BlockSize = 32, ScaleType = ScaleType.Half, {arguments}", option, reason);
        }
    }

    [Theory]
    [InlineData("1, QuantizationScheme.Scale, BlockSize = 32, [|ScaleType = ScaleType.Half|]", "ScaleType", "codes of blocks have 2 to 8 bits, not 1")]
    [InlineData("9, QuantizationScheme.Uniform, BlockSize = 32, [|ScaleType = ScaleType.Half|]", "ScaleType", "codes of blocks have 2 to 8 bits, not 9")]
    [InlineData("4, QuantizationScheme.Affine, BlockSize = 32, [|ScaleType = ScaleType.Half|]", "ScaleType", "blocks store a scale (Scale) or a scale and a minimum (Uniform), and no zero point")]
    [InlineData("4, QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Half, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", Matrices)]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 48, ScaleType = ScaleType.Half, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", Matrices)]
    [InlineData("5, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half, [|Kernels = QuantizerKernels.MatrixProduct|]", "Kernels", Matrices)]
    [InlineData("4, QuantizationScheme.Uniform, BlockSize = 32, [|ScaleType = ScaleType.E8M0|]", "ScaleType", NoMinimum)]
    [InlineData("4, QuantizationScheme.Uniform, BlockSize = 32, [|ScaleType = ScaleType.E4M3|]", "ScaleType", NoMinimum)]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half, [|Rounding = Rounding.Floor|]", "Rounding", Roundings)]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half, [|Rounding = Rounding.TowardZero|]", "Rounding", Roundings)]
    [InlineData("4, QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Half, [|Rounding = Rounding.TowardZero|]", "Rounding", Roundings)]
    [InlineData("4, QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Half, [|Range = CodeRange.Full|]", "Range", "Uniform codes count cells from the minimum and are unsigned")]
    [InlineData("5, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half, [|Packing = Packing.SplitHalves|]", "Packing", "split halves are of 4 bits")]
    [InlineData("4, QuantizationScheme.Scale, [|ScaleType = ScaleType.Half|]", "ScaleType", "it needs a BlockSize: of such codes a multiple of 16 elements, up to 4096")]
    [InlineData("4, QuantizationScheme.Scale, ScaleType = ScaleType.Half, [|BlockSize = 0|]", "BlockSize", "a block of such codes has a multiple of 16 elements, up to 4096, not 0")]
    [InlineData("4, QuantizationScheme.Scale, ScaleType = ScaleType.Half, [|BlockSize = -16|]", "BlockSize", "a block of such codes has a multiple of 16 elements, up to 4096, not -16")]
    [InlineData("8, QuantizationScheme.Scale, ScaleType = ScaleType.Half, [|BlockSize = 8|]", "BlockSize", "a block of such codes has a multiple of 16 elements, up to 4096, not 8")]
    [InlineData("2, QuantizationScheme.Scale, ScaleType = ScaleType.Half, [|BlockSize = 40|]", "BlockSize", "a block of such codes has a multiple of 16 elements, up to 4096, not 40")]
    [InlineData("8, QuantizationScheme.Uniform, ScaleType = ScaleType.Half, [|BlockSize = 4112|]", "BlockSize", "a block of such codes has a multiple of 16 elements, up to 4096, not 4112")]
    [InlineData("3, QuantizationScheme.Scale, ScaleType = ScaleType.Half, [|BlockSize = 16|]", "BlockSize", "a block of such codes has a multiple of 32 elements, up to 4096, not 16")]
    [InlineData("7, QuantizationScheme.Uniform, ScaleType = ScaleType.Half, [|BlockSize = 48|]", "BlockSize", "a block of such codes has a multiple of 32 elements, up to 4096, not 48")]
    [InlineData("4, QuantizationScheme.Scale, ScaleType = ScaleType.Half, Packing = Packing.SplitHalves, [|BlockSize = 48|]", "BlockSize", "a block of such codes has a multiple of 32 elements, up to 4096, not 48")]
    public Task Composed_formats(string arguments, string option, string reason) => FiresAsync(arguments, option, reason);

    /// <summary>What belongs to blocks, beside what has none.</summary>
    [Theory]
    [InlineData("QuantizationFormat.Half, [|Kernels = QuantizerKernels.Dot|]", "Kernels", "a format has no codes; it has Quantize, Dequantize and FakeQuantize")]
    [InlineData("8, QuantizationScheme.Scale, [|Encoding = BlockEncoding.Reference|]", "Encoding", "only formats of blocks have rules to choose from")]
    [InlineData("QuantizationFormat.Float8E4M3, [|Encoding = BlockEncoding.Microscaling|]", "Encoding", "only formats of blocks have rules to choose from")]
    [InlineData("QuantizationFormat.Half, [|ScaleType = ScaleType.Half|]", "ScaleType", "a format fixes it; only Kernels and Length can be given")]
    [InlineData("8, QuantizationScheme.Scale, [|BlockSize = 32|], ScaleType = ScaleType.None", "BlockSize", "only split halves, and blocks that store their parameters (ScaleType), have a size")]
    public Task What_has_no_blocks(string arguments, string option, string reason) => FiresAsync(arguments, option, reason);

    [Theory]
    [InlineData("QuantizationFormat.Q4_0, Length = 0, ScaleType = ScaleType.None, Encoding = BlockEncoding.ByFormat, Kernels = QuantizerKernels.ByDefault")]
    [InlineData("QuantizationFormat.Q8_0, Encoding = BlockEncoding.Reference, Kernels = QuantizerKernels.All")]
    [InlineData("QuantizationFormat.Q8_1, Encoding = BlockEncoding.Reference, Kernels = QuantizerKernels.Default")]
    [InlineData("format: QuantizationFormat.MXFP4, Encoding = BlockEncoding.Microscaling, Kernels = QuantizerKernels.Dot")]
    [InlineData("QuantizationFormat.Q6_K, Kernels = QuantizerKernels.Dequantize | QuantizerKernels.Dot")]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 16, ScaleType = ScaleType.E4M3, Range = CodeRange.Full, NaNHandling = NaNHandling.Throw, Rounding = Rounding.NearestEven, Kernels = QuantizerKernels.All")]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.E8M0, Packing = Packing.SplitHalves, Range = CodeRange.Unsigned, Kernels = QuantizerKernels.Dot")]
    [InlineData("3, QuantizationScheme.Uniform, BlockSize = 96, ScaleType = ScaleType.BFloat16, Rounding = Rounding.Floor, Kernels = QuantizerKernels.Quantize")]
    [InlineData("2, QuantizationScheme.Uniform, BlockSize = 48, ScaleType = ScaleType.Single, Rounding = Rounding.NearestEven, NaNHandling = NaNHandling.LowestCode, Kernels = QuantizerKernels.FakeQuantize")]
    [InlineData("8, QuantizationScheme.Scale, BlockSize = 4096, ScaleType = ScaleType.Half, ScaleOperation = ScaleOperation.Divide, OutOfRange = OutOfRangeHandling.Saturate, Length = 0, Encoding = BlockEncoding.ByFormat, Kernels = QuantizerKernels.Dequantize")]
    [InlineData("5, QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Half, Reconstruction = Reconstruction.Midpoint, Range = CodeRange.Unsigned, Kernels = QuantizerKernels.Dequantize")]
    [InlineData("8, QuantizationScheme.Scale, ScaleType = ScaleType.None, Encoding = BlockEncoding.ByFormat, Kernels = QuantizerKernels.Quantize")]
    public async Task Sound_neighbours(string arguments) => await AnalyzerRun.SilentAsync(Source(arguments));

    private static async Task FiresAsync(string arguments, string option, string reason) => Assert.Equal(
        $"'{option}' contradicts the rest of the declaration: {reason}", await AnalyzerRun.FiresAsync("QG0008", Source(arguments)));

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npublic partial struct Codes;";
}
