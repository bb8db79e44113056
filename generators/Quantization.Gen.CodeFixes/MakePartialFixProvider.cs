using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quantization.Gen.Diagnostics;

namespace Quantization.Gen.CodeFixes;

/// <summary>Adds <c>partial</c> to a quantizer, or to each type around it that lacks it.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFixProvider))]
public sealed class MakePartialFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Descriptors.NotPartial.Id, Descriptors.ContainingTypeNotPartial.Id];

    /// <inheritdoc/>
    protected override string? Title(Diagnostic diagnostic) => IsAboutContainers(diagnostic) ? "Make containing types partial" : "Make partial";

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        IEnumerable<TypeDeclarationSyntax> closed = diagnostics
            .SelectMany(diagnostic => Declarations(root, diagnostic))
            .Where(declaration => !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Distinct();
        return root.ReplaceNodes(closed, static (_, declaration) => Partial(declaration));
    }

    private static bool IsAboutContainers(Diagnostic diagnostic) => diagnostic.Id == Descriptors.ContainingTypeNotPartial.Id;

    private static IEnumerable<TypeDeclarationSyntax> Declarations(SyntaxNode root, Diagnostic diagnostic)
    {
        TypeDeclarationSyntax quantizer = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        return IsAboutContainers(diagnostic) ? quantizer.Ancestors().OfType<TypeDeclarationSyntax>() : [quantizer];
    }

    private static TypeDeclarationSyntax Partial(TypeDeclarationSyntax declaration)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (declaration.Modifiers.Count > 0) return declaration.AddModifiers(partial);
        // As the first word of the declaration it takes over the indentation and the comments above.
        SyntaxToken keyword = declaration.Keyword;
        return declaration
            .WithKeyword(keyword.WithLeadingTrivia())
            .AddModifiers(partial.WithLeadingTrivia(keyword.LeadingTrivia));
    }
}
