using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Quantization.Gen.Tests.Harness;

/// <summary>A code fix, applied to a consumer of one file.</summary>
internal sealed class FixRun
{
    private readonly CodeFixProvider provider;
    private readonly Document document;
    private readonly ImmutableArray<Diagnostic> diagnostics;

    private FixRun(CodeFixProvider provider, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        this.provider = provider;
        this.document = document;
        this.diagnostics = diagnostics;
    }

    /// <summary>Opens a source in a workspace and collects what the provider can mend there.</summary>
    internal static async Task<FixRun> OverAsync(CodeFixProvider provider, string source)
    {
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithParseOptions(Consumer.ParseOptions)
            .WithCompilationOptions(Consumer.Options)
            .AddMetadataReferences(Consumer.References)
            .AddDocument("Source0.cs", Consumer.Text(source));
        Compilation compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        ImmutableArray<Diagnostic> all = await AnalyzerRun.OfAsync((CSharpCompilation)compilation);
        return new FixRun(provider, document, [.. all.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id))]);
    }

    /// <summary>The titles of the fixes on offer for the first diagnostic.</summary>
    internal async Task<IEnumerable<string>> TitlesAsync() => (await ActionsAsync()).Select(action => action.Title);

    /// <summary>The source with the first diagnostic mended.</summary>
    internal async Task<string> FixedAsync() => await ApplyAsync(Assert.Single(await ActionsAsync()));

    /// <summary>The source with all diagnostics mended at once.</summary>
    internal async Task<string> FixedAllAsync()
    {
        FixAllContext context = new(
            document, provider, FixAllScope.Document, Assert.Single(await ActionsAsync()).EquivalenceKey!, provider.FixableDiagnosticIds,
            new Known(diagnostics), TestContext.Current.CancellationToken);
        return await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    private async Task<List<CodeAction>> ActionsAsync()
    {
        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostics[0], (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    private async Task<string> ApplyAsync(CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return Consumer.WithoutPrelude((await changed.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
    }

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
