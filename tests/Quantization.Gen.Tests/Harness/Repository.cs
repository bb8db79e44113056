using System.Runtime.CompilerServices;

namespace Quantization.Gen.Tests.Harness;

/// <summary>Where the sources are: tests read help pages and snapshots from there.</summary>
internal static class Repository
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    internal static string GeneratorProject { get; } = Path.Combine(Root, "generators", "Quantization.Gen");

    internal static string TestProject { get; } = Path.Combine(Root, "tests", "Quantization.Gen.Tests");

    internal static string HelpPages { get; } = Path.Combine(Root, "docs", "diagnostics");

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
