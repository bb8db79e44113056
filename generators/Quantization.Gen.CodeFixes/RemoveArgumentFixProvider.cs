using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quantization.Gen.Diagnostics;

namespace Quantization.Gen.CodeFixes;

/// <summary>Removes a source or target that does not serve, or an option that contradicts the scheme; the default takes its place.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFixProvider))]
public sealed class RemoveArgumentFixProvider : DocumentFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [Descriptors.SourceNotValueType.Id, Descriptors.TargetNotCodeType.Id, Descriptors.TargetCannotHoldCodes.Id, Descriptors.OptionConflict.Id];

    /// <inheritdoc/>
    protected override string? Title(Diagnostic diagnostic) =>
        diagnostic.Id == Descriptors.OptionConflict.Id ? "Remove the option"
        : diagnostic.Id == Descriptors.SourceNotValueType.Id ? "Remove Source"
        : diagnostic.Properties.ContainsKey(DeclarationAnalyzer.BetterTarget) ? "Remove Target"
        : null;

    private protected override SyntaxNode Fix(SyntaxNode root, IReadOnlyList<Diagnostic> diagnostics)
    {
        IEnumerable<AttributeArgumentSyntax> arguments = diagnostics.Select(diagnostic => AttributeArguments.At(root, diagnostic)).Distinct();
        return root.RemoveNodes(arguments, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
