using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Quantization.Gen.Tests.Harness;

/// <summary>
/// A project that uses the generator, as strict as one can be: every warning is an error, arithmetic is checked, nothing is
/// unsafe, and missing documentation of what is generated counts.
/// </summary>
internal static class Consumer
{
    /// <summary>Above each source: tests need not document their examples. Generated files must.</summary>
    private const string Prelude = "#pragma warning disable CS1591\n";

    internal static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    internal static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: false,
        checkOverflow: true,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The framework that runs the tests, and the library.</summary>
    internal static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "Quantization.dll")),
    ];

    /// <summary>A project without sources: those made from it share the symbols of its references.</summary>
    private static readonly CSharpCompilation empty = CSharpCompilation.Create("Consumer", [], References, Options);

    internal static CSharpCompilation Compile(params string[] sources) => Compile(ParseOptions, sources);

    internal static CSharpCompilation Compile(CSharpParseOptions parseOptions, params string[] sources) =>
        empty.AddSyntaxTrees(sources.Select((source, index) => Parse(source, $"Source{index}.cs", parseOptions)));

    internal static SyntaxTree Parse(string source, string path, CSharpParseOptions? parseOptions = null) =>
        CSharpSyntaxTree.ParseText(Text(source), parseOptions ?? ParseOptions, path, TestContext.Current.CancellationToken);

    internal static SourceText Text(string source) => SourceText.From(Prelude + source, System.Text.Encoding.UTF8);

    /// <summary>The source as the test wrote it.</summary>
    internal static string WithoutPrelude(string source) => source.StartsWith(Prelude, StringComparison.Ordinal) ? source[Prelude.Length..] : source;
}
