using System.Runtime.CompilerServices;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Quantization.Gen.Tests.Harness;

/// <summary>
/// Accepted texts of generated files, under the names that Verify gives them:
/// <c>{Class}.{Method}#{hint without .cs}.verified.cs</c>, the first line <c>//HintName: …</c>.
/// </summary>
/// <param name="directory">Where they are.</param>
/// <param name="update">Whether to accept what is generated now.</param>
/// <param name="ci">Whether this is a build server, where nothing is ever accepted.</param>
internal sealed class Snapshots(string directory, bool update, bool ci)
{
    private const string UpdateVariable = "UPDATE_SNAPSHOTS";
    private const string Verified = ".verified.cs";
    private const string Received = ".received.cs";

    /// <summary>Those of this project. <c>UPDATE_SNAPSHOTS=1</c> accepts, but not where <c>CI=true</c>.</summary>
    internal static Snapshots OfProject { get; } = new(
        Path.Combine(Repository.TestProject, "Snapshots"),
        update: Environment.GetEnvironmentVariable(UpdateVariable) == "1",
        ci: Environment.GetEnvironmentVariable("CI") == "true");

    /// <summary>Demands that the generated files are the accepted ones, no fewer and no more.</summary>
    internal void Match(IReadOnlyDictionary<string, string> files, [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        if (update && ci) throw new InvalidOperationException($"{UpdateVariable} is set where CI=true: a build server accepts no snapshots.");

        string prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        List<string> failures = [];
        foreach ((string hint, string text) in files)
        {
            string path = Path.Combine(directory, prefix + Path.GetFileNameWithoutExtension(hint));
            if (Mismatch(path, $"//HintName: {hint}\n{text}") is { } failure) failures.Add(failure);
        }

        HashSet<string> used = [.. files.Keys.Select(hint => prefix + Path.GetFileNameWithoutExtension(hint) + Verified)];
        failures.AddRange(Names().Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !used.Contains(name)).Select(name => $"{name} is the snapshot of nothing."));
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    /// <summary>The snapshots that none of the tests named <c>Class.Method</c> can use.</summary>
    internal IEnumerable<string> Unused(IReadOnlyCollection<string> tests) => Names().Where(name => !tests.Contains(name.Split('#')[0]));

    private IEnumerable<string> Names() => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*" + Verified).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)
        : [];

    private string? Mismatch(string path, string text)
    {
        string name = Path.GetFileName(path);
        if (update)
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(path + Verified, text);
            File.Delete(path + Received);
            return null;
        }

        string? accepted = File.Exists(path + Verified) ? File.ReadAllText(path + Verified) : null;
        if (accepted == text)
        {
            File.Delete(path + Received);
            return null;
        }

        Directory.CreateDirectory(directory);
        File.WriteAllText(path + Received, text);
        return accepted is null
            ? $"{name}{Verified} does not exist; read {name}{Received}, then run with {UpdateVariable}=1."
            : $"{name}: {FirstDifference(accepted, text)}";
    }

    private static string FirstDifference(string accepted, string text)
    {
        SideBySideDiffModel sides = SideBySideDiffBuilder.Diff(accepted, text, ignoreWhiteSpace: false);
        int line = sides.NewText.Lines.FindIndex(piece => piece.Type != ChangeType.Unchanged);
        return line < 0
            ? "the line ends differ."
            : $"first difference at line {sides.NewText.Lines[line].Position ?? sides.OldText.Lines[line].Position}:\n  accepted: {sides.OldText.Lines[line].Text}\n  received: {sides.NewText.Lines[line].Text}";
    }
}
