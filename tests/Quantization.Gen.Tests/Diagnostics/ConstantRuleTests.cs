using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Rules about constants: where each fires, and where it does not.</summary>
public sealed class ConstantRuleTests
{
    [Theory]
    [InlineData("Scale, [|Scale = 0f|]", "'Scale' cannot be 0: a scale is positive and finite")]
    [InlineData("Scale, [|Scale = -0.5f|]", "'Scale' cannot be -0.5: a scale is positive and finite")]
    [InlineData("Scale, [|Scale = float.NaN|]", "'Scale' cannot be NaN: a scale is positive and finite")]
    [InlineData("Uniform, Minimum = 0, [|Scale = float.PositiveInfinity|]", "'Scale' cannot be Infinity: a scale is positive and finite")]
    [InlineData("Scale, ScaleOperation = ScaleOperation.MultiplyByReciprocal, [|Scale = 1e-39f|]", "'Scale' cannot be 1E-39: its reciprocal, by which values would be multiplied, overflows")]
    [InlineData("Affine, Scale = 1, [|ZeroPoint = -1|]", "'ZeroPoint' cannot be -1: a zero point is one of the codes, 0 to 255")]
    [InlineData("Affine, Scale = 1, [|ZeroPoint = 256|]", "'ZeroPoint' cannot be 256: a zero point is one of the codes, 0 to 255")]
    [InlineData("Affine, Scale = 1, [|ZeroPoint = 128|], Target = typeof(sbyte)", "'ZeroPoint' cannot be 128: a zero point is one of the codes, -128 to 127")]
    [InlineData("Affine, Scale = 1, [|ZeroPoint = -128|], Range = CodeRange.Narrow", "'ZeroPoint' cannot be -128: a zero point is one of the codes, -127 to 127")]
    [InlineData("Uniform, [|Minimum = float.NaN|], Maximum = 1", "'Minimum' cannot be NaN: the end of a range is finite")]
    [InlineData("Uniform, [|Minimum = float.NegativeInfinity|], Scale = 1", "'Minimum' cannot be -Infinity: the end of a range is finite")]
    [InlineData("Affine, Minimum = 0, [|Maximum = float.PositiveInfinity|]", "'Maximum' cannot be Infinity: the end of a range is finite")]
    [InlineData("Uniform, [|Minimum = 1|], Maximum = 1", "'Minimum' cannot be 1: it is not below the maximum, 1")]
    [InlineData("Scale, [|Minimum = 0f|], Maximum = -0f", "'Minimum' cannot be 0: it is not below the maximum, -0")]
    [InlineData("Affine, Maximum = -2.5f, [|Minimum = 1|]", "'Minimum' cannot be 1: it is not below the maximum, -2.5")]
    public async Task A_constant_that_is_not_valid(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0010", arguments));

    [Theory]
    [InlineData("Affine, [|Scale = 0.5f|]", "Affine takes Scale and ZeroPoint, or Minimum and Maximum, as its constants, but Scale is given")]
    [InlineData("Affine, [|ZeroPoint = 5|]", "Affine takes Scale and ZeroPoint, or Minimum and Maximum, as its constants, but ZeroPoint is given")]
    [InlineData("Affine, [|Minimum = 0|]", "Affine takes Scale and ZeroPoint, or Minimum and Maximum, as its constants, but Minimum is given")]
    [InlineData("Affine, Scale = 1, ZeroPoint = 5, [|Maximum = 1|]", "Affine takes Scale and ZeroPoint, or Minimum and Maximum, as its constants, but Scale, ZeroPoint, Maximum are given")]
    [InlineData("Affine, Minimum = 0, Maximum = 1, [|ZeroPoint = 5|]", "Affine takes Scale and ZeroPoint, or Minimum and Maximum, as its constants, but ZeroPoint, Minimum, Maximum are given")]
    [InlineData("Scale, [|Maximum = 1|]", "Scale takes Scale, or Minimum and Maximum, as its constants, but Maximum is given")]
    [InlineData("Scale, Scale = 1, [|Minimum = 0|]", "Scale takes Scale, or Minimum and Maximum, as its constants, but Scale, Minimum are given")]
    [InlineData("Scale, Scale = 1, [|Minimum = 0|], Maximum = 1", "Scale takes Scale, or Minimum and Maximum, as its constants, but Scale, Minimum, Maximum are given")]
    [InlineData("Uniform, [|Scale = 1|]", "Uniform takes Minimum and Scale, or Minimum and Maximum, as its constants, but Scale is given")]
    [InlineData("Uniform, Minimum = 0, Scale = 1, [|Maximum = 1|]", "Uniform takes Minimum and Scale, or Minimum and Maximum, as its constants, but Scale, Minimum, Maximum are given")]
    public async Task Constants_that_do_not_fix_the_parameters(string arguments, string message) => Assert.Equal(message, await FiresAsync("QG0011", arguments));

    [Theory]
    [InlineData("Affine, Scale = 0.5f, ZeroPoint = 0")]
    [InlineData("Affine, Scale = 0.5f, ZeroPoint = 255")]
    [InlineData("Affine, Scale = 0.5f, ZeroPoint = -128, Target = typeof(sbyte)")]
    [InlineData("Affine, Minimum = 1, Maximum = 2")]
    [InlineData("Scale, Scale = float.Epsilon")]
    [InlineData("Scale, Scale = float.MaxValue, ScaleOperation = ScaleOperation.MultiplyByReciprocal")]
    [InlineData("Scale, Scale = 3e-39f, ScaleOperation = ScaleOperation.MultiplyByReciprocal")]
    [InlineData("Scale, Minimum = -1, Maximum = 3")]
    [InlineData("Uniform, Minimum = -0f, Scale = 1")]
    [InlineData("Uniform, Minimum = float.MinValue, Maximum = float.MaxValue")]
    [InlineData("Uniform, Minimum = 0, Maximum = float.Epsilon, ScaleOperation = ScaleOperation.MultiplyByReciprocal")]
    public async Task Sound_constants(string arguments) => await AnalyzerRun.SilentAsync(Source(arguments));

    private static Task<string> FiresAsync(string id, string arguments) => AnalyzerRun.FiresAsync(id, Source(arguments));

    private static string Source(string arguments) => $"using Quantization;\n[Quantizer(8, QuantizationScheme.{arguments})]\npublic partial struct Codes;";
}
