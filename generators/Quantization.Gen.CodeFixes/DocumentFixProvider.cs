using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Quantization.Gen.CodeFixes;

/// <summary>
/// A fix that edits the file in which its diagnostic stands. Mending one diagnostic and mending all of a file is the same edit,
/// so that each of these fixes is available for a document, a project and a solution.
/// </summary>
public abstract class DocumentFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Title(diagnostic) is not { } title) continue;
            context.RegisterCodeFix(
                CodeAction.Create(title, cancellationToken => FixAsync(context.Document, [diagnostic], cancellationToken), equivalenceKey: GetType().Name),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>What the fix says it does, or null where it cannot mend the diagnostic.</summary>
    protected abstract string? Title(Diagnostic diagnostic);

    /// <summary>The root of the document without the diagnostics.</summary>
    private protected abstract SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        Diagnostic[] mendable = [.. diagnostics.Where(diagnostic => Title(diagnostic) is not null)];
        return root is null || mendable.Length == 0 ? document : document.WithSyntaxRoot(Fix(root, mendable));
    }
}
