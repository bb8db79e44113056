using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Declaration;
using Quantization.Gen.Diagnostics;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Diagnostics;

/// <summary>Every diagnostic has a rule, a help page whose examples are true, and an entry in the release notes.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Ids_count_up_from_one_and_rules_with_them()
    {
        Assert.Equal(Enumerable.Range(1, Descriptors.All.Length).Select(number => $"QG{number:0000}"), Descriptors.All.Select(descriptor => descriptor.Id));
        Assert.Equal(Enum.GetNames<Rule>(), Descriptors.All.Select(descriptor => typeof(Descriptors)
            .GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Single(field => field.GetValue(null) == descriptor).Name));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_the_page_of_the_id(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.All.Single(descriptor => descriptor.Id == id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", Page(id), StringComparison.Ordinal);
        Assert.Equal("Quantization", descriptor.Category);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_example_has_the_diagnostic_and_the_fix_has_none(string id)
    {
        CSharpParseOptions options = id == "QG0013" ? Consumer.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp10) : Consumer.ParseOptions;
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.OfAsync(Consumer.Compile(options, Example(id, "Example")), Files(id, "Example"));
        Assert.Equal(id, Assert.Single(diagnostics).Id);

        // The fix of an old language is one of the project file; the example stays.
        string mended = id == "QG0013" ? "Example" : "Fix";
        await AnalyzerRun.SilentAsync(Example(id, mended), Files(id, mended));
    }

    [Fact]
    public void No_page_is_left_without_a_diagnostic() => Assert.Equal(
        Descriptors.All.Select(descriptor => descriptor.Id).Append("README"),
        Directory.EnumerateFiles(Repository.HelpPages).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_overview_lists_it(string id) =>
        Assert.Contains($"| [{id}]({id}.md) | {Descriptors.All.Single(descriptor => descriptor.Id == id).Title} |\n", File.ReadAllText(Path.Combine(Repository.HelpPages, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void The_release_notes_list_all_of_them()
    {
        string notes = string.Concat(new[] { "Shipped", "Unshipped" }.Select(state => File.ReadAllText(Path.Combine(Repository.GeneratorProject, $"AnalyzerReleases.{state}.md"))));
        Assert.Equal(
            Descriptors.All.Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}"),
            ReleaseNote().Matches(notes).Select(match => match.Value));
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Repository.HelpPages, id + ".md"));

    private static string Example(string id, string heading) => "using Quantization;\n" + CodeBlock().Match(Section(id, heading)).Groups[1].Value;

    private static ImmutableArray<AdditionalText> Files(string id, string heading) =>
        [.. FileBlock().Matches(Section(id, heading)).Select(block => new AdditionalFile("calibration.json", block.Groups[1].Value))];

    private static string Section(string id, string heading) => Page(id).Split($"## {heading}\n")[1].Split("\n## ")[0];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FileBlock();

    [GeneratedRegex("^QG.*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseNote();
}
