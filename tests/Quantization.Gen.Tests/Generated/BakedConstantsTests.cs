using System.Globalization;
using Microsoft.CodeAnalysis;
using Quantization.Gen.Tests.Baked;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Generated;

/// <summary>Constants from a file are those that the attribute could have said: but for the line that names their origin, the text is the same.</summary>
public sealed class BakedConstantsTests
{
    [Theory]
    [InlineData("8, QuantizationScheme.Affine", CalibrationJson.Affine, "Scale = 0.0235f, ZeroPoint = 3")]
    [InlineData("8, QuantizationScheme.Affine, Kernels = QuantizerKernels.All, Length = 64", CalibrationJson.Affine, "Scale = 0.0235f, ZeroPoint = 3")]
    [InlineData("8, QuantizationScheme.Scale", CalibrationJson.Scale, "Scale = 0.125f")]
    [InlineData("8, QuantizationScheme.Scale, Source = typeof(System.Half), ScaleOperation = ScaleOperation.MultiplyByReciprocal", CalibrationJson.Scale, "Scale = 0.125f")]
    [InlineData("8, QuantizationScheme.Uniform", CalibrationJson.Uniform, "Scale = 0.5f, Minimum = -1.5f")]
    [InlineData("4, QuantizationScheme.Scale, Rounding = Rounding.Floor", "\"bits\": 4, \"scheme\": \"Scale\", \"rounding\": \"floor\", \"minCode\": -8, \"maxCode\": 7, \"scale\": 0.3", "Scale = 0.3f")]
    [InlineData("8, QuantizationScheme.Uniform", "\"bits\": 8, \"scheme\": \"Uniform\", \"minCode\": 0, \"maxCode\": 255, \"scale\": 1.00000005960464477539062501, \"minimum\": -0.0", "Scale = 1.00000012f, Minimum = 0f")]
    [InlineData("16, QuantizationScheme.Affine", "\"bits\": 16, \"scheme\": \"Affine\", \"minCode\": 0, \"maxCode\": 65535, \"scale\": 1e-45, \"zeroPoint\": 65535", "Scale = float.Epsilon, ZeroPoint = 65535")]
    [InlineData("2, QuantizationScheme.Learned", "\"bits\": 2, \"scheme\": \"Learned\", \"minCode\": 0, \"maxCode\": 2, \"thresholds\": [-0.05, 0.05], \"levels\": [-1, 0, 1e0]", "Thresholds = [-0.05f, 0.05f], Levels = [-1f, 0f, 1f]")]
    [InlineData("3, QuantizationScheme.Codebook", "\"bits\": 3, \"scheme\": \"Codebook\", \"minCode\": 0, \"maxCode\": 4, \"levels\": [-2, -1, 0, 1, 2], \"scale\": 0.3", "Levels = [-2f, -1f, 0f, 1f, 2f], Scale = 0.3f")]
    [InlineData("3, QuantizationScheme.Codebook, ScaleOperation = ScaleOperation.MultiplyByReciprocal, NaNHandling = NaNHandling.Throw", "\"bits\": 3, \"scheme\": \"Codebook\", \"minCode\": 0, \"maxCode\": 1, \"levels\": [0.25, 7], \"scale\": 0.3", "Levels = [0.25f, 7f], Scale = 0.3f")]
    public void The_text_is_the_same(string arguments, string entry, string constants)
    {
        string[] given = Lines($"{arguments}, {constants}"), baked = Lines($"{arguments}, Calibration = \"entry\"", CalibrationJson.File(("entry", entry)));
        int origin = Array.FindIndex(given, line => line.EndsWith("The parameters that the declaration gives; they are folded into the code.</summary>", StringComparison.Ordinal));
        Assert.EndsWith("The parameters that the calibration entry <c>entry</c> gives; they are folded into the code.</summary>", baked[origin], StringComparison.Ordinal);
        given[origin] = baked[origin];
        Assert.Equal(given, baked);
    }

    /// <summary>Names are anything, and yet the comment is one, well-formed and on one line: the compiler checks.</summary>
    [Theory]
    [InlineData("a & b < c > d", "a &amp; b &lt; c &gt; d")]
    [InlineData("two\\nlines\\u2028or\\u0085three", "two\\u000Alines\\u2028or\\u0085three")]
    [InlineData("\\u0000\\u0001\\uffff\\u202e", "\\u0000\\u0001\\uFFFF\\u202E")]
    [InlineData("ä 😀 */ --> ]]>", "ä 😀 */ --&gt; ]]&gt;")]
    [InlineData("\\\"quoted\\\" \\\\ {0}", "\"quoted\" \\ {0}")]
    public void A_name_is_shown_safely(string name, string shown)
    {
        string text = string.Join('\n', Lines($"8, QuantizationScheme.Scale, Calibration = \"{name}\"", CalibrationJson.File((name, CalibrationJson.Scale))));
        Assert.Contains($"the calibration entry <c>{shown}</c> gives", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.NumberFormat.NegativeSign = "−";
        AdditionalFile file = CalibrationJson.File(("row", CalibrationJson.Uniform));
        string[] invariant = Lines("8, QuantizationScheme.Uniform, Calibration = \"row\"", file);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(invariant, Lines("8, QuantizationScheme.Uniform, Calibration = \"row\"", file));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The partner of products takes its constants from a file, too, and products with it none as arguments.</summary>
    [Fact]
    public void A_partner_has_its_constants()
    {
        const string Codes = "[Quantizer(8, QuantizationScheme.Scale, Partner = typeof(Queries), Kernels = QuantizerKernels.Dot)]\npublic static partial class Codes;";
        string given = Products("Scale = 0.0235f, ZeroPoint = 3");
        Assert.Equal(given, Products("Calibration = \"entry\"", CalibrationJson.File(("entry", CalibrationJson.Affine))));
        Assert.Contains("CodeReconstruction(0.0235f, 3, 0)", given, StringComparison.Ordinal);

        string Products(string constants, params AdditionalText[] files) => GeneratorRun.Compiled(
            Consumer.Compile($"using Quantization;\n[Quantizer(8, QuantizationScheme.Affine, {constants}, Kernels = QuantizerKernels.Pack)]\npublic static partial class Queries;\n{Codes}"), [.. files]).Files["Codes.g.cs"];
    }

    private static string[] Lines(string arguments, params AdditionalText[] files) => Assert.Single(
        GeneratorRun.Compiled(Consumer.Compile($"using Quantization;\n[Quantizer({arguments})]\npublic readonly partial struct Codes;"), [.. files]).Files).Value.Split('\n');
}
