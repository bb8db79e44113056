using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Quantization.Gen.Diagnostics;

namespace Quantization.Gen.Tests.Harness;

/// <summary>The analyzer, run over a consumer and what is generated for it, as in a build.</summary>
internal static class AnalyzerRun
{
    /// <summary>What the analyzer says; the compiler's own errors are left out.</summary>
    internal static Task<ImmutableArray<Diagnostic>> OfAsync(params string[] sources) => OfAsync(Consumer.Compile(sources));

    /// <inheritdoc cref="OfAsync(string[])"/>
    internal static Task<ImmutableArray<Diagnostic>> OfAsync(CSharpCompilation consumer, params ImmutableArray<AdditionalText> additional) => OfAsync(GeneratorRun.Over(consumer, additional: additional));

    private static async Task<ImmutableArray<Diagnostic>> OfAsync(GeneratorRun run)
    {
        CompilationWithAnalyzers analysis = run.Output.WithAnalyzers([new DeclarationAnalyzer()], new AnalyzerOptions(run.Additional));
        // An analyzer that throws reports AD0001 here, which no test expects.
        return [.. (await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>
    /// Demands exactly one diagnostic, at the place that the source marks as <c>[|…|]</c>, and no kernels for the type; <paramref name="others"/> beside it have theirs.
    /// </summary>
    /// <returns>Its message.</returns>
    internal static async Task<string> FiresAsync(string id, string marked, CSharpParseOptions? parseOptions = null, int others = 0, params ImmutableArray<AdditionalText> additional)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        string source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Over(Consumer.Compile(parseOptions ?? Consumer.ParseOptions, source), additional: additional);

        Diagnostic diagnostic = Assert.Single(await OfAsync(run));
        Assert.Equal(id, diagnostic.Id);
        TextSpan span = diagnostic.Location.SourceSpan;
        string text = Consumer.WithoutPrelude(diagnostic.Location.SourceTree!.ToString());
        int prelude = diagnostic.Location.SourceTree.Length - text.Length;
        Assert.Equal(source[start..end], text.Substring(span.Start - prelude, span.Length));
        Assert.Equal(start, span.Start - prelude);
        Assert.Equal(others, run.Files.Count);
        return diagnostic.GetMessage(CultureInfo.InvariantCulture);
    }

    /// <summary>Demands no diagnostic, kernels for the type, and code without a warning.</summary>
    internal static async Task SilentAsync(string source, params ImmutableArray<AdditionalText> additional)
    {
        GeneratorRun run = GeneratorRun.Compiled(Consumer.Compile(source), additional);
        Assert.NotEmpty(run.Files);
        Assert.Empty(await OfAsync(run));
    }
}
