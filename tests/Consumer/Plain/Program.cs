using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Consumer;
using Consumer.Plain;
using Quantization;

Tally tally = new();

// What the caller means to test, so that a run that tests something else fails: "jit" or "native", and the widest instruction set.
if (args is [string compilation, string instructions])
{
    tally.Equal("how this was compiled", compilation, RuntimeFeature.IsDynamicCodeCompiled ? "jit" : "native");
    tally.Equal(
        "the widest instruction set",
        instructions,
        Avx512BW.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : Vector128.IsHardwareAccelerated ? "vector128" : "scalar");
}

// Quotients 0.5, 1.5, 2.5, 3.5: ties go to the even code.
Codes("ties", [0.25f, 0.75f, 1.25f, 1.75f], [0, 2, 2, 4]);
Codes("negative ties", [-0.25f, -0.75f, -1.25f, -1.75f], [0, -2, -2, -4]);
Codes("saturation", [63.25f, 63.5f, 63.75f, 1e30f, float.PositiveInfinity, -1e30f, float.NegativeInfinity], [126, 127, 127, 127, 127, -127, -127]);
Codes("NaN and zeros", [float.NaN, 0f, -0f], [0, 0, 0]);

byte[] affine = new byte[6];
Affine8.Quantize([0f, float.NaN, 0.25f, 0.75f, float.PositiveInfinity, float.NegativeInfinity], affine, new AffineParameters(0.5f, 100));
tally.Sequence<byte>("affine: rounded, then moved by the zero point", [100, 100, 100, 102, 255, 0], affine);

byte[] cells = new byte[6];
Uniform8.Quantize([-1f, -0.001f, 0f, 0.9999f, 1f, 2f], cells, new UniformParameters(-1f, 2f / 256f));
tally.Sequence<byte>("uniform: 256 cells from -1 to 1", [0, 127, 128, 255, 255, 255], cells);
tally.Equal("uniform: the midpoint of the first cell", -1f + (1f / 256f), Uniform8.Dequantize(0, new UniformParameters(-1f, 2f / 256f)));

tally.Equal("affine: parameters of [-1, 3]", new AffineParameters(4f / 255f, 64), Affine8.ParametersFor(-1f, 3f));
tally.Equal("scale: parameters of [-2, 1]", new ScaleParameters(2f / 127f), Scale8.ParametersFor(-2f, 1f));
tally.Equal("uniform: parameters of [0, 1]", new UniformParameters(0f, 1f / 256f), Uniform8.ParametersFor(0f, 1f));
tally.Equal("scale: all zero", new ScaleParameters(1f), Scale8.ParametersFor([0f, 0f]));

tally.Equal("a constant scale, as a struct", (sbyte)2, Eighths.Quantize(0.3125f));
tally.Equal("a constant scale, as a static class", (sbyte)2, StaticEighths.Quantize(0.3125f));
tally.Equal("a constant scale, back", 0.25f, StaticEighths.Dequantize(2));
tally.Equal("vanish: outside counts as 0", (sbyte)0, Strict8.Quantize(1000f, new ScaleParameters(1f)));

tally.Throws<ArgumentException>("a destination too short", "destination", () => Scale8.Quantize(new float[9], new sbyte[8], new ScaleParameters(1f)));
tally.Throws<ArgumentOutOfRangeException>("a scale of 0", "parameters", () => Scale8.Quantize(1f, new ScaleParameters(0f)));
tally.Throws<ArgumentException>("a NaN refused", "source", () => Strict8.Quantize([0f, float.NaN], new sbyte[2], new ScaleParameters(1f)));

AgainstGeneric.Check<Affine8, byte, AffineParameters>(tally, new(8, QuantizationScheme.Affine), new(0.037f, 77), p => p);
AgainstGeneric.Check<Scale8, sbyte, ScaleParameters>(tally, new(8, QuantizationScheme.Scale), new(0.037f), p => p);
AgainstGeneric.Check<Uniform8, byte, UniformParameters>(tally, new(8, QuantizationScheme.Uniform), new(-4.5f, 0.037f), p => p);
AgainstGeneric.Check<SignedAffine8, sbyte, AffineParameters>(
    tally,
    new(8, QuantizationScheme.Affine)
    {
        Range = CodeRange.Full,
        Rounding = Rounding.NearestAway,
        ScaleOperation = ScaleOperation.MultiplyByReciprocal,
        NaNHandling = NaNHandling.LowestCode,
    },
    new(0.037f, -5),
    p => p);
