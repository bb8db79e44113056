using System.Text.Json;

namespace Quantization;

/// <summary>The least and greatest of some values, or nothing.</summary>
internal struct ObservedRange
{
    private bool any;

    internal ObservedRange(CalibratedRange range) => (any, Range) = (true, range);

    /// <summary>Whether there is nothing.</summary>
    internal readonly bool IsEmpty => !any;

    /// <summary>Both ends; 0 where there is nothing.</summary>
    internal CalibratedRange Range { get; private set; }

    /// <summary>The greatest magnitude.</summary>
    internal readonly float Reach => float.Max(0f - Range.Minimum, Range.Maximum);

    internal void Include(CalibratedRange other)
    {
        Range = any ? new CalibratedRange(float.Min(Range.Minimum, other.Minimum), float.Max(Range.Maximum, other.Maximum)) : other;
        any = true;
    }

    internal void Include(ObservedRange other)
    {
        if (other.any) Include(other.Range);
    }

    internal readonly void Write(Utf8JsonWriter writer)
    {
        if (!any) return;
        writer.WriteNumber(CalibratorJson.Minimum, Range.Minimum);
        writer.WriteNumber(CalibratorJson.Maximum, Range.Maximum);
    }

    internal static ObservedRange Read(JsonElement state)
    {
        if (!state.TryGetProperty(CalibratorJson.Minimum, out _) && !state.TryGetProperty(CalibratorJson.Maximum, out _)) return default;
        CalibratedRange range = new(CalibratorJson.Single(state, CalibratorJson.Minimum), CalibratorJson.Single(state, CalibratorJson.Maximum));
        return range.Minimum <= range.Maximum ? new ObservedRange(range) : throw new JsonException($"'{CalibratorJson.Minimum}' is above '{CalibratorJson.Maximum}'.");
    }
}
