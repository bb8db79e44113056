extern alias generator;

using System.Globalization;
using BenchmarkDotNet.Attributes;
using generator::Quantization.Gen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quantization.Benchmarks.Microbenchmarks;

/// <summary>
/// The generator itself, on a project with 32 declarations: what it adds to a first build, and to every keystroke elsewhere
/// in the project.
/// </summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const int Declarations = 32;
    private CSharpCompilation project = CSharpCompilation.Create("Consumer");
    private SyntaxTree unrelated = SyntaxFactory.ParseSyntaxTree("");
    private SyntaxTree edited = SyntaxFactory.ParseSyntaxTree("");
    private GeneratorDriver used = Driver();

    /// <summary>Makes the project, and a driver that has seen it.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        unrelated = CSharpSyntaxTree.ParseText("internal static class Unrelated { public static int Answer => 41; }", path: "Unrelated.cs");
        edited = CSharpSyntaxTree.ParseText("internal static class Unrelated { public static int Answer => 42; }", path: "Unrelated.cs");
        project = CSharpCompilation.Create(
            "Consumer",
            [.. Enumerable.Range(0, Declarations).Select(Declaration), unrelated],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        used = Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation built, out _);
        RequireSound(built);
        RequireSound(used.RunGenerators(Edited()).GetRunResult().GeneratedTrees.Length);
    }

    /// <summary>The first run on a compilation that nothing has looked at.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => Driver().RunGenerators(project.Clone());

    /// <summary>A run after an edit in a file without declarations.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => used.RunGenerators(Edited());

    // A compilation remembers what it has found out about its symbols; each run gets one that knows nothing yet.
    private CSharpCompilation Edited() => project.ReplaceSyntaxTree(unrelated, edited);

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(new QuantizerGenerator());

    private static SyntaxTree Declaration(int i)
    {
        string scheme = (i % 3) switch { 0 => "Affine", 1 => "Scale", _ => "Uniform" };
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"namespace Consumer; [Quantization.Quantizer(8, Quantization.QuantizationScheme.{scheme})] public readonly partial struct Codes{i};");
        return CSharpSyntaxTree.ParseText(text, path: string.Create(CultureInfo.InvariantCulture, $"Codes{i}.cs"));
    }

    // What this process runs on is what the project is compiled against.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "Quantization.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

    private static void RequireSound(Compilation built)
    {
        RequireSound(built.SyntaxTrees.Count() - Declarations - 1);
        if (built.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning) is { } diagnostic)
        {
            throw new InvalidOperationException(diagnostic.ToString());
        }
    }

    private static void RequireSound(int generated)
    {
        if (generated != Declarations) throw new InvalidOperationException($"{generated} of {Declarations} declarations have a generated file.");
    }
}
