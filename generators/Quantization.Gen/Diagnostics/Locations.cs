using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Diagnostics;

/// <summary>Finds the source of a <see cref="Place"/>.</summary>
internal static class Locations
{
    /// <summary>The location of a place in the declaration that <paramref name="attribute"/> makes of <paramref name="type"/>.</summary>
    internal static Location Of(Place place, INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        if (place.Member is { } member) return member.Locations[0];
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax) return type.Locations[0];
        return place.Argument is { } argument
            ? Argument(syntax, argument).GetLocation()
            : syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.GetLocation();
    }

    /// <summary>The argument of that name; the whole attribute where it is not written.</summary>
    internal static CSharpSyntaxNode Argument(AttributeSyntax attribute, string name)
    {
        int position = 0;
        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? default)
        {
            string written = argument switch
            {
                { NameEquals: { } property } => property.Name.Identifier.ValueText,
                { NameColon: { } parameter } => parameter.Name.Identifier.ValueText,
                _ when position > 0 => QuantizerArguments.SchemeName,
                // One constructor begins with the width, the other with a format; a problem is about the one that was called.
                _ => name == QuantizerArguments.FormatName ? name : QuantizerArguments.BitsName,
            };
            if (written == name) return argument;
            position++;
        }

        return attribute;
    }
}
