using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Generated;

/// <summary>Every sound declaration of this version: all choices with all others.</summary>
internal static class Declarations
{
    private static readonly Lazy<IReadOnlyList<(string Arguments, QuantizerSpec Spec)>> all = new(() => [.. Sound().DistinctBy(declared => declared.Spec)]);

    private static readonly Lazy<IReadOnlyList<(string Arguments, QuantizerSpec Spec)>> eachPair = new(FewWithEachPair);

    /// <summary>The arguments and spec of each, no two of the same spec.</summary>
    internal static IReadOnlyList<(string Arguments, QuantizerSpec Spec)> All => all.Value;

    /// <summary>So few of them that every two choices which go together at all still do so once: each time the one that adds the most pairs.</summary>
    internal static IReadOnlyList<(string Arguments, QuantizerSpec Spec)> EachPair => eachPair.Value;

    private static List<(string Arguments, QuantizerSpec Spec)> FewWithEachPair()
    {
        List<(string Arguments, QuantizerSpec Spec)> few = [];
        List<(int Index, (string, string)[] Pairs)> left = [.. All.Select((declared, index) => (index, Pairs(declared.Spec)))];
        HashSet<(string, string)> seen = [];
        while (left.MaxBy(declared => declared.Pairs.Length) is { Pairs.Length: > 0 } best)
        {
            few.Add(All[best.Index]);
            seen.UnionWith(best.Pairs);
            left = [.. left.Select(declared => (declared.Index, declared.Pairs.Where(pair => !seen.Contains(pair)).ToArray()))];
        }

        return few;
    }

    private static (string, string)[] Pairs(QuantizerSpec spec)
    {
        string[] choices = Choices(spec);
        return [.. choices.SelectMany((one, index) => choices.Skip(index + 1).Select(other => (one, other)))];
    }

    private static string[] Choices(QuantizerSpec spec) =>
    [
        $"scheme {spec.Scheme}", $"rounding {spec.Rounding}", $"operation {spec.ScaleOperation}", $"NaN {spec.NaNHandling}", $"outside {spec.OutOfRange}",
        $"codes from {spec.MinCode}", $"as {spec.Target}", $"midpoint {spec.ReconstructsMidpoint}", $"constant {spec.Constants is not null}",
    ];

    private static IEnumerable<(string Arguments, QuantizerSpec Spec)> Sound()
    {
        string[] arguments = [.. Arguments()];
        Compilation consumer = Consumer.Compile("using Quantization;\n" + string.Concat(arguments.Select((list, index) => $"[Quantizer({list})] partial class Codes{index};\n")));
        TypeShell shell = Read(consumer, 0)!.Shell;
        return arguments
            .Select((list, index) => (list, Spec: Read(consumer, index)))
            .Where(declared => declared.Spec is not null)
            .Select(declared => (declared.list, declared.Spec! with { Shell = shell }));
    }

    private static QuantizerSpec? Read(Compilation consumer, int index)
    {
        INamedTypeSymbol type = consumer.GetTypeByMetadataName($"Codes{index}")!;
        return DeclarationReader.Read(type, DeclarationReader.AttributeOf(type)!, TestContext.Current.CancellationToken).Spec;
    }

    private static IEnumerable<string> Arguments() =>
        from scheme in Enum.GetValues<QuantizationScheme>()
        from rounding in Enum.GetValues<Rounding>().Where(rounding => rounding != Rounding.ByScheme)
        from operation in Enum.GetValues<ScaleOperation>()
        from nan in Enum.GetValues<NaNHandling>()
        from outside in Enum.GetValues<OutOfRangeHandling>()
        from range in Enum.GetValues<CodeRange>().Where(range => range != CodeRange.ByScheme)
        from reconstruction in new[] { "", ", Reconstruction = Reconstruction.LeftEdge" }
        from constants in Constants(scheme)
        select $"8, QuantizationScheme.{scheme}, Rounding = Rounding.{rounding}, ScaleOperation = ScaleOperation.{operation}, NaNHandling = NaNHandling.{nan}, "
            + $"OutOfRange = OutOfRangeHandling.{outside}, Range = CodeRange.{range}{reconstruction}{constants}";

    private static string[] Constants(QuantizationScheme scheme) => scheme switch
    {
        QuantizationScheme.Affine => ["", ", Scale = 0.5f, ZeroPoint = 7", ", Scale = 0.5f, ZeroPoint = 0"],
        QuantizationScheme.Scale => ["", ", Scale = 0.5f"],
        _ => ["", ", Minimum = -1f, Scale = 0.5f"],
    };
}
