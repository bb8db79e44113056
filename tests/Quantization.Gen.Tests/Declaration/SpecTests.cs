using System.Globalization;
using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Declaration;

/// <summary>What declarations resolve to: defaults, code ranges and constants, by the numeric contract.</summary>
public sealed class SpecTests
{
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
    public void Constants_fix_the_parameters(string arguments, float scale, int zeroPoint, float minimum) =>
        Assert.Equal(new ConstantParameters(scale, zeroPoint, minimum), Spec(arguments).Constants);

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

    private static QuantizerSpec Spec(string arguments) => Read($"using Quantization;\n[Quantizer(8, QuantizationScheme.{arguments})]\npartial struct Codes;");

    private static QuantizerSpec Read(string source)
    {
        INamedTypeSymbol type = Consumer.Compile(source).GetSymbolsWithName("Codes").OfType<INamedTypeSymbol>().Single();
        return DeclarationReader.Read(type, DeclarationReader.AttributeOf(type)!, TestContext.Current.CancellationToken).Spec!;
    }
}
