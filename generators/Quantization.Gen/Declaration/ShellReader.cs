using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quantization.Gen.Declaration;

/// <summary>Reads what it takes to open a type again, and whether that is possible at all.</summary>
internal static class ShellReader
{
    /// <summary>Describes <paramref name="type"/> as <paramref name="declaration"/> has it; what forbids to add to it goes to <paramref name="problems"/>.</summary>
    internal static TypeShell Read(INamedTypeSymbol type, TypeDeclarationSyntax declaration, List<Problem> problems)
    {
        List<INamedTypeSymbol> containers = [];
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType) containers.Insert(0, container);

        CheckKind(type, containers, problems);
        CheckPartial(declaration, problems);
        return new TypeShell
        {
            Namespace = Namespace(type.ContainingNamespace, Escape),
            Containers = new EquatableArray<TypeHeader>([.. containers.Select(Header)]),
            Type = Header(type),
            IsStatic = type.IsStatic,
            MetadataName = MetadataName(type, containers),
        };
    }

    private static void CheckKind(INamedTypeSymbol type, List<INamedTypeSymbol> containers, List<Problem> problems)
    {
        string? reason = type switch
        {
            { IsRefLikeType: true } => "a ref struct cannot stand for itself in the quantizer interfaces",
            { IsFileLocal: true } => "a file-local type cannot be opened again in another file",
            _ when containers.Any(container => container.IsFileLocal) => "a type inside a file-local one cannot be opened again in another file",
            _ => null,
        };
        if (reason is not null) problems.Add(new Problem(Rule.UnsupportedType, Place.TypeName, type.Name, reason));
    }

    // A part elsewhere that lacks the modifier is the compiler's to refuse.
    private static void CheckPartial(TypeDeclarationSyntax declaration, List<Problem> problems)
    {
        string name = declaration.Identifier.ValueText;
        if (!IsPartial(declaration)) problems.Add(new Problem(Rule.NotPartial, Place.TypeName, name));
        string[] closed = [.. declaration.Ancestors().OfType<TypeDeclarationSyntax>().Where(container => !IsPartial(container)).Select(container => $"'{container.Identifier.ValueText}'").Reverse()];
        if (closed.Length > 0) problems.Add(new Problem(Rule.ContainingTypeNotPartial, Place.TypeName, name, string.Join(" and ", closed)));
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static TypeHeader Header(INamedTypeSymbol type) => new(
        Keyword(type), Escape(type.Name), new EquatableArray<string>([.. type.TypeParameters.Select(parameter => Escape(parameter.Name))]));

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    private static string MetadataName(INamedTypeSymbol type, List<INamedTypeSymbol> containers)
    {
        string name = string.Join("+", containers.Append(type).Select(part => part.MetadataName));
        string space = Namespace(type.ContainingNamespace, static part => part);
        return space.Length == 0 ? name : $"{space}.{name}";
    }

    private static string Namespace(INamespaceSymbol space, Func<string, string> write)
    {
        List<string> parts = [];
        for (; !space.IsGlobalNamespace; space = space.ContainingNamespace) parts.Insert(0, write(space.Name));
        return string.Join(".", parts);
    }

    // Contextual keywords are no names for types without the @, and the compiler warns of each all-lowercase one lest it become a keyword.
    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None || name.All(letter => letter is >= 'a' and <= 'z')
            ? "@" + name
            : name;
}
