using Quantization.Gen.Declaration;

namespace Quantization.Gen;

/// <summary>The names of generated files: the full metadata name of the type, which no other type of the compilation has.</summary>
internal static class HintNames
{
    /// <summary>Those of <paramref name="names"/> that differ from another in case only: types may, files may not.</summary>
    internal static EquatableArray<string> AlikeButForCase(IEnumerable<string> names) => new([..
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(alike => alike.Count() > 1)
            .SelectMany(alike => alike)
            .OrderBy(name => name, StringComparer.Ordinal)]);

    /// <summary>The file name of a type; where it would be another's, too, a number made of its letters follows.</summary>
    internal static string Of(string metadataName, EquatableArray<string> alike) =>
        alike.Contains(metadataName) ? $"{metadataName}-{Hash(metadataName):x8}.g.cs" : metadataName + ".g.cs";

    // FNV-1a: the same in every process, as string hashes are not.
    private static uint Hash(string text) => text.Aggregate(2166136261u, static (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
