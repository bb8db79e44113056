using System.Globalization;
using System.Text.Json;

namespace Quantization;

/// <summary>A calibrator for each channel of a tensor, all of one method.</summary>
/// <remarks>
/// Weights have their channels in rows (<see cref="ObserveRows"/>), activations usually in columns (<see cref="ObserveColumns"/>). Generated quantizers take the parameters of channels in their methods
/// <c>…Rows</c> and <c>…Columns</c>. Methods with a histogram take 256 KB for each channel.
/// </remarks>
public sealed class ChannelCalibrator
{
    private const string ChannelsName = "channels";

    // A cache line of floats.
    private const int ColumnsAtATime = 16;

    private readonly ICalibrator[] channels;

    /// <summary>Creates the calibrators.</summary>
    /// <param name="channels">How many.</param>
    /// <param name="create">Makes a new calibrator at each call, such as <c>() =&gt; new EntropyCalibrator()</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="channels"/> is less than 1.</exception>
    /// <exception cref="ArgumentException"><paramref name="create"/> returns null, the same calibrator twice, or different methods or settings.</exception>
    public ChannelCalibrator(int channels, Func<ICalibrator> create)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentNullException.ThrowIfNull(create);
        this.channels = new ICalibrator[channels];
        for (int i = 0; i < channels; i++) this.channels[i] = create() ?? throw new ArgumentException("A channel has no calibrator: null was returned.", nameof(create));
        if (this.channels.Distinct(ReferenceEqualityComparer.Instance).Count() != channels) throw new ArgumentException("Two channels would share a calibrator: a new one is to be returned at each call.", nameof(create));
        if (!AreAlike(this.channels)) throw new ArgumentException("The channels have calibrators of different methods or settings.", nameof(create));
    }

    private ChannelCalibrator(ICalibrator[] channels) => this.channels = channels;

    /// <summary>The calibrator of each channel.</summary>
    public IReadOnlyList<ICalibrator> Channels => channels;

    /// <summary>Takes a matrix into account whose rows are channels.</summary>
    /// <param name="values">As many rows as channels, all of one length, one after the other.</param>
    /// <exception cref="ArgumentException">The values are not whole rows; nothing is observed.</exception>
    public void ObserveRows(ReadOnlySpan<float> values)
    {
        RequireWhole(values);
        int length = values.Length / channels.Length;
        for (int i = 0; i < channels.Length; i++) channels[i].Observe(values.Slice(i * length, length));
    }

    /// <summary>Takes a matrix into account whose columns are channels: value i is one of channel i modulo their number.</summary>
    /// <param name="values">Rows with a value of each channel, one after the other.</param>
    /// <exception cref="ArgumentException">The values are not whole rows; nothing is observed.</exception>
    public void ObserveColumns(ReadOnlySpan<float> values)
    {
        RequireWhole(values);
        int rows = values.Length / channels.Length;
        // Some columns at a time: one alone would touch a line of memory for each of its values, and all at once would double the matrix.
        float[] columns = new float[int.Min(ColumnsAtATime, channels.Length) * rows];
        for (int first = 0; first < channels.Length; first += ColumnsAtATime)
        {
            int width = int.Min(ColumnsAtATime, channels.Length - first);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> part = values.Slice(row * channels.Length + first, width);
                for (int i = 0; i < part.Length; i++) columns[i * rows + row] = part[i];
            }

            for (int i = 0; i < width; i++) channels[first + i].Observe(columns.AsSpan(i * rows, rows));
        }
    }

    /// <summary>Takes into account what another has observed, channel by channel.</summary>
    /// <param name="other">As many channels of the same method; it is not changed.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> has another number of channels, another method, or is this one itself.</exception>
    /// <exception cref="NotSupportedException">The method depends on the order of batches.</exception>
    public void Merge(ChannelCalibrator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.channels.Length != channels.Length) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{other.channels.Length} channels do not fit {channels.Length}."), nameof(other));
        if (ReferenceEquals(this, other)) throw new ArgumentException("Channels cannot be merged into themselves.", nameof(other));
        if (other.channels[0].Name != channels[0].Name) throw new ArgumentException($"'{channels[0].Name}' takes the observations of its like only, not of '{other.channels[0].Name}'.", nameof(other));
        for (int i = 0; i < channels.Length; i++) channels[i].Merge(other.channels[i]);
    }

    /// <summary>The range of values of each channel.</summary>
    /// <param name="options">The quantizer.</param>
    /// <returns>A range for each channel.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer.</exception>
    /// <exception cref="NotSupportedException">The method is not one for that scheme or width.</exception>
    public CalibratedRange[] RangesFor(QuantizerOptions options) => [.. channels.Select(channel => channel.RangeFor(options))];

    /// <summary>The parameters of each channel.</summary>
    /// <param name="options">The quantizer.</param>
    /// <returns>Parameters for each channel.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer.</exception>
    /// <exception cref="NotSupportedException">The method is not one for that scheme or width.</exception>
    public QuantizerParameters[] ParametersFor(QuantizerOptions options) => [.. channels.Select(channel => channel.ParametersFor(options))];

    /// <summary>All that was observed, as JSON.</summary>
    /// <returns>A JSON object that <see cref="FromJson"/> restores.</returns>
    public string ToJson() => CalibratorJson.Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray(ChannelsName);
        foreach (ICalibrator channel in channels) channel.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Restores calibrators of this library.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <returns>Calibrators that go on where the others were.</returns>
    /// <exception cref="JsonException">The text is no JSON, or not of calibrators; the message names the property.</exception>
    public static ChannelCalibrator FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CalibratorJson.Parse(json, static root =>
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(ChannelsName, out JsonElement states) || states.ValueKind != JsonValueKind.Array || states.GetArrayLength() == 0)
            {
                throw new JsonException($"'{ChannelsName}' is missing, or no array of at least one calibrator.");
            }

            ICalibrator[] channels = [.. states.EnumerateArray().Select(Calibrators.Read)];
            return AreAlike(channels) ? new ChannelCalibrator(channels) : throw new JsonException($"'{ChannelsName}' have different methods or settings.");
        });
    }

    private static bool AreAlike(ICalibrator[] channels) => channels.All(channel => channel.Name == channels[0].Name);

    private void RequireWhole(ReadOnlySpan<float> values)
    {
        if (values.Length % channels.Length != 0) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{values.Length} values are not the same number for each of {channels.Length} channels."), nameof(values));
    }
}
