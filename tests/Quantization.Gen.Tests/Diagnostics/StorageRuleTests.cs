using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about widths, formats, kernels and the order of packed codes: where each fires, and where a neighbour of it is sound.</summary>
public sealed class StorageRuleTests
{
    private const string Fixed = "a format fixes it; only Kernels and Length can be given";
    private const string NoRequantize = "only affine and scale codes of 2 to 8 bits are what sums are requantized to";
    private const string NoNetwork = "only Learned has networks to train";
    private const string NoChannels = "constants are the parameters of every channel";

    [Theory]
    [InlineData("1, QuantizationScheme.Affine, [|Range = CodeRange.Full|]", "Range", "Affine codes of one bit are 0 and 1; a signed range needs 2 bits")]
    [InlineData("1, QuantizationScheme.Affine, [|Range = CodeRange.Narrow|]", "Range", "Affine codes of one bit are 0 and 1; a signed range needs 2 bits")]
    [InlineData("1, QuantizationScheme.Affine, [|Target = typeof(sbyte)|]", "Target", "Affine codes of one bit are 0 and 1, which a signed target makes a signed range of; ask for an unsigned target or range")]
    [InlineData("1, QuantizationScheme.Scale, [|Range = CodeRange.Full|]", "Range", "Scale with one bit is the sign, whose codes are −1 and +1")]
    [InlineData("1, QuantizationScheme.Scale, [|Rounding = Rounding.Floor|]", "Rounding", "Scale with one bit is the sign: nothing is rounded")]
    [InlineData("1, QuantizationScheme.Scale, [|Rounding = Rounding.Stochastic|]", "Rounding", "Scale with one bit is the sign: nothing is rounded")]
    [InlineData("1, QuantizationScheme.Scale, [|OutOfRange = OutOfRangeHandling.Vanish|]", "OutOfRange", "Scale with one bit is the sign: nothing is out of range")]
    [InlineData("8, QuantizationScheme.Uniform, Rounding = Rounding.Stochastic, [|Reconstruction = Reconstruction.Midpoint|]", "Reconstruction", "A reconstruction can only be chosen with Floor; the other roundings reconstruct the code itself")]
    public Task Choices_of_one_bit_and_at_random(string arguments, string option, string reason) => FiresAsync(arguments, option, reason);