AgainstGeneric.Check<Scale3, sbyte, ScaleParameters>(tally, new(3, QuantizationScheme.Scale), new(0.037f), p => p);
AgainstGeneric.Check<Sign1, sbyte, ScaleParameters>(tally, new(1, QuantizationScheme.Scale), new(0.037f), p => p);
AgainstGeneric.Check<Affine16, ushort, AffineParameters>(tally, new(16, QuantizationScheme.Affine), new(0.00037f, 33_333), p => p);
AgainstGeneric.Check<AffineOfHalves, Half, byte, AffineParameters>(tally, new(8, QuantizationScheme.Affine), new(0.037f, 77), p => p, value => (Half)value);
AgainstGeneric.Check<UniformOfDoubles, double, uint, UniformParameters>(tally, new(12, QuantizationScheme.Uniform), new(-4.5f, 0.0037f), p => p, value => value * 1.0000000001);
QuantizerOptions levels = new(4, QuantizationScheme.Codebook) { Codebook = new Codebook(Levels4.Levels) };
AgainstGeneric.Check<Levels4, byte, ScaleParameters>(tally, levels, new(0.037f), p => p);
AgainstGeneric.CheckPacked<Levels4, byte, ScaleParameters>(tally, levels, new(0.037f), new ScaleParameters(0.037f));
AgainstGeneric.CheckFixed<Ternary, byte>(tally, new(2, QuantizationScheme.Learned) { Steps = Ternary.Parameters.Steps }, default);
StepFunction steps = Codebook.Fit(Array.ConvertAll(Inputs.For(1000, 0.01f), x => float.IsFinite(x) && Math.Abs(x) < 10f ? x : 0f), 32).Steps;
AgainstGeneric.CheckPacked<Learned5, byte, LearnedParameters>(tally, new(5, QuantizationScheme.Learned) { Steps = steps }, new(steps), default);
AgainstGeneric.CheckPacked<Scale3, sbyte, ScaleParameters>(tally, new(3, QuantizationScheme.Scale), new(0.037f), new ScaleParameters(0.037f));
AgainstGeneric.CheckPacked<Sign1, sbyte, ScaleParameters>(tally, new(1, QuantizationScheme.Scale), new(0.037f), new ScaleParameters(0.037f));
AgainstGeneric.CheckPacked<Scale8, sbyte, ScaleParameters>(tally, new(8, QuantizationScheme.Scale), new(0.037f), new ScaleParameters(0.037f));
AgainstGeneric.CheckPacked<Affine16, ushort, AffineParameters>(tally, new(16, QuantizationScheme.Affine), new(0.00037f, 33_333), new AffineParameters(0.00037f, 33_333));
Kinds.Check(tally);
Products.Check(tally);
AgainstGeneric.CheckFixed<Eighths, sbyte>(tally, new(8, QuantizationScheme.Scale), new(0.125f, 0, 0f));
AgainstGeneric.CheckFixed<EncoderOutput, byte>(tally, new(8, QuantizationScheme.Affine), new(0.0235f, 3, 0f));
tally.Equal("parameters of a calibration file", new AffineParameters(0.0235f, 3), EncoderOutput.Parameters);

BlocksAgainstGeneric.Check<Q4Blocks>(tally, new(QuantizationFormat.Q4_0));
BlocksAgainstGeneric.Check<SuperBlocks4>(tally, new(QuantizationFormat.Q4_K));
BlocksAgainstGeneric.Check<Activations8>(tally, new(QuantizationFormat.Q8_K));
BlocksAgainstGeneric.Check<Blocks3>(tally, new(new BlockOptions(3, QuantizationScheme.Scale, 64, ScaleType.Half)));
BlocksAgainstGeneric.CheckPartner<SuperBlocks4, Activations8>(tally, new(QuantizationFormat.Q4_K), new(QuantizationFormat.Q8_K));

byte[] block = new byte[Q4Blocks.BytesPerBlock];
Q4Blocks.Quantize([-8f, .. Enumerable.Range(0, 31).Select(i => (float)(i % 8))], block);
Q4Blocks.Block view = new(block);
tally.Equal("the scale of a block", 1f, view.Scale);
tally.Equal("the codes of a block", (-8, 0, 7, 6), (view.GetCode(0), view.GetCode(1), view.GetCode(8), view.GetCode(31)));
tally.Throws<ArgumentException>("values that are no whole blocks", "source", () => Q4Blocks.Quantize(new float[33], new byte[36]));

return tally.Close();

void Codes(string what, float[] source, sbyte[] expected)
{
    sbyte[] codes = new sbyte[source.Length];
    Scale8.Quantize(source, codes, new ScaleParameters(0.5f));
    tally.Sequence<sbyte>($"scale: {what}", expected, codes);
}
