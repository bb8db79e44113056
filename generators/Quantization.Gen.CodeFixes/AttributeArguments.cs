using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quantization.Gen.CodeFixes;

/// <summary>Finds the attribute's argument that a diagnostic is about.</summary>
internal static class AttributeArguments
{
    internal static AttributeArgumentSyntax At(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>()!;
}
