using Microsoft.CodeAnalysis;

namespace Quantization.Gen.Declaration;

/// <summary>Tells what this generator wrote from what the consumer wrote: an analyzer is shown both.</summary>
internal static class GeneratedFiles
{
    // The compiler files generated sources under the generator's assembly and type. By name, for this room does not know the generator.
    private const string Folder = "Quantization.Gen.QuantizerGenerator";

    /// <summary>Whether a member comes from a generated file.</summary>
    internal static bool Declares(ISymbol member) =>
        !member.DeclaringSyntaxReferences.IsEmpty && member.DeclaringSyntaxReferences.All(reference => Holds(reference.SyntaxTree));

    /// <summary>Whether a syntax tree is a generated file. A tree may have no path, which some frameworks have no folder for.</summary>
    internal static bool Holds(SyntaxTree tree) => tree.FilePath.Length > 0 && Path.GetFileName(Path.GetDirectoryName(tree.FilePath)) == Folder;
}
