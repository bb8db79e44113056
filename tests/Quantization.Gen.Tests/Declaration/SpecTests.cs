using System.Globalization;
using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Declaration;

/// <summary>What declarations resolve to: defaults, code ranges and constants, by the numeric contract.</summary>
public sealed class SpecTests
{
    private const QuantizerKernels OfBlocks = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize | QuantizerKernels.Dot;

    [Theory]
    [InlineData("Affine", 0, 255, "Byte", "NearestEven")]
    [InlineData("Affine, Target = typeof(sbyte)", -128, 127, "SByte", "NearestEven")]
    [InlineData("Affine, Range = CodeRange.Full", -128, 127, "SByte", "NearestEven")]
    [InlineData("Affine, Range = CodeRange.Narrow, Rounding = Rounding.Floor", -127, 127, "SByte", "Floor")]
    [InlineData("Scale", -127, 127, "SByte", "NearestEven")]
    [InlineData("Scale, Rounding = Rounding.NearestAway", -127, 127, "SByte", "NearestAway")]
    [InlineData("Scale, Target = typeof(byte)", 0, 255, "Byte", "NearestEven")]
    [InlineData("Scale, Range = CodeRange.Unsigned", 0, 255, "Byte", "NearestEven")]
    [InlineData("Scale, Range = CodeRange.Full", -128, 127, "SByte", "NearestEven")]
    [InlineData("Scale, Rounding = Rounding.Floor", -128, 127, "SByte", "Floor")]
    [InlineData("Scale, Rounding = Rounding.Floor, Range = CodeRange.Narrow", -127, 127, "SByte", "Floor")]
    [InlineData("Uniform", 0, 255, "Byte", "Floor")]
    [InlineData("Uniform, Rounding = Rounding.NearestEven", 0, 255, "Byte", "NearestEven")]
    public void Codes_and_rounding(string arguments, int minCode, int maxCode, string target, string rounding)
    {
        QuantizerSpec spec = Spec(arguments);
        Assert.Equal((minCode, maxCode, target, rounding), (spec.MinCode, spec.MaxCode, spec.Target.ToString(), spec.Rounding.ToString()));
    }

    [Theory]
    [InlineData("Affine", false, false)]
    [InlineData("Affine, Rounding = Rounding.Floor", false, false)]
    [InlineData("Scale", false, false)]
    [InlineData("Scale, Rounding = Rounding.TowardZero", false, false)]
    [InlineData("Scale, Rounding = Rounding.Floor", true, true)]
    [InlineData("Scale, Rounding = Rounding.Floor, Reconstruction = Reconstruction.LeftEdge", true, false)]
    [InlineData("Uniform", true, true)]
    [InlineData("Uniform, Reconstruction = Reconstruction.LeftEdge", true, false)]
    [InlineData("Uniform, Rounding = Rounding.NearestEven", false, false)]
    public void Cells_and_their_midpoints(string arguments, bool hasCells, bool midpoint)
    {
        QuantizerSpec spec = Spec(arguments);
        Assert.Equal((hasCells, midpoint), (spec.HasCells, spec.ReconstructsMidpoint));
    }

    [Fact]
    public void Options_not_given_are_the_contract_s_defaults()
    {
        QuantizerSpec spec = Spec("Affine");
        Assert.Equal(
            (ScaleOperation.Divide, NaNHandling.Zero, OutOfRangeHandling.Saturate, Reconstruction.Midpoint, (ConstantParameters?)null),
            (spec.ScaleOperation, spec.NaNHandling, spec.OutOfRange, spec.Reconstruction, spec.Constants));
    }

    [Fact]
    public void Storage_not_given_is_the_default()
    {
        QuantizerSpec spec = Spec("Affine");
        Assert.Equal(
            ((QuantizationFormat?)null, SourceType.Single, QuantizerKernels.Default, 0, Packing.Dense, 0, "float", "byte"),
            (spec.Format, spec.Source, spec.Kernels, spec.Length, spec.Packing, spec.BlockSize, spec.ValueType, spec.CodeType));
    }

