using System.Text.Json;
using Quantization.Arithmetic;

namespace Quantization;

/// <summary>Reads calibration files. What an entry must say are the compiler's rules; what is for readers only is checked here alone.</summary>
internal static class CalibrationFileReader
{
    private static readonly JsonDocumentOptions options = new() { AllowDuplicateProperties = false, MaxDepth = CalibrationWords.MostDepth };

    internal static void Read(Stream stream, string file, IDictionary<string, CalibrationEntry> entries)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream, options);
            Read(document.RootElement, file, entries);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for strings that are not valid Unicode, which the parser leaves unread.
            throw new InvalidDataException($"{file}: it is not valid JSON: {exception.Message}", exception);
        }
    }

    private static void Read(JsonElement root, string file, IDictionary<string, CalibrationEntry> entries)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(CalibrationWords.VersionName, out _)) throw Invalid(file, $"'{CalibrationWords.VersionName}' is missing");
        if (CalibrationRules.RefuseVersion(new Properties(root).Integer(CalibrationWords.VersionName)) is { } version) throw Invalid(file, $"'{CalibrationWords.VersionName}' {version}");
        if (!root.TryGetProperty(CalibrationWords.Entries, out JsonElement all)) throw Invalid(file, $"'{CalibrationWords.Entries}' is missing");
        if (all.ValueKind != JsonValueKind.Object) throw Invalid(file, $"'{CalibrationWords.Entries}' is not an object");
        foreach (JsonProperty entry in all.EnumerateObject())
        {
            if (CalibrationRules.RefuseName(entry.Name) is { } reason) throw Invalid(file, reason);
            if (entry.Value.ValueKind != JsonValueKind.Object) throw Invalid(file, $"entry '{entry.Name}' is not an object");
            entries.Add(entry.Name, Entry(entry, file));
        }
    }

    private static CalibrationEntry Entry(JsonProperty entry, string file)
    {
        Properties properties = new(entry.Value);
        List<CalibrationRules.Refusal> refusals = [];
        if (CalibrationRules.Read(properties, refusals) is not { } quantizer) throw Invalid(file, CalibrationRules.Describe(entry.Name, refusals[0]));
        return new CalibrationEntry
        {
            Bits = quantizer.Bits,
            Scheme = quantizer.Scheme,
            MinCode = quantizer.MinCode,
            MaxCode = quantizer.MaxCode,
            Floor = quantizer.Floor,
            Codebook = quantizer.Scheme == QuantizationScheme.Codebook ? new Codebook([.. quantizer.Levels!]) : null,
            Steps = quantizer.Scheme == QuantizationScheme.Learned ? new StepFunction([.. quantizer.Thresholds!], [.. quantizer.Levels!]) : null,
            Parameters = new QuantizerParameters(quantizer.Scale, quantizer.ZeroPoint, quantizer.Minimum),
            Method = ForReaders(CalibrationNotes.Method, properties.Text, "a string"),
            Range = ForReaders(CalibrationNotes.Range, properties.Range, "two finite numbers, the lower one first"),
            Values = ForReaders(CalibrationNotes.Values, properties.Count, CalibrationNotes.ACount),
            NaNs = ForReaders(CalibrationNotes.NaNs, properties.Count, CalibrationNotes.ACount),
            Infinities = ForReaders(CalibrationNotes.Infinities, properties.Count, CalibrationNotes.ACount),
        };

        T? ForReaders<T>(string property, Func<string, T?> read, string kind)
        {
            T? value = read(property);
            return value is not null || !properties.Has(property) ? value : throw Invalid(file, $"entry '{entry.Name}': '{property}' is not {kind}");
        }
    }

    private static InvalidDataException Invalid(string file, string problem) => new($"{file}: {problem}.");

    private sealed class Properties(JsonElement entry) : ICalibrationProperties
    {
        public bool Has(string name) => entry.TryGetProperty(name, out _);

        public int? Integer(string name) => Of(name, JsonValueKind.Number) is { } value && value.TryGetInt32(out int integer) ? integer : null;

        public float? Number(string name) => Of(name, JsonValueKind.Number)?.GetSingle();

        public string? Text(string name) => Of(name, JsonValueKind.String)?.GetString();

        public FloatList? Numbers(string name)
        {
            if (Of(name, JsonValueKind.Array) is not { } array) return null;
            return array.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number) ? new FloatList(array.EnumerateArray().Select(number => number.GetSingle())) : null;
        }

        public long? Count(string name) => Of(name, JsonValueKind.Number) is { } value && value.TryGetInt64(out long count) && count >= 0 ? count : null;

        public CalibratedRange? Range(string name)
        {
            if (Of(name, JsonValueKind.Array) is not { } array || array.GetArrayLength() != 2) return null;
            if (array[0].ValueKind != JsonValueKind.Number || array[1].ValueKind != JsonValueKind.Number) return null;
            CalibratedRange range = new(array[0].GetSingle(), array[1].GetSingle());
            return CalibrationNotes.IsSound(range) ? range : null;
        }

        private JsonElement? Of(string name, JsonValueKind kind) => entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : null;
    }
}
