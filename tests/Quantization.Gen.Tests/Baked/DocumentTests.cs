extern alias library;

using System.Text.Json;
using System.Text.RegularExpressions;
using Quantization.Gen.Tests.Harness;
using Library = library::Quantization;

namespace Quantization.Gen.Tests.Baked;

/// <summary>What is written about calibration files is true of them.</summary>
public sealed partial class DocumentTests
{
    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "calibration-files.md"));

    [Fact]
    public async Task The_example_of_the_page_is_one_that_the_declaration_takes()
    {
        string content = FileBlock().Match(Page).Groups[1].Value, declaration = CodeBlock().Match(Page).Groups[1].Value;
        await AnalyzerRun.SilentAsync("using Quantization;\n" + declaration, new AdditionalFile("calibration.json", content));
        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(content)), again = new();
        Library.CalibrationFile.Read(stream, "the page").Write(again);
        Assert.Equal(content, System.Text.Encoding.UTF8.GetString(again.ToArray()));
    }

    /// <summary>The page and the schema name what the library writes of an entry that says everything, and nothing else.</summary>
    [Fact]
    public void Every_property_is_in_the_page_and_in_the_schema()
    {
        string[] properties = [.. Written()];
        Assert.Equal(15, properties.Length);
        using JsonDocument schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "calibration.schema.json")));
        Assert.Equal(properties, schema.RootElement.GetProperty("$defs").GetProperty("entry").GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        string[] rows = [.. Page.Split("Of an entry:")[1].Split("## ")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.Equal(properties, rows.SelectMany(row => Word().Matches(row.Split('|')[1]).Select(word => word.Groups[1].Value)).Order(StringComparer.Ordinal));
    }

    private static SortedSet<string> Written()
    {
        Library.CalibrationFile file = new();
        foreach (Library.QuantizationScheme scheme in Enum.GetValues<Library.QuantizationScheme>())
        {
            file.Entries.Add(scheme.ToString(), new Library.CalibrationEntry
            {
                Codebook = scheme == Library.QuantizationScheme.Codebook ? new Library.Codebook([0f, 1f, 2f, 3f]) : null,
                Steps = scheme == Library.QuantizationScheme.Learned ? new Library.StepFunction([0.5f, 1.5f, 2.5f], [0f, 1f, 2f, 3f]) : null,
                Bits = 2, Scheme = scheme, MinCode = 0, MaxCode = 3, Parameters = scheme == Library.QuantizationScheme.Learned ? default : new(1f, 0, 0f), Method = "max", Range = new(0f, 1f), Values = 1, NaNs = 0, Infinities = 0,
            });
        }

        using MemoryStream stream = new();
        file.Write(stream);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        return new(document.RootElement.GetProperty("entries").EnumerateObject().SelectMany(entry => entry.Value.EnumerateObject()).Select(property => property.Name), StringComparer.Ordinal);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex FileBlock();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`(.*?)`")]
    private static partial Regex Word();
}