    [Theory]
    [InlineData("1, QuantizationScheme.Affine", 0, 1, "Byte")]
    [InlineData("1, QuantizationScheme.Scale", -1, 1, "SByte")]
    [InlineData("1, QuantizationScheme.Scale, Target = typeof(int)", -1, 1, "Int32")]
    [InlineData("1, QuantizationScheme.Scale, Target = typeof(uint)", 0, 1, "UInt32")]
    [InlineData("2, QuantizationScheme.Scale", -1, 1, "SByte")]
    [InlineData("2, QuantizationScheme.Affine, Target = typeof(short)", -2, 1, "Int16")]
    [InlineData("4, QuantizationScheme.Scale, Range = CodeRange.Full", -8, 7, "SByte")]
    [InlineData("7, QuantizationScheme.Uniform", 0, 127, "Byte")]
    [InlineData("7, QuantizationScheme.Uniform, Target = typeof(sbyte)", 0, 127, "SByte")]
    [InlineData("9, QuantizationScheme.Affine", 0, 511, "UInt16")]
    [InlineData("9, QuantizationScheme.Affine, Target = typeof(int)", -256, 255, "Int32")]
    [InlineData("12, QuantizationScheme.Scale, Rounding = Rounding.Stochastic", -2047, 2047, "Int16")]
    [InlineData("16, QuantizationScheme.Scale, Rounding = Rounding.Floor", -32768, 32767, "Int16")]
    [InlineData("16, QuantizationScheme.Uniform", 0, 65535, "UInt16")]
    [InlineData("16, QuantizationScheme.Uniform, Target = typeof(int)", 0, 65535, "Int32")]
    public void Codes_of_every_width(string arguments, int minCode, int maxCode, string target)
    {
        QuantizerSpec spec = Read(Declared(arguments));
        Assert.Equal((minCode, maxCode, target), (spec.MinCode, spec.MaxCode, spec.Target.ToString()));
        Assert.Equal(arguments.StartsWith("1, ", StringComparison.Ordinal) && minCode < 0, spec.HasSignCodes);
    }

    [Theory]
    [InlineData("typeof(float)", "Single", "float")]
    [InlineData("null", "Single", "float")]
    [InlineData("typeof(double)", "Double", "double")]
    [InlineData("typeof(System.Half)", "Half", "global::System.Half")]
    [InlineData("typeof(Quantization.BFloat16)", "BFloat16", "global::Quantization.BFloat16")]
    public void Sources(string written, string source, string type)
    {
        QuantizerSpec spec = Spec($"Scale, Source = {written}");
        Assert.Equal((source, type), (spec.Source.ToString(), spec.ValueType));
    }

    [Theory]
    [InlineData("", "Dense", 0)]
    [InlineData(", Packing = Packing.Dense, BlockSize = 0", "Dense", 0)]
    [InlineData(", Packing = Packing.SplitHalves", "SplitHalves", 32)]
    [InlineData(", Packing = Packing.SplitHalves, BlockSize = 0", "SplitHalves", 32)]
    [InlineData(", BlockSize = 256, Packing = Packing.SplitHalves", "SplitHalves", 256)]
    public void Order_of_packed_codes(string arguments, string packing, int blockSize)
    {
        QuantizerSpec spec = Read(Declared("4, QuantizationScheme.Scale" + arguments));
        Assert.Equal((packing, blockSize), (spec.Packing.ToString(), spec.BlockSize));
    }

