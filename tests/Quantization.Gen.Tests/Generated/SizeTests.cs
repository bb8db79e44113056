using System.Text.RegularExpressions;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Generated;

/// <summary>How much is generated: no more than a cap, and nothing that was not asked for.</summary>
public sealed partial class SizeTests(ITestOutputHelper output)
{
    /// <summary>Lengths of embeddings, and those at which an instruction set has its last step without a loop.</summary>
    private static readonly int[] lengths = [64, 100, 128, 192, 256, 384, 512, 768, 1000, 1023, 1024, 1536, 4096];

    /// <summary>The most lines that a quantizer may become: about 5 % above what the longest declaration found takes, at any length and at a fixed one.</summary>
    [Theory]
    [InlineData(QuantizerKernels.ByDefault, 3140, 9370)]
    [InlineData(QuantizerKernels.All, 9290, 14050)]
    public void No_file_is_longer_than_the_cap(QuantizerKernels kernels, int cap, int fixedCap)
    {
        string asked = kernels == QuantizerKernels.ByDefault ? "" : $"Kernels = QuantizerKernels.{kernels}";
        Declared longest = EachPair.Tried
            .Where(declared => declared.Spec.Length == 0 && (asked.Length == 0 ? !declared.Arguments.Contains("Kernels = ", StringComparison.Ordinal) : declared.Arguments.Contains(asked, StringComparison.Ordinal)))
            .DistinctBy(declared => declared.Spec)
            .MaxBy(declared => Lines(declared.Spec))!;
        int lines = Lines(longest.Spec);
        (int most, int length) = lengths.Select(length => (Lines(longest.Spec with { Length = length }), length)).Max();
        output.WriteLine($"{lines} lines, and {most} of length {length}: {longest.Arguments}");
        Assert.InRange(lines, cap * 9 / 10, cap);
        Assert.InRange(most, fixedCap * 9 / 10, fixedCap);
    }

    /// <summary>A flag brings its methods, the kernels that they call, and the length, code and parameters that they are used with.</summary>
    [Theory]
    [InlineData("Quantize", "ParametersFor Quantize", "Quantize QuantizeElement RequireValid")]
    [InlineData("Dequantize", "Dequantize ParametersFor", "Dequantize DequantizeElement RequireValid")]
    [InlineData("FakeQuantize", "FakeQuantize ParametersFor", "FakeQuantize FakeQuantizeElement RequireValid")]
    [InlineData("QuantizePacked", "GetPackedLength ParametersFor QuantizePacked", "QuantizeElement QuantizePacked RequireValid")]
    [InlineData("DequantizePacked", "DequantizePacked GetCode GetPackedLength ParametersFor", "DequantizeElement DequantizePacked RequireValid")]
    [InlineData("Pack", "GetCode GetPackedLength Pack ParametersFor Unpack", "Pack Unpack")]
    [InlineData("Requantize", "ParametersFor Requantize", "Requantize RequantizeElement RequantizeFixed RequantizeFixedElement")]
    [InlineData("Score", "ParametersFor ScoreCodes ScorePackedCodes", "ScoreCodes ScorePackedCodes")]
    [InlineData("MatrixProduct", "Multiply MultiplyCodes PackMatrix ParametersFor", "")]
    public void One_flag_generates_only_what_it_needs(string flag, string methods, string kernels)
    {
        QuantizerSpec one = Spec(flag);
        string text = QuantizerFile.Write(one);
        Assert.Equal(methods, Names(PublicMethod(), text));
        Assert.Equal(kernels, Names(InternalMethod(), text));
        Assert.InRange(Lines(one), 100, Lines(Spec("All")) / 3);
        Assert.Single(GeneratorRun.Compiled($"using Quantization;\n[Quantizer({Arguments(flag)})] public partial struct Codes;").Files);
    }

