using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Baked;

/// <summary>From an additional file of the compilation to what a calibration file says.</summary>
internal sealed class CalibrationReader
{
    private const string Extension = ".json";
    private const string Marker = "\"" + CalibrationWords.VersionName + "\"";

    private readonly SourceText text;
    private readonly List<BakedEntry> entries = [];
    private readonly List<BakedProblem> problems = [];

    private CalibrationReader(SourceText text) => this.text = text;

    /// <summary>Whether a file of that name is looked into at all.</summary>
    internal static bool MayBe(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a file; null where it is no calibration file: one of another kind, without the marking property anywhere, or sound JSON that has it
    /// elsewhere. A damaged one is recognised by the word alone.
    /// </summary>
    internal static BakedFile? Read(AdditionalText file, CancellationToken cancellationToken)
    {
        if (!MayBe(file.Path) || file.GetText(cancellationToken) is not { } text) return null;
        string content = text.ToString();
        if (content.IndexOf(Marker, StringComparison.Ordinal) < 0) return null;

        CalibrationReader reader = new(text);
        if (!reader.ReadRoot(content)) return null;
        bool sound = reader.problems.Count == 0;
        return new BakedFile(file.Path, new EquatableArray<BakedEntry>(sound ? [.. reader.entries] : []), new EquatableArray<BakedProblem>([.. reader.problems]));
    }

    // False where it is no calibration file after all.
    private bool ReadRoot(string content)
    {
        JsonReader json = new(content);
        if (json.Read() is not { } root)
        {
            Add(json.Span, $"it is not valid JSON: {json.Reason}");
            return true;
        }

        if (root.Find(CalibrationWords.VersionName) is not { } version) return false;
        if (CalibrationRules.RefuseVersion(new JsonProperties(root).Integer(version.Name)) is { } reason) Add(version.Value.Span, $"'{version.Name}' {reason}");
        else if (root.Find(CalibrationWords.Entries) is not { } all) Add(version.Span, $"'{CalibrationWords.Entries}' is missing");
        else if (all.Value.Kind != JsonKind.Object) Add(all.Value.Span, $"'{all.Name}' is not an object");
        else foreach (JsonMember entry in all.Value.Members) ReadEntry(entry);
        return true;
    }

    private void ReadEntry(JsonMember entry)
    {
        if (CalibrationRules.RefuseName(entry.Name) is { } reason)
        {
            Add(entry.Span, reason);
            return;
        }

        if (entry.Value.Kind != JsonKind.Object)
        {
            Add(entry.Value.Span, $"entry '{entry.Name}' is not an object");
            return;
        }

        List<CalibrationRules.Refusal> refusals = [];
        if (CalibrationRules.Read(new JsonProperties(entry.Value), refusals) is { } quantizer) entries.Add(new BakedEntry(entry.Name, quantizer));
        foreach (CalibrationRules.Refusal refusal in refusals)
        {
            // What is missing is missing where the entry is named.
            Add(entry.Value.Find(refusal.Property)?.Value.Span ?? entry.Span, CalibrationRules.Describe(entry.Name, refusal));
        }
    }

    private void Add(TextSpan span, string message) => problems.Add(new BakedProblem(message, span, text.Lines.GetLinePositionSpan(span)));
}