    [Theory]
    [InlineData("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.ByDefault", QuantizerKernels.Default)]
    [InlineData("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.All", QuantizerKernels.All & ~(QuantizerKernels.Network | QuantizerKernels.MatrixProduct))]
    [InlineData("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.Quantize | QuantizerKernels.Pack", QuantizerKernels.Quantize | QuantizerKernels.Pack)]
    [InlineData("8, QuantizationScheme.Uniform, Kernels = QuantizerKernels.All", QuantizerKernels.All & ~(QuantizerKernels.Requantize | QuantizerKernels.Network | QuantizerKernels.MatrixProduct))]
    [InlineData("9, QuantizationScheme.Affine, Kernels = QuantizerKernels.All", QuantizerKernels.All & ~(QuantizerKernels.Requantize | QuantizerKernels.Network | QuantizerKernels.Score | QuantizerKernels.MatrixProduct))]
    [InlineData("1, QuantizationScheme.Scale, Kernels = QuantizerKernels.All", QuantizerKernels.All & ~(QuantizerKernels.Requantize | QuantizerKernels.Network | QuantizerKernels.MatrixProduct))]
    [InlineData("8, QuantizationScheme.Scale, Scale = 1, Kernels = QuantizerKernels.All", QuantizerKernels.Default | QuantizerKernels.Requantize | QuantizerKernels.Dot | QuantizerKernels.Score | QuantizerKernels.MatrixProduct)]
    [InlineData("16, QuantizationScheme.Scale, Scale = 1, Kernels = QuantizerKernels.All", QuantizerKernels.Default | QuantizerKernels.Dot)]
    [InlineData("3, QuantizationScheme.Learned, Kernels = QuantizerKernels.All", QuantizerKernels.Default | QuantizerKernels.Network)]
    [InlineData("3, QuantizationScheme.Learned", QuantizerKernels.Default)]
    [InlineData("QuantizationFormat.Half", QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize)]
    [InlineData("QuantizationFormat.Half, Kernels = QuantizerKernels.All", QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize)]
    [InlineData("QuantizationFormat.Half, Kernels = QuantizerKernels.Dequantize", QuantizerKernels.Dequantize)]
    [InlineData("QuantizationFormat.Q4_0", OfBlocks)]
    [InlineData("QuantizationFormat.Q4_K, Kernels = QuantizerKernels.All", OfBlocks)]
    [InlineData("QuantizationFormat.NF4, Kernels = QuantizerKernels.Default", OfBlocks)]
    [InlineData("4, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half", OfBlocks)]
    [InlineData("QuantizationFormat.Q4_K, Kernels = QuantizerKernels.Dot | QuantizerKernels.Dequantize", QuantizerKernels.Dot | QuantizerKernels.Dequantize)]
    public void Kernels(string arguments, QuantizerKernels kernels) => Assert.Equal(kernels, Read(Declared(arguments)).Kernels);

    [Theory]
    [InlineData("QuantizationFormat.Q4_0", ScaleType.None, BlockEncoding.ByFormat, 0, true)]
    [InlineData("QuantizationFormat.Q8_1, Encoding = BlockEncoding.Reference", ScaleType.None, BlockEncoding.Reference, 0, true)]
    [InlineData("QuantizationFormat.MXFP4, Encoding = BlockEncoding.Microscaling", ScaleType.None, BlockEncoding.Microscaling, 0, true)]
    [InlineData("3, QuantizationScheme.Uniform, BlockSize = 96, ScaleType = ScaleType.BFloat16", ScaleType.BFloat16, BlockEncoding.ByFormat, 96, true)]
    [InlineData("8, QuantizationScheme.Scale, BlockSize = 4096, ScaleType = ScaleType.E8M0", ScaleType.E8M0, BlockEncoding.ByFormat, 4096, true)]
    [InlineData("8, QuantizationScheme.Scale, ScaleType = ScaleType.None", ScaleType.None, BlockEncoding.ByFormat, 0, false)]
    [InlineData("QuantizationFormat.Half", ScaleType.None, BlockEncoding.ByFormat, 0, false)]
    public void Blocks(string arguments, ScaleType scaleType, BlockEncoding encoding, int blockSize, bool hasBlocks)
    {
        QuantizerSpec spec = Read(Declared(arguments));
        Assert.Equal((scaleType, encoding, blockSize, hasBlocks), (spec.ScaleType, spec.Encoding, spec.BlockSize, spec.HasBlocks));
        Assert.Null(spec.Constants);
    }

