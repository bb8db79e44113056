using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Quantization.Arithmetic;

namespace Quantization;

/// <summary>Writes calibration files.</summary>
internal static class CalibrationFileWriter
{
    // A file of its own and no part of a page: names stay readable in it.
    private static readonly JsonWriterOptions options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(Stream stream, SortedDictionary<string, CalibrationEntry> entries)
    {
        foreach ((string name, CalibrationEntry entry) in entries) Check(name, entry);
        using (Utf8JsonWriter writer = new(stream, options))
        {
            writer.WriteStartObject();
            // First, so that a file which is damaged further down is still known for what it is.
            writer.WriteNumber(CalibrationWords.VersionName, CalibrationWords.Version);
            writer.WriteStartObject(CalibrationWords.Entries);
            foreach ((string name, CalibrationEntry entry) in entries)
            {
                writer.WriteStartObject(name);
                WriteQuantizer(writer, entry.Quantizer);
                WriteNotes(writer, entry);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void Check(string name, CalibrationEntry entry)
    {
        if (CalibrationRules.RefuseName(name) is { } reason) throw new InvalidDataException($"{reason}.");
        if (entry is null) throw new InvalidDataException($"entry '{name}' is null.");
        List<CalibrationRules.Refusal> refusals = [];
        CalibrationRules.Check(entry.Quantizer, refusals);
        if (entry.Method is { } method && !CalibrationRules.IsUnicode(method)) Add(CalibrationNotes.Method, "is not valid Unicode");
        if (entry.Range is { } range && !CalibrationNotes.IsSound(range)) Add(CalibrationNotes.Range, "is not two finite numbers, the lower one first");
        if (entry.Values < 0) Add(CalibrationNotes.Values, $"is not {CalibrationNotes.ACount}");
        if (entry.NaNs < 0) Add(CalibrationNotes.NaNs, $"is not {CalibrationNotes.ACount}");
        if (entry.Infinities < 0) Add(CalibrationNotes.Infinities, $"is not {CalibrationNotes.ACount}");
        if (refusals.Count > 0) throw new InvalidDataException($"{CalibrationRules.Describe(name, refusals[0])}.");

        void Add(string property, string why) => refusals.Add(new CalibrationRules.Refusal(property, why));
    }

    private static void WriteQuantizer(Utf8JsonWriter writer, CalibratedQuantizer quantizer)
    {
        writer.WriteNumber(CalibrationWords.Bits, quantizer.Bits);
        writer.WriteString(CalibrationWords.Scheme, CalibrationWords.NameOf(quantizer.Scheme));
        writer.WriteNumber(CalibrationWords.MinCode, quantizer.MinCode);
        writer.WriteNumber(CalibrationWords.MaxCode, quantizer.MaxCode);
        writer.WriteString(CalibrationWords.Rounding, quantizer.Floor ? CalibrationWords.Floor : CalibrationWords.Nearest);
        // A float is written in the fewest digits that are read as the same bits.
        if (quantizer.Scheme != QuantizationScheme.Learned) writer.WriteNumber(CalibrationWords.Scale, quantizer.Scale);
        if (quantizer.Scheme == QuantizationScheme.Affine) writer.WriteNumber(CalibrationWords.ZeroPoint, quantizer.ZeroPoint);
        if (quantizer.Scheme == QuantizationScheme.Uniform) writer.WriteNumber(CalibrationWords.Minimum, quantizer.Minimum);
        WriteTable(writer, CalibrationWords.Thresholds, quantizer.Thresholds);
        WriteTable(writer, CalibrationWords.Levels, quantizer.Levels);
    }

    // On one line, as a table reads.
    private static void WriteTable(Utf8JsonWriter writer, string name, FloatList? numbers)
    {
        if (numbers is null) return;
        writer.WritePropertyName(name);
        writer.WriteRawValue($"[{string.Join(", ", numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]");
    }

    private static void WriteNotes(Utf8JsonWriter writer, CalibrationEntry entry)
    {
        if (entry.Method is { } method) writer.WriteString(CalibrationNotes.Method, method);
        if (entry.Range is { } range)
        {
            writer.WritePropertyName(CalibrationNotes.Range);
            // On one line, as a range reads.
            writer.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{range.Minimum:R}, {range.Maximum:R}]"));
        }

        if (entry.Values is { } values) writer.WriteNumber(CalibrationNotes.Values, values);
        if (entry.NaNs is { } nans) writer.WriteNumber(CalibrationNotes.NaNs, nans);
        if (entry.Infinities is { } infinities) writer.WriteNumber(CalibrationNotes.Infinities, infinities);
    }
}
