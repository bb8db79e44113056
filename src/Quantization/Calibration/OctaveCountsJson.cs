using System.Globalization;
using System.Text.Json;

namespace Quantization;

/// <summary>The JSON form of counts.</summary>
internal static class OctaveCountsJson
{
    private const string Top = "top", Counts = "counts";

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

    /// <summary>Reads counts of so many values in a range.</summary>
    internal static OctaveCounts Read(JsonElement state, long total, ObservedRange range)
    {
        long top = CalibratorJson.Integer(state, Top);
        int highest = BitConverter.SingleToInt32Bits(range.Reach) >> 23;
        if (top != highest) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{Top}' is {top}; of values from '{CalibratorJson.Minimum}' to '{CalibratorJson.Maximum}' it is {highest}."));
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
                if (!OctaveLayout.IsPlace(place)) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{Counts}' has the place {number}, which no value can have."));
                continue;
            }

            if (place >= OctaveLayout.Places && range.Range.Minimum >= 0f && number > 0) throw new JsonException($"'{Counts}' has negative values, below '{CalibratorJson.Minimum}'.");
            if (number > total - sum) throw new JsonException($"'{Counts}' sum up to more than '{CalibratorJson.Finite}'.");
            sum += number;
            counts.Add((place, number));
            place = -1;
        }

        return sum == total ? OctaveCounts.Restore((int)top, [.. counts]) : throw new JsonException($"'{Counts}' sum up to less than '{CalibratorJson.Finite}'.");
    }
}
