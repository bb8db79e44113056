using Quantization.Tool.Terminal;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class OutputFileTests
{
    [Fact]
    public void A_file_has_all_of_its_content_or_none()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("rows.json");
        var file = OutputFile.Open(new FileInfo(path));
        Assert.False(File.Exists(path));

        file.Write(static stream => stream.Write("first, and long"u8));
        Assert.Equal("first, and long", File.ReadAllText(path));

        Assert.Throws<InvalidDataException>(() => file.Write(static stream =>
        {
            stream.Write("half of "u8);
            throw new InvalidDataException();
        }));
        Assert.Equal("first, and long", File.ReadAllText(path));

        file.Write(static stream => stream.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_link_is_replaced_and_what_it_leads_to_stays()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("x", [1f, 2f]));
        var before = File.ReadAllBytes(data);
        var link = folder.PathOf("link.json");
        File.CreateSymbolicLink(link, data);

        Assert.Equal(0, ToolRun.Of("calibrate", data, "--method", "max", "--output", link).ExitCode);

        Assert.Equal(before, File.ReadAllBytes(data));
        Assert.Contains("quantizationCalibration", File.ReadAllText(link), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_regular_file_is_written_to_directly()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("x", [1f, 2f]));
        Assert.Equal((0, ""), (ToolRun.Of("calibrate", data, "--method", "max", "--output", "/dev/null") is var run ? run.ExitCode : -1, run.Error));
        Assert.True(File.Exists("/dev/null"));
    }

    [Fact]
    public void What_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        var missing = folder.PathOf("no/such/file");
        Assert.Contains(missing, Assert.ThrowsAny<IOException>(() => OutputFile.Open(new FileInfo(missing))).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.ThrowsAny<IOException>(() => OutputFile.Open(new FileInfo(folder.PathOf(".")))).Message, StringComparison.Ordinal);
    }
}
