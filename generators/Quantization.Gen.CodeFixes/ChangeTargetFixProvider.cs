using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Diagnostics;

namespace Quantization.Gen.CodeFixes;

/// <summary>Changes the target to the narrowest type that holds the codes.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeTargetFixProvider))]
public sealed class ChangeTargetFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [Descriptors.TargetNotCodeType.Id, Descriptors.TargetCannotHoldCodes.Id];

    /// <inheritdoc/>
    protected override string? Title(Diagnostic diagnostic) => BetterTarget(diagnostic) is { } target ? $"Store codes as '{target}'" : null;

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        Dictionary<SyntaxNode, string> targets = diagnostics.ToDictionary(
            diagnostic => (SyntaxNode)AttributeArguments.At(root, diagnostic).Expression,
            diagnostic => BetterTarget(diagnostic)!);
        return root.ReplaceNodes(targets.Keys, (expression, _) => SyntaxFactory.ParseExpression($"typeof({targets[expression]})").WithTriviaFrom(expression));
    }

    private static string? BetterTarget(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DeclarationAnalyzer.BetterTarget, out string? target) ? target : null;
}
