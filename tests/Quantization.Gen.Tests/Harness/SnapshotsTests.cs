using Xunit.Sdk;

namespace Quantization.Gen.Tests.Harness;

/// <summary>The snapshot helper, on a directory of its own.</summary>
public sealed class SnapshotsTests : IDisposable
{
    private const string Name = "SnapshotsTests.Any#Codes.g";

    private readonly string directory = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_missing_snapshot_fails_and_shows_what_was_received()
    {
        Assert.Contains("does not exist", Failure(Compare, "text\n"), StringComparison.Ordinal);
        Assert.Equal("//HintName: Codes.g.cs\ntext\n", File.ReadAllText(Path.Combine(directory, Name + ".received.cs")));
    }

    [Fact]
    public void An_accepted_snapshot_matches()
    {
        Match(Accept, "text\n");
        Assert.Equal("//HintName: Codes.g.cs\ntext\n", File.ReadAllText(Path.Combine(directory, Name + ".verified.cs")));
        Match(Compare, "text\n");
        Assert.False(File.Exists(Path.Combine(directory, Name + ".received.cs")));
    }

    [Fact]
    public void A_difference_fails_at_its_first_line()
    {
        Match(Accept, "one\ntwo\nthree\n");
        string failure = Failure(Compare, "one\n2\n3\n");
        Assert.Contains("first difference at line 3:\n  accepted: two\n  received: 2", failure, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(directory, Name + ".received.cs")));
        Match(Compare, "one\ntwo\nthree\n");
        Assert.False(File.Exists(Path.Combine(directory, Name + ".received.cs")));
    }

    [Fact]
    public void Another_line_end_is_a_difference()
    {
        Match(Accept, "one\ntwo\n");
        Assert.Contains("line ends", Failure(Compare, "one\r\ntwo\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_no_longer_generated_fails()
    {
        Match(Accept, "text\n");
        Snapshots compare = Compare;
        XunitException failure = Assert.ThrowsAny<XunitException>(() => compare.Match(new Dictionary<string, string>(), "SnapshotsTests.cs", "Any"));
        Assert.Contains($"{Name}.verified.cs is the snapshot of nothing.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_no_test_is_unused()
    {
        Match(Accept, "text\n");
        Assert.Empty(Compare.Unused(["SnapshotsTests.Any"]));
        Assert.Equal([Name + ".verified.cs"], Compare.Unused(["SnapshotsTests.Another"]));
    }

    [Fact]
    public void A_build_server_accepts_nothing()
    {
        Snapshots server = new(directory, update: true, ci: true);
        Assert.Throws<InvalidOperationException>(() => Match(server, "text\n"));
        Assert.Empty(Directory.EnumerateFiles(directory));
    }

    private Snapshots Compare => new(directory, update: false, ci: true);

    private Snapshots Accept => new(directory, update: true, ci: false);

    private static void Match(Snapshots snapshots, string text) =>
        snapshots.Match(new Dictionary<string, string> { ["Codes.g.cs"] = text }, "SnapshotsTests.cs", "Any");

    private static string Failure(Snapshots snapshots, string text) => Assert.ThrowsAny<XunitException>(() => Match(snapshots, text)).Message;
}