    /// <summary>Sizes by the table of the formats, and by the formula of composed ones: parameters, then n · b bits.</summary>
    [Theory]
    [InlineData("QuantizationFormat.Q4_0", 32, 18)]
    [InlineData("QuantizationFormat.Q6_K", 256, 210)]
    [InlineData("QuantizationFormat.NVFP4", 64, 36)]
    [InlineData("3, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Half", 32, 14)]
    [InlineData("3, QuantizationScheme.Uniform, BlockSize = 32, ScaleType = ScaleType.Single", 32, 20)]
    [InlineData("8, QuantizationScheme.Scale, BlockSize = 16, ScaleType = ScaleType.E4M3", 16, 17)]
    [InlineData("2, QuantizationScheme.Uniform, BlockSize = 48, ScaleType = ScaleType.BFloat16", 48, 16)]
    public void Sizes_of_blocks(string arguments, int size, int bytes)
    {
        Quantization.Arithmetic.BlockFormat format = BlockDeclaration.FormatOf(Read(Declared(arguments)));
        Assert.Equal((size, bytes), (format.Size, format.Bytes));
    }

    [Theory]
    [InlineData("QuantizationFormat.Half", QuantizationFormat.Half, 16, "global::System.Half")]
    [InlineData("format: QuantizationFormat.BFloat16", QuantizationFormat.BFloat16, 16, "global::Quantization.BFloat16")]
    [InlineData("QuantizationFormat.Float8E4M3", QuantizationFormat.Float8E4M3, 8, "byte")]
    [InlineData("QuantizationFormat.Float8E5M2", QuantizationFormat.Float8E5M2, 8, "byte")]
    public void Formats(string arguments, QuantizationFormat format, int bits, string type)
    {
        QuantizerSpec spec = Read(Declared(arguments));
        Assert.Equal((format, bits, "float", type, (ConstantParameters?)null), (spec.Format, spec.Bits, spec.ValueType, spec.CodeType, spec.Constants));
    }

    [Theory]
    [InlineData("QuantizationFormat.Float8E4M3", true)]
    [InlineData("QuantizationFormat.Float8E4M3, Saturate = true", true)]
    [InlineData("QuantizationFormat.Float8E5M2, Saturate = false", false)]
    public void Saturation(string arguments, bool saturates) => Assert.Equal(saturates, Read(Declared(arguments)).Saturate);

    [Fact]
    public void Length() => Assert.Equal((768, 384), (Spec("Affine, Length = 768").Length, Read(Declared("QuantizationFormat.Half, Length = 384")).Length));