    [Theory]
    [InlineData("8, QuantizationScheme.Scale, [|Packing = Packing.SplitHalves|]", "Packing", "split halves are of 4 bits")]
    [InlineData("3, QuantizationScheme.Affine, [|Packing = Packing.SplitHalves|], BlockSize = 64", "Packing", "split halves are of 4 bits")]
    [InlineData("4, QuantizationScheme.Scale, [|BlockSize = 32|]", "BlockSize", "only split halves, and blocks that store their parameters (ScaleType), have a size")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.Dense, [|BlockSize = 32|]", "BlockSize", "only split halves, and blocks that store their parameters (ScaleType), have a size")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, [|BlockSize = 16|]", "BlockSize", "a block of split halves has a power of two of codes, from 32 to 4096, not 16")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, [|BlockSize = 48|]", "BlockSize", "a block of split halves has a power of two of codes, from 32 to 4096, not 48")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, [|BlockSize = 8192|]", "BlockSize", "a block of split halves has a power of two of codes, from 32 to 4096, not 8192")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, [|BlockSize = -32|]", "BlockSize", "a block of split halves has a power of two of codes, from 32 to 4096, not -32")]
    [InlineData("8, QuantizationScheme.Scale, [|Length = -1|]", "Length", "a fixed number of elements is from 1 to 1048576, or 0 for any, not -1")]
    [InlineData("8, QuantizationScheme.Scale, [|Length = int.MaxValue|]", "Length", "a fixed number of elements is from 1 to 1048576, or 0 for any, not 2147483647")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, [|Length = 48|]", "Length", "48 elements are not whole blocks of 32")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves, BlockSize = 64, [|Length = 96|]", "Length", "96 elements are not whole blocks of 64")]
    public Task Packing_and_length(string arguments, string option, string reason) => FiresAsync(arguments, option, reason);

    [Theory]
    [InlineData("9, QuantizationScheme.Affine, [|Kernels = QuantizerKernels.Requantize|]", NoRequantize)]
    [InlineData("1, QuantizationScheme.Affine, [|Kernels = QuantizerKernels.Requantize|]", NoRequantize)]
    [InlineData("8, QuantizationScheme.Uniform, [|Kernels = QuantizerKernels.Default | QuantizerKernels.Requantize|]", NoRequantize)]
    [InlineData("8, QuantizationScheme.Scale, Scale = 1, [|Kernels = QuantizerKernels.Quantize | QuantizerKernels.PerChannel|]", NoChannels)]
    [InlineData("8, QuantizationScheme.Uniform, Minimum = 0, Maximum = 1, [|Kernels = QuantizerKernels.Dynamic|]", NoChannels)]
    [InlineData("8, QuantizationScheme.Scale, [|Kernels = QuantizerKernels.PerChannel|]", "PerChannel stands beside Quantize, Dequantize or FakeQuantize, each of which it adds to")]
    [InlineData("8, QuantizationScheme.Scale, [|Kernels = QuantizerKernels.PerChannel | QuantizerKernels.Pack|]", "PerChannel stands beside Quantize, Dequantize or FakeQuantize, each of which it adds to")]
    [InlineData("QuantizationFormat.Half, [|Kernels = QuantizerKernels.QuantizePacked|]", "a format has no codes; it has Quantize, Dequantize and FakeQuantize")]
    [InlineData("QuantizationFormat.Float8E5M2, [|Kernels = QuantizerKernels.Pack|]", "a format has no codes; it has Quantize, Dequantize and FakeQuantize")]
    [InlineData("QuantizationFormat.BFloat16, [|Kernels = QuantizerKernels.Quantize | QuantizerKernels.PerChannel|]", "a format has no codes; it has Quantize, Dequantize and FakeQuantize")]
    [InlineData("3, QuantizationScheme.Scale, [|Kernels = QuantizerKernels.Network|]", NoNetwork)]
    [InlineData("8, QuantizationScheme.Codebook, [|Kernels = QuantizerKernels.FakeQuantize | QuantizerKernels.Network|]", NoNetwork)]
    [InlineData("QuantizationFormat.Half, [|Kernels = QuantizerKernels.Network|]", NoNetwork)]
    [InlineData("QuantizationFormat.Q4_0, [|Kernels = QuantizerKernels.Network|]", "blocks have Quantize, Dequantize, FakeQuantize, Dot and, of some formats, MatrixProduct")]
    public Task Kernels(string arguments, string reason) => FiresAsync(arguments, "Kernels", reason);

    [Theory]
    [InlineData("Source = typeof(double)")]
    [InlineData("Target = typeof(ushort)")]
    [InlineData("Rounding = Rounding.NearestEven")]
    [InlineData("ScaleOperation = ScaleOperation.Divide")]
    [InlineData("NaNHandling = NaNHandling.Throw")]
    [InlineData("OutOfRange = OutOfRangeHandling.Saturate")]
    [InlineData("Range = CodeRange.ByScheme")]
    [InlineData("Reconstruction = Reconstruction.LeftEdge")]
    [InlineData("Packing = Packing.Dense")]
    [InlineData("BlockSize = 0")]
    [InlineData("Scale = 1")]
    [InlineData("ZeroPoint = 0")]
    [InlineData("Minimum = 0")]
    [InlineData("Maximum = 1")]
    public Task A_format_leaves_no_choice(string option) => FiresAsync($"QuantizationFormat.Half, [|{option}|]", option.Split(' ')[0], Fixed);

    [Theory]
    [InlineData("Source = typeof(double)")]
    [InlineData("Target = typeof(byte)")]
    [InlineData("OutOfRange = OutOfRangeHandling.Saturate")]
    [InlineData("Scale = 1")]
    public Task A_format_of_8_bits_leaves_one(string option) => FiresAsync(
        $"QuantizationFormat.Float8E4M3, Saturate = false, [|{option}|]", option.Split(' ')[0], "a format fixes it; only Kernels, Length and Saturate can be given");

    [Theory]
    [InlineData("8, QuantizationScheme.Affine, [|Saturate = false|]")]
    [InlineData("8, QuantizationScheme.Scale, [|Saturate = true|]")]
    [InlineData("QuantizationFormat.Half, [|Saturate = false|]")]
    [InlineData("QuantizationFormat.BFloat16, [|Saturate = true|]")]
    public Task Saturation(string arguments) => FiresAsync(arguments, "Saturate", "only the 8-bit float formats choose whether they saturate");

    [Theory]
    [InlineData("1, QuantizationScheme.Affine")]
    [InlineData("1, QuantizationScheme.Affine, Target = typeof(sbyte), Range = CodeRange.Unsigned")]
    [InlineData("2, QuantizationScheme.Affine, Range = CodeRange.Full")]
    [InlineData("1, QuantizationScheme.Scale, Rounding = Rounding.NearestEven")]
    [InlineData("1, QuantizationScheme.Scale, Range = CodeRange.Unsigned, Rounding = Rounding.Stochastic, OutOfRange = OutOfRangeHandling.Vanish")]
    [InlineData("1, QuantizationScheme.Scale, Target = typeof(uint), Rounding = Rounding.Floor, Reconstruction = Reconstruction.LeftEdge")]
    [InlineData("2, QuantizationScheme.Scale, Range = CodeRange.Full, Rounding = Rounding.Stochastic")]
    [InlineData("1, QuantizationScheme.Uniform, OutOfRange = OutOfRangeHandling.Vanish")]
    [InlineData("16, QuantizationScheme.Uniform, Rounding = Rounding.Stochastic")]
    [InlineData("16, QuantizationScheme.Scale, Target = typeof(int)")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.SplitHalves")]
    [InlineData("4, QuantizationScheme.Affine, Packing = Packing.SplitHalves, BlockSize = 0")]
    [InlineData("4, QuantizationScheme.Uniform, Packing = Packing.SplitHalves, BlockSize = 4096, Length = 8192")]
    [InlineData("4, QuantizationScheme.Scale, Packing = Packing.Dense, BlockSize = 0, Length = 48")]
    [InlineData("8, QuantizationScheme.Affine, Length = 0")]
    [InlineData("8, QuantizationScheme.Affine, Length = 1")]
    [InlineData("2, QuantizationScheme.Scale, Kernels = QuantizerKernels.Requantize")]
    [InlineData("8, QuantizationScheme.Uniform, Kernels = QuantizerKernels.All")]
    [InlineData("8, QuantizationScheme.Scale, Scale = 1, Kernels = QuantizerKernels.All")]
    [InlineData("8, QuantizationScheme.Scale, Scale = 1, Kernels = QuantizerKernels.Requantize")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Dynamic")]
    [InlineData("8, QuantizationScheme.Uniform, Kernels = QuantizerKernels.Dynamic, Rounding = Rounding.Stochastic, Length = 8")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.PerChannel | QuantizerKernels.Dequantize")]
    [InlineData("8, QuantizationScheme.Scale, Kernels = QuantizerKernels.ByDefault")]
    [InlineData("1, QuantizationScheme.Learned, Kernels = QuantizerKernels.Network")]
    [InlineData("2, QuantizationScheme.Learned, Thresholds = [-0.05f, 0.05f], Levels = [-1f, 0f, 1f], Kernels = QuantizerKernels.All")]
    [InlineData("QuantizationFormat.Half, Kernels = QuantizerKernels.All")]
    [InlineData("QuantizationFormat.Half, Length = 768")]
    [InlineData("format: QuantizationFormat.BFloat16, Kernels = QuantizerKernels.FakeQuantize")]
    [InlineData("QuantizationFormat.Float8E4M3, Saturate = true")]
    [InlineData("QuantizationFormat.Float8E5M2, Saturate = false, Length = 768, Kernels = QuantizerKernels.All")]
    public async Task Sound_neighbours(string arguments) => await AnalyzerRun.SilentAsync(Source(arguments));

    private static async Task FiresAsync(string arguments, string option, string reason) => Assert.Equal(
        $"'{option}' contradicts the rest of the declaration: {reason}", await AnalyzerRun.FiresAsync("QG0008", Source(arguments)));

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npublic partial struct Codes;";
}
