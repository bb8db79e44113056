using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Quantization;

/// <summary>The JSON form of calibrators.</summary>
internal static class CalibratorJson
{
    internal const string Percentile = "percentile", Averaging = "averaging", Minimum = "minimum", Maximum = "maximum";

    private const string Version = "version", Method = "method", Finite = "finite", NaN = "nan", Infinite = "infinite", Top = "top", Counts = "counts";
    private const int CurrentVersion = 1;

    private static readonly (CalibrationMethod Method, string Name)[] Methods =
    [
        (CalibrationMethod.MinMax, "max"),
        (CalibrationMethod.MovingAverage, "moving-average"),
        (CalibrationMethod.Percentile, "percentile"),
        (CalibrationMethod.Entropy, "entropy"),
        (CalibrationMethod.MeanSquaredError, "mse"),
    ];

    /// <summary>Reads a text; whatever it is not comes out as a <see cref="JsonException"/>.</summary>
    internal static T Parse<T>(string json, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair, in the text or as an escape.
            throw new JsonException($"A string is not valid Unicode: {exception.Message}", exception);
        }
    }

    /// <summary>What <paramref name="write"/> writes, as text.</summary>
    internal static string Text(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream)) write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal static void Write(Utf8JsonWriter writer, Calibrator calibrator)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Version, CurrentVersion);
        writer.WriteString(Method, Methods.First(method => method.Method == calibrator.Method).Name);
        writer.WriteNumber(Finite, calibrator.FiniteCount);
        writer.WriteNumber(NaN, calibrator.NaNCount);
        writer.WriteNumber(Infinite, calibrator.InfinityCount);
        calibrator.WriteState(writer);
        writer.WriteEndObject();
    }

    internal static Calibrator Read(JsonElement state)
    {
        if (state.ValueKind != JsonValueKind.Object) throw new JsonException("The state of a calibrator is a JSON object.");
        long version = Integer(state, Version);
        if (version != CurrentVersion) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{Version}' is {version}; this library reads {CurrentVersion}."));
        Calibrator calibrator = Create(state);
        (long finite, long nan, long infinite) = (Integer(state, Finite), Integer(state, NaN), Integer(state, Infinite));
        calibrator.Restore(finite, nan, infinite);
        if (finite > 0 != state.TryGetProperty(Minimum, out _)) throw new JsonException($"'{Minimum}' goes with '{Finite}' values, and without any there is none.");
        calibrator.ReadState(state);
        return calibrator;
    }

    /// <summary>Writes counts as pairs of a place and a count, one after the other, for the places that have any.</summary>
    internal static void Write(Utf8JsonWriter writer, OctaveCounts counts)
    {
        writer.WriteNumber(Top, counts.Top);
        writer.WriteStartArray(Counts);
        ReadOnlySpan<long> all = counts.All;
        for (int place = 0; place < all.Length; place++)
        {
            if (all[place] == 0) continue;
            writer.WriteNumberValue(place);
            writer.WriteNumberValue(all[place]);
        }

        writer.WriteEndArray();
    }

    internal static OctaveCounts ReadCounts(JsonElement state, long total, ObservedRange range)
    {
        long top = Integer(state, Top);
        int highest = BitConverter.SingleToInt32Bits(range.Reach) >> 23;
        if (top != highest) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{Top}' is {top}; of values from '{Minimum}' to '{Maximum}' it is {highest}."));
        if (!state.TryGetProperty(Counts, out JsonElement pairs) || pairs.ValueKind != JsonValueKind.Array || pairs.GetArrayLength() % 2 != 0) throw new JsonException($"'{Counts}' is missing, or no array of pairs.");
        List<(int, long)> counts = [];
        int place = -1;
        long sum = 0;
        foreach (JsonElement element in pairs.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long number) || number < 0) throw new JsonException($"'{Counts}' has an element that is no count.");
            if (place < 0)
            {
                place = (int)long.Min(number, int.MaxValue);
                if (!OctaveCounts.IsPlace(place)) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{Counts}' has the place {number}, which no value can have."));
                continue;
            }

            if (place >= OctaveCounts.Places && range.Range.Minimum >= 0f && number > 0) throw new JsonException($"'{Counts}' has negative values, below '{Minimum}'.");
            if (number > total - sum) throw new JsonException($"'{Counts}' sum up to more than '{Finite}'.");
            sum += number;
            counts.Add((place, number));
            place = -1;
        }

        return sum == total ? OctaveCounts.Restore((int)top, [.. counts]) : throw new JsonException($"'{Counts}' sum up to less than '{Finite}'.");
    }

    internal static float Single(JsonElement state, string name) =>
        Property(state, name).TryGetSingle(out float value) && float.IsFinite(value) ? value : throw new JsonException($"'{name}' is no finite float.");

    private static Calibrator Create(JsonElement state)
    {
        JsonElement method = Property(state, Method);
        string? name = method.ValueKind == JsonValueKind.String ? method.GetString() : null;
        try
        {
            return Methods.FirstOrDefault(known => known.Name == name) switch
            {
                { Name: null } => throw new JsonException($"'{Method}' is no method of calibration: {string.Join(", ", Methods.Select(static known => known.Name))}."),
                { Method: CalibrationMethod.Percentile } => new PercentileCalibrator(Property(state, Percentile).TryGetDouble(out double percentile) ? percentile : double.NaN),
                { Method: CalibrationMethod.MovingAverage } => new MovingAverageCalibrator(Single(state, Averaging)),
                { Method: var known } => Calibrator.Create(known),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new JsonException($"'{name}' has a setting that is none: {exception.Message}", exception);
        }
    }

    private static long Integer(JsonElement state, string name) =>
        Property(state, name).TryGetInt64(out long value) && value >= 0 ? value : throw new JsonException($"'{name}' is no integer from 0 on.");

    // A number, as all but the method are; asking another kind for a number would throw something else.
    private static JsonElement Property(JsonElement state, string name) =>
        state.TryGetProperty(name, out JsonElement value) && (value.ValueKind == JsonValueKind.Number || name == Method) ? value : throw new JsonException($"'{name}' is missing, or no number.");
}
