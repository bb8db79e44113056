using Xunit;

namespace Quantization.Tests.Tool;

public sealed class CalibrateCommandTests
{
    [Fact]
    public void Every_tensor_of_every_file_becomes_an_entry_and_a_line()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Save("first.safetensors", ("in [x]", [-1f, 0.5f, float.NaN]), ("out", [4f]));
        var second = folder.Save("second.safetensors", ("in [x]", [3f, float.PositiveInfinity]));
        var output = folder.PathOf("calibration.json");
        // Longer than the new content: what was there must be gone.
        File.WriteAllText(output, new string('x', 10_000));

        var run = ToolRun.Of("calibrate", first, second, "--method", "max", "--scheme", "affine", "--output", output);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var entries = Read(output).Entries;
        Assert.Equal(["in [x]", "out"], entries.Keys);
        Assert.Equal(
            new CalibrationEntry
            {
                Bits = 8,
                Scheme = QuantizationScheme.Affine,
                MinCode = 0,
                MaxCode = 255,
                Parameters = new QuantizerParameters(4f / 255f, 64, 0f),
                Method = "max",
                Range = new CalibratedRange(-1f, 3f),
                Values = 3,
                NaNs = 1,
                Infinities = 1,
            },
            entries["in [x]"]);
        Assert.Contains(run.Output.Split('\n'), static line => line.Contains("in [x]", StringComparison.Ordinal) && line.Contains("-1 … 3", StringComparison.Ordinal) && line.Contains(" 64", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_tensors_that_are_named_are_taken()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("a", [1f]), ("b", [float.NaN]), ("c", [2f]));
        var output = folder.PathOf("calibration.json");

        Assert.Equal(0, ToolRun.Of("calibrate", data, "--method", "max", "--tensor", "c", "a", "--output", output).ExitCode);
        Assert.Equal(["a", "c"], Read(output).Entries.Keys);

        var run = ToolRun.Of("calibrate", data, "--method", "max", "--tensor", "d", "--output", output);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no tensor 'd'", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], Read(output).Entries.Keys);
    }

    [Theory]
    [InlineData("max", "max", 10f)]
    [InlineData("moving-average", "moving-average", 10f)]
    [InlineData("percentile", "percentile-99.99", 10f)]
    [InlineData("percentile", "percentile-50", 5f, "--percentile", "50")]
    [InlineData("entropy", "entropy", 10f)]
    [InlineData("mse", "mse", 10f)]
    public void Every_method_has_a_name(string method, string named, float reach, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("x", [.. Enumerable.Range(-1000, 2001).Select(static i => i / 100f)]));
        var output = folder.PathOf("calibration.json");

        Assert.Equal(0, ToolRun.Of(["calibrate", data, "--method", method, "--output", output, .. options]).ExitCode);

        var entry = Read(output).Entries["x"];
        Assert.Equal((named, QuantizationScheme.Scale, -127, 127), (entry.Method, entry.Scheme, entry.MinCode, entry.MaxCode));
        // Evenly spread values leave nothing to cut off but what was asked for.
        Assert.InRange(entry.Range!.Value.Maximum, reach * 0.98f, reach);
    }

    [Fact]
    public void The_quantizer_is_the_one_that_was_asked_for()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Save("data.safetensors", ("x", [-8f, 8f]));
        var output = folder.PathOf("calibration.json");

        Assert.Equal(0, ToolRun.Of("calibrate", data, "--method", "max", "--bits", "4", "--scheme", "uniform", "--rounding", "floor", "--output", output).ExitCode);
        var uniform = Read(output).Entries["x"];
        Assert.Equal((4, 0, 15, true, new QuantizerParameters(1f, 0, -8f)), (uniform.Bits, uniform.MinCode, uniform.MaxCode, uniform.Floor, uniform.Parameters));

        Assert.Equal(0, ToolRun.Of("calibrate", data, "--method", "max", "--bits", "3", "--range", "unsigned", "--output", output).ExitCode);
        var unsigned = Read(output).Entries["x"];
        Assert.Equal((3, 0, 7, false, 8f / 7f), (unsigned.Bits, unsigned.MinCode, unsigned.MaxCode, unsigned.Floor, unsigned.Parameters.Scale));
    }

    [Theory]
    [InlineData("'--method' is required")]
    [InlineData("--method must be max, moving-average, percentile, entropy or mse, not 'best'", "--method", "best")]
    [InlineData("Entropy is a method for the scheme Scale, not for Affine", "--method", "entropy", "--scheme", "affine")]
    [InlineData("Entropy is a method for 2 to 12 bits", "--method", "entropy", "--bits", "16")]
    [InlineData("--percentile is only for --method percentile", "--method", "mse", "--percentile", "99")]
    [InlineData("--percentile must be from 0 to 100", "--method", "percentile", "--percentile", "100.1")]
    [InlineData("above 0 and at most 100", "--method", "percentile", "--percentile", "0")]
    [InlineData("--bits must be from 1 to 16", "--method", "max", "--bits", "17")]
    [InlineData("'many'", "--method", "max", "--bits", "many")]
    [InlineData("Scale with one bit is the sign", "--method", "max", "--bits", "1", "--range", "full")]
    [InlineData("Uniform codes count cells", "--method", "max", "--scheme", "uniform", "--range", "narrow")]
    [InlineData("--rounding must be nearest or floor, not 'up'", "--method", "max", "--rounding", "up")]
    public void Options_that_cannot_be_are_one_line_and_no_file(string problem, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var output = folder.PathOf("calibration.json");

        var run = ToolRun.Of(["calibrate", folder.Save("data.safetensors", ("x", [1f])), "--output", output, .. options]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Bad_data_leave_what_was_there()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Save("good.safetensors", ("x", [1f]));
        var output = folder.PathOf("calibration.json");
        var damaged = folder.PathOf("damaged.safetensors");
        File.WriteAllBytes(damaged, File.ReadAllBytes(good)[..^1]);

        AssertFails("damaged.safetensors: ", "calibrate", good, damaged, "--method", "max", "--output", output);
        AssertFails("tensor 'nothing' has no finite value", "calibrate", folder.Save("nan.safetensors", ("nothing", [float.NaN])), "--method", "max", "--output", output);
        AssertFails("is to be read and to be written", "calibrate", good, "--method", "max", "--output", good);
        AssertFails("missing.safetensors", "calibrate", folder.PathOf("missing.safetensors"), "--method", "max", "--output", output);
        AssertFails("cannot write", "calibrate", good, "--method", "max", "--output", folder.PathOf("no/folder.json"));
        Assert.False(File.Exists(output));

        File.WriteAllText(output, "kept");
        AssertFails("damaged.safetensors: ", "calibrate", damaged, "--method", "max", "--output", output);
        Assert.Equal("kept", File.ReadAllText(output));
    }

    private static void AssertFails(string problem, params string[] args)
    {
        var run = ToolRun.Of(args);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }

    private static CalibrationFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return CalibrationFile.Read(stream, path);
    }
}
