using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Tests.Baked;
using Quantization.Gen.Tests.Harness;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Quantization.Gen.Tests.Pipeline;

/// <summary>Why steps ran again after an edit of a file: a changed entry reaches the types that take it, and no others.</summary>
public sealed class CalibrationTests
{
    private const string Source = """
        using Quantization;
        [Quantizer(8, QuantizationScheme.Affine)] public partial struct Given;
        [Quantizer(8, QuantizationScheme.Affine, Calibration = "input")] public partial struct Input;
        [Quantizer(8, QuantizationScheme.Scale, Calibration = "weight")] public partial struct Weight;
        """;

    private const string Unrelated = "internal static class Unrelated { public static int One => 1; }\n";

    private static readonly string file = CalibrationJson.Of(("input", CalibrationJson.Affine), ("weight", CalibrationJson.Scale), ("unused", CalibrationJson.Scale));

    [Fact]
    public void At_first_everything_is_new()
    {
        Subject subject = new();
        Expect(subject.Result, calibrations: [New, New], together: [New], baked: [New, New, New], files: [New, New, New], outputs: [New, New, New]);
        Assert.Equal(["Given.g.cs", "Input.g.cs", "Weight.g.cs"], subject.Result.GeneratedSources.Select(source => source.HintName));
    }

    [Fact]
    public void A_changed_entry() => Expect(
        new Subject().WithFile(Changed("0.0235", "0.0236")),
        calibrations: [Modified, Cached], together: [Modified], baked: [Unchanged, Modified, Unchanged], files: [Cached, Modified, Cached], outputs: [Cached, Modified, Cached]);

    [Fact]
    public void A_changed_entry_that_nobody_takes() => Expect(
        new Subject().WithFile(CalibrationJson.Of(("input", CalibrationJson.Affine), ("weight", CalibrationJson.Scale), ("unused", CalibrationJson.Uniform))),
        calibrations: [Modified, Cached], together: [Modified], baked: [Unchanged, Unchanged, Unchanged], files: [Cached, Cached, Cached], outputs: [Cached, Cached, Cached]);

    [Theory]
    [InlineData("0.0235", "2.35e-2")]
    [InlineData("0.0235", "0.0235, \"method\": \"percentile-99.9\"")]
    [InlineData("    ", "\t")]
    public void A_file_that_says_the_same(string before, string after) => Expect(
        new Subject().WithFile(Changed(before, after)),
        calibrations: [Unchanged, Cached], together: [Cached], baked: [Cached, Cached, Cached], files: [Cached, Cached, Cached], outputs: [Cached, Cached, Cached]);

    [Fact]
    public void An_entry_that_goes() => Expect(
        new Subject().WithFile(CalibrationJson.Of(("weight", CalibrationJson.Scale))),
        calibrations: [Modified, Cached], together: [Modified], baked: [Unchanged, Removed, Unchanged], files: [Cached, Removed, Cached], outputs: [Cached, Removed, Cached]);

    [Fact]
    public void A_file_that_is_damaged() => Expect(
        new Subject().WithFile(file.Replace(": 1", ": 1,", StringComparison.Ordinal)),
        calibrations: [Modified, Cached], together: [Modified], baked: [Unchanged, Removed, Removed], files: [Cached, Removed, Removed], outputs: [Cached, Removed, Removed]);

    [Fact]
    public void An_edit_to_a_file_of_another_kind() => Expect(
        new Subject().WithOther("{ \"logging\": false }"),
        calibrations: [Cached, Unchanged], together: [Cached], baked: [Cached, Cached, Cached], files: [Cached, Cached, Cached], outputs: [Cached, Cached, Cached]);

    [Fact]
    public void An_edit_to_code_elsewhere_reads_no_file()
    {
        Subject subject = new();
        int before = subject.File.Reads;
        Expect(
            subject.WithCode("internal static class Unrelated { public static int Two => 2; }\n"),
            calibrations: [Cached, Cached], together: [Cached], baked: [Cached, Cached, Cached], files: [Cached, Cached, Cached], outputs: [Cached, Cached, Cached]);
        Assert.Equal(1, before);
        Assert.Equal(before, subject.File.Reads);
    }

    private static string Changed(string before, string after)
    {
        Assert.Contains(before, file, StringComparison.Ordinal);
        return file.Replace(before, after, StringComparison.Ordinal);
    }

    private static void Expect(
        GeneratorRunResult run,
        IncrementalStepRunReason[] calibrations,
        IncrementalStepRunReason[] together,
        IncrementalStepRunReason[] baked,
        IncrementalStepRunReason[] files,
        IncrementalStepRunReason[] outputs)
    {
        Assert.Equal(calibrations, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Calibrations]));
        Assert.Equal(together, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.CalibrationFiles]));
        Assert.Equal(baked, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Baked]));
        Assert.Equal(files, Reasons(run.TrackedSteps[QuantizerGenerator.Steps.Files]));
        Assert.Equal(outputs, Reasons(run.TrackedOutputSteps.Single().Value));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);

    /// <summary>A consumer with a calibration file, another JSON file and one that is none, run once.</summary>
    private sealed class Subject
    {
        private readonly CSharpCompilation consumer = Consumer.Compile(Source, Unrelated);
        private readonly AdditionalFile other = new("settings.json", "{ \"logging\": true }");
        private readonly GeneratorDriver driver;

        internal Subject() => driver = GeneratorRun.Over(consumer, additional: [File, other, new AdditionalFile("notes.txt", file)]).Driver;

        internal AdditionalFile File { get; } = new("calibration.json", file);

        internal GeneratorRunResult Result => Of(driver);

        internal GeneratorRunResult WithFile(string content) => Again(driver.ReplaceAdditionalText(File, new AdditionalFile(File.Path, content)));

        internal GeneratorRunResult WithOther(string content) => Again(driver.ReplaceAdditionalText(other, new AdditionalFile(other.Path, content)));

        internal GeneratorRunResult WithCode(string source) => Of(driver.RunGenerators(
            consumer.ReplaceSyntaxTree(consumer.SyntaxTrees[1], Consumer.Parse(source, "Source1.cs")), TestContext.Current.CancellationToken));

        private GeneratorRunResult Again(GeneratorDriver changed) => Of(changed.RunGenerators(consumer, TestContext.Current.CancellationToken));

        private static GeneratorRunResult Of(GeneratorDriver driver) => driver.GetRunResult().Results.Single();
    }
}
