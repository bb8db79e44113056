using System.Text.RegularExpressions;

namespace Quantization.Gen.Tests.Generated;

/// <summary>Declarations of blocks: each named format, and composed ones of each width, scheme, stored scale and packing.</summary>
internal static partial class BlockDeclarations
{
    private static readonly string[] composed =
    [
        "2, QuantizationScheme.Scale, BlockSize = 16, ScaleType = ScaleType.E4M3",
        "2, QuantizationScheme.Uniform, BlockSize = 128, ScaleType = ScaleType.Half",
        "3, QuantizationScheme.Scale, BlockSize = 96, ScaleType = ScaleType.BFloat16, Range = CodeRange.Full",
        "3, QuantizationScheme.Uniform, BlockSize = 64, ScaleType = ScaleType.Single, Rounding = Rounding.NearestEven",
        "4, QuantizationScheme.Scale, BlockSize = 128, ScaleType = ScaleType.E8M0, Packing = Packing.SplitHalves",
        "4, QuantizationScheme.Uniform, BlockSize = 48, ScaleType = ScaleType.BFloat16, NaNHandling = NaNHandling.LowestCode",
        "5, QuantizationScheme.Scale, BlockSize = 32, ScaleType = ScaleType.Single, Range = CodeRange.Unsigned",
        "5, QuantizationScheme.Uniform, BlockSize = 256, ScaleType = ScaleType.Half",
        "6, QuantizationScheme.Scale, BlockSize = 64, ScaleType = ScaleType.Half, NaNHandling = NaNHandling.Throw",
        "7, QuantizationScheme.Uniform, BlockSize = 96, ScaleType = ScaleType.Single",
        "8, QuantizationScheme.Scale, BlockSize = 64, ScaleType = ScaleType.E4M3",
        "8, QuantizationScheme.Uniform, BlockSize = 16, ScaleType = ScaleType.BFloat16, Rounding = Rounding.NearestEven",
    ];

    private static readonly string[] longest = ["2, QuantizationScheme.Uniform, BlockSize = 1024, ScaleType = ScaleType.Half", "8, QuantizationScheme.Scale, BlockSize = 4096, ScaleType = ScaleType.E4M3"];

    /// <summary>Those that have matrix products, too.</summary>
    internal static string[] Matrices =>
    [
        "QuantizationFormat.Q4_0, Kernels = QuantizerKernels.All",
        "4, QuantizationScheme.Scale, BlockSize = 64, ScaleType = ScaleType.Single, Kernels = QuantizerKernels.MatrixProduct",
        "4, QuantizationScheme.Scale, BlockSize = 96, ScaleType = ScaleType.BFloat16, Range = CodeRange.Unsigned, Packing = Packing.SplitHalves, Kernels = QuantizerKernels.MatrixProduct",
    ];

    /// <summary>All of them.</summary>
    internal static IEnumerable<string> Arguments => [.. Named, .. composed, .. longest, .. Matrices, "QuantizationFormat.Q8_0, Encoding = BlockEncoding.Reference", "QuantizationFormat.MXFP4, Encoding = BlockEncoding.Microscaling"];

    /// <summary>Arguments in which every name of the library has its namespace.</summary>
    internal static string Qualified(string arguments) => TypeName().Replace(arguments, "global::Quantization.$0");

    private static IEnumerable<string> Named => Enum.GetValues<QuantizationFormat>().Where(format => format >= QuantizationFormat.Q8_0).Select(format => $"QuantizationFormat.{format}");

    /// <summary>Those of a family: <c>K</c>, super-blocks; <c>MX</c>, small floats; <c>Q</c>, the other named ones; composed ones, and composed ones of long blocks.</summary>
    internal static IEnumerable<string> Of(string family) => family == "composed" ? composed : family == "long" ? longest : Named.Where(arguments => FamilyOf(arguments) == family);

    private static string FamilyOf(string arguments) =>
        arguments.EndsWith("_K", StringComparison.Ordinal) ? "K" : arguments.Contains("FP", StringComparison.Ordinal) || arguments.Contains("MX", StringComparison.Ordinal) ? "MX" : "Q";

    [GeneratedRegex(@"\b\w+(?=\.)")]
    private static partial Regex TypeName();
}
