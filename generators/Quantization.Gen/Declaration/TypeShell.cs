namespace Quantization.Gen.Declaration;

/// <summary>What it takes to open a partial type again in another file.</summary>
internal sealed record TypeShell
{
    /// <summary>The namespace, escaped where a part of it is a keyword; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types around it, outermost first.</summary>
    public required EquatableArray<TypeHeader> Containers { get; init; }

    /// <summary>The type itself.</summary>
    public required TypeHeader Type { get; init; }

    /// <summary>Whether it is a static class, which can have no interfaces.</summary>
    public required bool IsStatic { get; init; }

    /// <summary>The full metadata name, such as <c>My.App.Outer`1+Inner</c>: unique in a compilation, and the file's name.</summary>
    public required string MetadataName { get; init; }
}

/// <summary>One partial type declaration: <c>record struct Pair&lt;TLeft, TRight&gt;</c>.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name, escaped where it is a keyword.</param>
/// <param name="TypeParameters">The type parameters in order, escaped.</param>
internal sealed record TypeHeader(string Keyword, string Name, EquatableArray<string> TypeParameters)
{
    /// <summary>The type as it is written where it is used: its name with its type parameters.</summary>
    public string Reference => TypeParameters.Count == 0 ? Name : $"{Name}<{string.Join(", ", TypeParameters)}>";
}
