using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Generated;

/// <summary>A sound declaration: its arguments and what they resolve to.</summary>
internal sealed record Declared(string Arguments, QuantizerSpec Spec);

/// <summary>Reads declarations by the hundred, and lists all that a width allows.</summary>
internal static class Declarations
{
    /// <summary>Those of the lists of arguments that are sound, all as if of one type; null for the others.</summary>
    internal static Declared?[] Read(IReadOnlyList<string> arguments)
    {
        Compilation consumer = Consumer.Compile("using Quantization;\n" + string.Concat(arguments.Select((list, index) => $"[Quantizer({list})] partial class Codes{index};\n")));
        TypeShell? shell = null;
        return [.. arguments.Select((list, index) =>
        {
            INamedTypeSymbol type = consumer.GetTypeByMetadataName($"Codes{index}")!;
            if (DeclarationReader.Read(type, DeclarationReader.AttributeOf(type)!, TestContext.Current.CancellationToken).Spec is not { } spec) return null;
            return new Declared(list, spec with { Shell = shell ??= spec.Shell });
        })];
    }

    /// <summary>Every sound declaration of a width by the choices about codes, all with all others; no two of the same spec.</summary>
    internal static IEnumerable<Declared> All(int bits) => Read([.. Arguments(bits)]).OfType<Declared>().DistinctBy(declared => declared.Spec);

    private static IEnumerable<string> Arguments(int bits) =>
        from scheme in Enum.GetValues<QuantizationScheme>()
        from rounding in Roundings(scheme)
        from operation in Enum.GetValues<ScaleOperation>()
        from nan in Enum.GetValues<NaNHandling>()
        from outside in Enum.GetValues<OutOfRangeHandling>()
        from range in Enum.GetValues<CodeRange>().Where(range => range != CodeRange.ByScheme)
        from reconstruction in new[] { "", ", Reconstruction = Reconstruction.LeftEdge" }
        from constants in Constants(scheme)
        select $"{bits}, QuantizationScheme.{scheme}, Rounding = Rounding.{rounding}, ScaleOperation = ScaleOperation.{operation}, NaNHandling = NaNHandling.{nan}, "
            + $"OutOfRange = OutOfRangeHandling.{outside}, Range = CodeRange.{range}{reconstruction}{constants}";

    // What numbers levels rounds nothing, and has no choice.
    private static IEnumerable<Rounding> Roundings(QuantizationScheme scheme) => scheme is QuantizationScheme.Codebook or QuantizationScheme.Learned
        ? [Rounding.ByScheme]
        : Enum.GetValues<Rounding>().Where(rounding => rounding != Rounding.ByScheme);

    private static string[] Constants(QuantizationScheme scheme) => scheme switch
    {
        QuantizationScheme.Affine => ["", ", Scale = 0.5f, ZeroPoint = 1", ", Scale = 0.5f, ZeroPoint = 0"],
        QuantizationScheme.Scale => ["", ", Scale = 0.5f"],
        QuantizationScheme.Codebook => ["", ", Levels = [-1f, 2f]", ", Levels = [-1f, 2f], Scale = 0.5f"],
        QuantizationScheme.Learned => ["", ", Thresholds = [0.5f], Levels = [-1f, 2f]"],
        _ => ["", ", Minimum = -1f, Scale = 0.5f"],
    };
}