    /// <summary>Products of codes take their methods for codes one by one and, of 1, 2 and 4 bits, packed ones.</summary>
    [Theory]
    [InlineData("8, QuantizationScheme.Affine", "CosineSimilarity Dot DotCodes HammingDistance ParametersFor SquaredDistance SquaredDistanceCodes SumCodes", 1880)]
    [InlineData("4, QuantizationScheme.Scale", "CosineSimilarity CosineSimilarityPacked Dot DotCodes DotPacked DotPackedCodes HammingDistance HammingDistancePacked ParametersFor SquaredDistance SquaredDistanceCodes SquaredDistancePacked SquaredDistancePackedCodes SumCodes SumPackedCodes", 3310)]
    public void Products_generate_only_what_they_need(string codes, string methods, int cap)
    {
        string arguments = $"{codes}, Kernels = QuantizerKernels.Dot";
        QuantizerSpec one = Declarations.Read([arguments])[0]!.Spec;
        Assert.Equal(methods, Names(PublicMethod(), QuantizerFile.Write(one)));
        output.WriteLine($"{Lines(one)} lines");
        Assert.InRange(Lines(one), cap * 9 / 10, cap);
        Assert.Single(GeneratorRun.Compiled($"using Quantization;\n[Quantizer({arguments})] public partial struct Codes;").Files);
    }

    [Fact]
    public void Channels_are_what_their_flag_adds()
    {
        string plain = QuantizerFile.Write(Spec("Dequantize")), channels = QuantizerFile.Write(Spec("Dequantize | QuantizerKernels.PerChannel"));
        Assert.Equal("Dequantize ParametersFor", Names(PublicMethod(), plain));
        Assert.Equal("Dequantize DequantizeColumns DequantizeRows ParametersFor", Names(PublicMethod(), channels));
        Assert.Equal("ParametersFor QuantizeDynamic", Names(PublicMethod(), QuantizerFile.Write(Spec("Dynamic"))));
    }

    /// <summary>The most lines that blocks of a format may become: about 5 % above what the longest of them takes. A block of up to 256 elements is written out whole, a longer one in loops.</summary>
    [Theory]
    [InlineData("Q", 2990)]
    [InlineData("K", 3260)]
    [InlineData("MX", 1700)]
    [InlineData("composed", 3760)]
    [InlineData("long", 1165)]
    public void No_file_of_blocks_is_longer_than_the_cap(string family, int cap)
    {
        (int lines, string arguments) = BlockDeclarations.Of(family).Select(arguments => (Lines(Declarations.Read([arguments])[0]!.Spec), arguments)).Max();
        output.WriteLine($"{lines} lines: {arguments}");
        Assert.InRange(lines, cap * 9 / 10, cap);
    }

    /// <summary>The size of blocks, how many bytes they take and the view of one are there in any case.</summary>
    [Theory]
    [InlineData("Quantize", "GetByteCount Quantize")]
    [InlineData("Dequantize", "Dequantize GetByteCount")]
    [InlineData("FakeQuantize", "FakeQuantize GetByteCount")]
    [InlineData("Dot", "Dot GetByteCount")]
    public void One_flag_of_blocks_generates_only_what_it_needs(string flag, string methods)
    {
        string arguments = $"QuantizationFormat.Q4_1, Kernels = QuantizerKernels.{flag}";
        QuantizerSpec one = Declarations.Read([arguments])[0]!.Spec;
        Assert.Equal(methods, Names(PublicMethod(), QuantizerFile.Write(one)));
        Assert.InRange(Lines(one), 100, Lines(Declarations.Read(["QuantizationFormat.Q4_1"])[0]!.Spec) * 2 / 3);
        Assert.Single(GeneratorRun.Compiled($"using Quantization;\n[Quantizer({arguments})] public partial struct Codes;").Files);
    }

    private static string Names(Regex pattern, string text) =>
        string.Join(' ', pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));

    private static int Lines(QuantizerSpec spec) => QuantizerFile.Write(spec).Count(letter => letter == '\n');

    private static QuantizerSpec Spec(string kernels) => Declarations.Read([Arguments(kernels)])[0]!.Spec;

    // The weights of matrix products are signed.
    private static string Arguments(string kernels) => $"4, QuantizationScheme.Affine, {(kernels == "MatrixProduct" ? "Target = typeof(sbyte), " : "")}Kernels = QuantizerKernels.{kernels}";

    // The consumer's type stands outside every namespace; types inside the kernels' class are further in.
    [GeneratedRegex(@"^ {4}public static \S+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex PublicMethod();

    [GeneratedRegex(@"^ {8}internal static \S+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex InternalMethod();
}
