using System.Text;
using System.Text.Json;

namespace Quantization;

/// <summary>The JSON form of calibrators.</summary>
internal static class CalibratorJson
{
    internal const string Percentile = "percentile", Averaging = "averaging", Minimum = "minimum", Maximum = "maximum";

    internal const string Version = "version", Method = "method", Finite = "finite", NaN = "nan", Infinite = "infinite";
    internal const int CurrentVersion = 1;

    internal static readonly (CalibrationMethod Method, string Name)[] Methods =
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

    /// <summary>The name of a method in a state.</summary>
    internal static string NameOf(CalibrationMethod method) => Methods.First(known => known.Method == method).Name;

    internal static float Single(JsonElement state, string name) =>
        Property(state, name).TryGetSingle(out float value) && float.IsFinite(value) ? value : throw new JsonException($"'{name}' is no finite float.");

    internal static long Integer(JsonElement state, string name) =>
        Property(state, name).TryGetInt64(out long value) && value >= 0 ? value : throw new JsonException($"'{name}' is no integer from 0 on.");

    // A number, as all but the method are; asking another kind for a number would throw something else.
    internal static JsonElement Property(JsonElement state, string name) =>
        state.TryGetProperty(name, out JsonElement value) && (value.ValueKind == JsonValueKind.Number || name == Method) ? value : throw new JsonException($"'{name}' is missing, or no number.");
}