    // Each expected scale is the contract's formula with its numbers put in, one operation of floats.
    [Theory]
    [InlineData("Affine, Scale = 0.1f, ZeroPoint = 3", 0.1f, 3, 0f)]
    [InlineData("Affine, Minimum = -1f, Maximum = 3f", 4f / 255f, 64, 0f)]
    [InlineData("Affine, Minimum = 1f, Maximum = 3f", 3f / 255f, 0, 0f)]
    [InlineData("Affine, Minimum = -3f, Maximum = -1f", 3f / 255f, 255, 0f)]
    [InlineData("Affine, Minimum = -1f, Maximum = 3f, Target = typeof(sbyte)", 4f / 255f, -64, 0f)]
    [InlineData("Affine, Minimum = float.MinValue, Maximum = float.MaxValue", float.MaxValue / 255f + float.MaxValue / 255f, 128, 0f)]
    [InlineData("Affine, Minimum = 0f, Maximum = 1e-40f", 1.17549435E-38f, 0, 0f)]
    [InlineData("Scale, Scale = 0.1f", 0.1f, 0, 0f)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f", 3f / 127f, 0, 0f)]
    [InlineData("Scale, Minimum = -5f, Maximum = 3f", 5f / 127f, 0, 0f)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f, Target = typeof(byte)", 3f / 255f, 0, 0f)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f, Rounding = Rounding.Floor", 6f / 255f, 0, 0f)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f, Rounding = Rounding.Floor, Target = typeof(byte)", 3f / 256f, 0, 0f)]
    [InlineData("Uniform, Minimum = -2f, Scale = 0.1f", 0.1f, 0, -2f)]
    [InlineData("Uniform, Minimum = -1f, Maximum = 3f", 4f / 256f, 0, -1f)]
    [InlineData("Uniform, Minimum = -1f, Maximum = 3f, Rounding = Rounding.NearestEven", 4f / 255f, 0, -1f)]
    [InlineData("Uniform, Minimum = 0.5f, Maximum = 0.75f", 0.25f / 256f, 0, 0.5f)]
    [InlineData("Affine, Minimum = -1f, Maximum = 3f", 4f / 15f, 4, 0f, 4)]
    [InlineData("Affine, Minimum = -1f, Maximum = 3f, Range = CodeRange.Full", 4f / 65535f, -16384, 0f, 16)]
    [InlineData("Affine, Minimum = -1f, Maximum = 3f", 4f, 0, 0f, 1)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f", 3f, 0, 0f, 1)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f", 3f, 0, 0f, 2)]
    [InlineData("Scale, Minimum = -1f, Maximum = 3f, Rounding = Rounding.Stochastic", 3f / 32767f, 0, 0f, 16)]
    [InlineData("Uniform, Minimum = -1f, Maximum = 3f", 4f / 8f, 0, -1f, 3)]
    [InlineData("Uniform, Minimum = -1f, Maximum = 3f, Rounding = Rounding.Stochastic", 4f / 4095f, 0, -1f, 12)]
    public void Constants_fix_the_parameters(string arguments, float scale, int zeroPoint, float minimum, int bits = 8) =>
        Assert.Equal(new ConstantParameters(scale, zeroPoint, minimum), Read(Declared($"{bits}, QuantizationScheme.{arguments}")).Constants);

    [Theory]
    [InlineData("namespace @class;", "@class", "class.Codes")]
    [InlineData("namespace Demo.@new.App;", "Demo.@new.App", "Demo.new.App.Codes")]
    [InlineData("", "", "Codes")]
    public void A_namespace_is_escaped_where_it_is_written_and_not_where_it_names_the_file(string space, string written, string metadataName)
    {
        TypeShell shell = Read(space + " [Quantization.Quantizer(8, Quantization.QuantizationScheme.Affine)] partial struct Codes;").Shell;
        Assert.Equal((written, metadataName), (shell.Namespace, shell.MetadataName));
    }

    [Fact]
    public void A_culture_changes_nothing()
    {
        CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NumberDecimalSeparator = "٫";
        strange.NumberFormat.NegativeSign = "−";
        const string source = "[Quantization.Quantizer(8, Quantization.QuantizationScheme.Uniform, Minimum = -1.5f, Scale = 0.001f)] partial struct Codes;";
        IReadOnlyDictionary<string, string> invariant = GeneratorRun.Compiled(source).Files;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal("−1٫5", (-1.5f).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(invariant, GeneratorRun.Over(Consumer.Compile(source)).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static QuantizerSpec Spec(string arguments) => Read(Declared($"8, QuantizationScheme.{arguments}"));

    private static string Declared(string arguments) => $"using Quantization;\n[Quantizer({arguments})]\npartial struct Codes;";

    private static QuantizerSpec Read(string source)
    {
        INamedTypeSymbol type = Consumer.Compile(source).GetSymbolsWithName("Codes").OfType<INamedTypeSymbol>().Single();
        return DeclarationReader.Read(type, DeclarationReader.AttributeOf(type)!, TestContext.Current.CancellationToken).Spec!;
    }
}
