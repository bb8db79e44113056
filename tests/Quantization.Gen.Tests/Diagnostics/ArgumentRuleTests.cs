using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about the attribute's arguments: where each fires, and where it does not.</summary>
public sealed class ArgumentRuleTests
{
    [Theory]
    [InlineData("[|0|], QuantizationScheme.Affine", "A code of 0 bits is not possible; it has 1 to 16")]
    [InlineData("[|17|], QuantizationScheme.Affine", "A code of 17 bits is not possible; it has 1 to 16")]
    [InlineData("[|-8|], QuantizationScheme.Scale", "A code of -8 bits is not possible; it has 1 to 16")]
    [InlineData("[|int.MaxValue|], QuantizationScheme.Uniform", "A code of 2147483647 bits is not possible; it has 1 to 16")]
    [InlineData("scheme: QuantizationScheme.Affine, [|bits: 32|]", "A code of 32 bits is not possible; it has 1 to 16")]
    [InlineData("[|0|], QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half", "A code of 0 bits is not possible; it has 1 to 16")]
    [InlineData("[|17|], QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Half", "A code of 17 bits is not possible; it has 1 to 16")]
    public async Task Bits_out_of_range(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0004", arguments));

    [Theory]
    [InlineData("decimal", "decimal")]
    [InlineData("int", "int")]
    [InlineData("ushort", "ushort")]
    [InlineData("float?", "float?")]
    [InlineData("double[]", "double[]")]
    [InlineData("void", "void")]
    [InlineData("System.Half?", "System.Half?")]
    [InlineData("Other.BFloat16", "Other.BFloat16")]
    [InlineData("System.Collections.Generic.List<>", "System.Collections.Generic.List<>")]
    public async Task A_source_that_is_no_type_of_values(string type, string name) => Assert.Equal(
        $"Values cannot be '{name}'; a source is 'float', 'double', 'System.Half' or 'Quantization.BFloat16'",
        await AnalyzerRun.FiresAsync("QG0005", Source($"8, QuantizationScheme.Affine, [|Source = typeof({type})|]") + "\nnamespace Other { public struct BFloat16; }"));

    [Theory]
    [InlineData("float", "float")]
    [InlineData("long", "long")]
    [InlineData("ulong", "ulong")]
    [InlineData("nint", "nint")]
    [InlineData("char", "char")]
    [InlineData("bool", "bool")]
    [InlineData("string", "string")]
    [InlineData("int[]", "int[]")]
    [InlineData("byte?", "byte?")]
    [InlineData("System.DayOfWeek", "System.DayOfWeek")]
    [InlineData("System.Collections.Generic.List<>", "System.Collections.Generic.List<>")]
    [InlineData("void", "void")]
    public async Task A_target_that_is_no_type_for_codes(string target, string name) => Assert.Equal(
        $"Codes cannot be stored as '{name}'; a target is an integer type of 8, 16 or 32 bits",
        await FiresAsync("QG0006", $"8, QuantizationScheme.Affine, [|Target = typeof({target})|]"));

    [Theory]
    [InlineData("QuantizationScheme.Affine, Range = CodeRange.Full, [|Target = typeof(byte)|]", "'byte' cannot hold the codes -128 to 127")]
    [InlineData("QuantizationScheme.Affine, Range = CodeRange.Unsigned, [|Target = typeof(sbyte)|]", "'sbyte' cannot hold the codes 0 to 255")]
    [InlineData("QuantizationScheme.Affine, Range = CodeRange.Narrow, [|Target = typeof(byte)|]", "'byte' cannot hold the codes -127 to 127")]
    [InlineData("QuantizationScheme.Scale, [|Target = typeof(byte)|], Range = CodeRange.Narrow", "'byte' cannot hold the codes -127 to 127")]
    [InlineData("QuantizationScheme.Scale, [|Target = typeof(sbyte)|], Range = CodeRange.Unsigned", "'sbyte' cannot hold the codes 0 to 255")]
    [InlineData("QuantizationScheme.Uniform, [|Target = typeof(sbyte)|]", "'sbyte' cannot hold the codes 0 to 255")]
    [InlineData("QuantizationScheme.Scale, [|Target = typeof(uint)|], Range = CodeRange.Full", "'uint' cannot hold the codes -128 to 127")]
    [InlineData("QuantizationScheme.Scale, [|Target = typeof(ushort)|], Range = CodeRange.Narrow", "'ushort' cannot hold the codes -127 to 127")]
    public async Task A_target_that_cannot_hold_the_codes(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0007", "8, " + arguments));

    [Theory]
    [InlineData("1, QuantizationScheme.Scale, Range = CodeRange.Narrow, [|Target = typeof(byte)|]", "'byte' cannot hold the codes -1 to 1")]
    [InlineData("9, QuantizationScheme.Uniform, [|Target = typeof(byte)|]", "'byte' cannot hold the codes 0 to 511")]
    [InlineData("12, QuantizationScheme.Affine, [|Target = typeof(byte)|]", "'byte' cannot hold the codes 0 to 4095")]
    [InlineData("16, QuantizationScheme.Scale, [|Target = typeof(sbyte)|]", "'sbyte' cannot hold the codes -32767 to 32767")]
    [InlineData("16, QuantizationScheme.Affine, [|Target = typeof(short)|], Range = CodeRange.Unsigned", "'short' cannot hold the codes 0 to 65535")]
    public async Task A_target_that_cannot_hold_the_codes_of_another_width(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0007", arguments));

    [Theory]
    [InlineData("QuantizationScheme.Affine, [|Reconstruction = Reconstruction.LeftEdge|]", "Reconstruction")]
    [InlineData("QuantizationScheme.Affine, Rounding = Rounding.Floor, [|Reconstruction = Reconstruction.LeftEdge|]", "Reconstruction")]
    [InlineData("QuantizationScheme.Scale, [|Reconstruction = Reconstruction.Midpoint|]", "Reconstruction")]
    [InlineData("QuantizationScheme.Uniform, Rounding = Rounding.NearestEven, [|Reconstruction = Reconstruction.LeftEdge|]", "Reconstruction")]
    [InlineData("QuantizationScheme.Uniform, [|Rounding = Rounding.TowardZero|]", "Rounding")]
    [InlineData("QuantizationScheme.Uniform, [|Range = CodeRange.Full|]", "Range")]
    [InlineData("QuantizationScheme.Uniform, [|Range = CodeRange.Narrow|]", "Range")]
    [InlineData("QuantizationScheme.Scale, [|ZeroPoint = 0|]", "ZeroPoint")]
    [InlineData("QuantizationScheme.Scale, Scale = 1, [|ZeroPoint = 5|]", "ZeroPoint")]
    [InlineData("QuantizationScheme.Uniform, Minimum = 0, Scale = 1, [|ZeroPoint = 5|]", "ZeroPoint")]
    public async Task An_option_that_contradicts(string arguments, string option)
    {
        string message = await FiresAsync("QG0008", "8, " + arguments);
        Assert.StartsWith($"'{option}' contradicts the rest of the declaration: ", message, StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'));
    }

    [Theory]
    [InlineData("[|(QuantizationScheme)5|]", "'QuantizationScheme' has no value 5")]
    [InlineData("QuantizationScheme.Affine, [|Rounding = (Rounding)42|]", "'Rounding' has no value 42")]
    [InlineData("QuantizationScheme.Affine, [|ScaleOperation = (ScaleOperation)2|]", "'ScaleOperation' has no value 2")]
    [InlineData("QuantizationScheme.Affine, [|NaNHandling = (NaNHandling)(-1)|]", "'NaNHandling' has no value -1")]
    [InlineData("QuantizationScheme.Affine, [|OutOfRange = (OutOfRangeHandling)2|]", "'OutOfRangeHandling' has no value 2")]
    [InlineData("QuantizationScheme.Affine, [|Range = (CodeRange)4|]", "'CodeRange' has no value 4")]
    [InlineData("QuantizationScheme.Uniform, [|Reconstruction = (Reconstruction)2|]", "'Reconstruction' has no value 2")]
    [InlineData("QuantizationScheme.Scale, [|Packing = (Packing)2|]", "'Packing' has no value 2")]
    [InlineData("QuantizationScheme.Scale, BlockSize = 32, [|ScaleType = (ScaleType)6|]", "'ScaleType' has no value 6")]
    [InlineData("QuantizationScheme.Scale, BlockSize = 32, [|ScaleType = (ScaleType)(-1)|]", "'ScaleType' has no value -1")]
    [InlineData("QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half, [|Encoding = (BlockEncoding)3|]", "'BlockEncoding' has no value 3")]
    [InlineData("QuantizationScheme.Scale, [|Kernels = (QuantizerKernels)8192|]", "'QuantizerKernels' has no value 8192")]
    [InlineData("QuantizationScheme.Scale, [|Kernels = (QuantizerKernels)(-1)|]", "'QuantizerKernels' has no value -1")]
    [InlineData("QuantizationScheme.Uniform, [|Kernels = QuantizerKernels.Quantize | (QuantizerKernels)8192|]", "'QuantizerKernels' has no value 8193")]
    public async Task A_choice_that_does_not_exist(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0009", "8, " + arguments));

    [Theory]
    [InlineData("[|(QuantizationFormat)200|]")]
    [InlineData("[|format: (QuantizationFormat)200|]")]
    public async Task A_format_that_does_not_exist(string arguments) => Assert.Equal("'QuantizationFormat' has no value 200", await FiresAsync("QG0009", arguments));

    [Theory]
    [InlineData("QuantizationScheme.Affine")]
    [InlineData("QuantizationScheme.Affine, Target = typeof(sbyte)")]
    [InlineData("QuantizationScheme.Affine, Target = typeof(sbyte), Range = CodeRange.Narrow")]
    [InlineData("QuantizationScheme.Affine, Target = null")]
    [InlineData("QuantizationScheme.Affine, Range = CodeRange.Full")]
    [InlineData("QuantizationScheme.Affine, Rounding = Rounding.Floor")]
    [InlineData("QuantizationScheme.Scale")]
    [InlineData("QuantizationScheme.Scale, Target = typeof(byte)")]
    [InlineData("QuantizationScheme.Scale, Range = CodeRange.Unsigned")]
    [InlineData("QuantizationScheme.Scale, Range = CodeRange.Full, Rounding = Rounding.TowardZero")]
    [InlineData("QuantizationScheme.Scale, Rounding = Rounding.Floor, Reconstruction = Reconstruction.LeftEdge")]
    [InlineData("QuantizationScheme.Scale, Rounding = Rounding.Floor, Reconstruction = Reconstruction.Midpoint, Range = CodeRange.Narrow")]
    [InlineData("QuantizationScheme.Uniform")]
    [InlineData("QuantizationScheme.Uniform, Range = CodeRange.Unsigned, Target = typeof(byte)")]
    [InlineData("QuantizationScheme.Uniform, Reconstruction = Reconstruction.LeftEdge")]
    [InlineData("QuantizationScheme.Uniform, Rounding = Rounding.NearestAway, NaNHandling = NaNHandling.Throw")]
    [InlineData("scheme: QuantizationScheme.Uniform, OutOfRange = OutOfRangeHandling.Vanish")]
    [InlineData("QuantizationScheme.Affine, Target = typeof(short)")]
    [InlineData("QuantizationScheme.Scale, Target = typeof(ushort)")]
    [InlineData("QuantizationScheme.Uniform, Target = typeof(int)")]
    [InlineData("QuantizationScheme.Uniform, Target = typeof(uint)")]
    [InlineData("QuantizationScheme.Scale, Source = null")]
    [InlineData("QuantizationScheme.Affine, Source = typeof(float)")]
    [InlineData("QuantizationScheme.Uniform, Source = typeof(double)")]
    [InlineData("QuantizationScheme.Affine, Source = typeof(System.Half)")]
    [InlineData("QuantizationScheme.Scale, Source = typeof(BFloat16)")]
    public async Task Sound_arguments(string arguments) =>
        await AnalyzerRun.SilentAsync(Source(arguments.StartsWith("scheme", StringComparison.Ordinal) ? "bits: 8, " + arguments : "8, " + arguments));

    private static Task<string> FiresAsync(string id, string arguments) => AnalyzerRun.FiresAsync(id, Source(arguments));

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npublic partial struct Codes;";
}
