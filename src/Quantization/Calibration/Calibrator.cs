using System.Text.Json;
using Quantization.Runtime;

namespace Quantization;

/// <summary>What all methods of calibration share: batches are taken in pieces, non-finite values are set aside, ranges become parameters.</summary>
public abstract class Calibrator : ICalibrator
{
    // Two passes over a piece find it in the first-level cache the second time.
    private const int Piece = 4096;

    private protected Calibrator()
    {
    }

    /// <inheritdoc/>
    public abstract CalibrationMethod Method { get; }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public long FiniteCount { get; private set; }

    /// <inheritdoc/>
    public long NaNCount { get; private set; }

    /// <inheritdoc/>
    public long InfinityCount { get; private set; }

    /// <summary>A calibrator of a method with its usual setting: 99.99 % for percentiles, 0.01 for the moving average.</summary>
    /// <param name="method">The method.</param>
    /// <returns>A calibrator that has observed nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public static Calibrator Create(CalibrationMethod method) => method switch
    {
        CalibrationMethod.MinMax => new MinMaxCalibrator(),
        CalibrationMethod.MovingAverage => new MovingAverageCalibrator(),
        CalibrationMethod.Percentile => new PercentileCalibrator(),
        CalibrationMethod.Entropy => new EntropyCalibrator(),
        CalibrationMethod.MeanSquaredError => new MeanSquaredErrorCalibrator(),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such method of calibration."),
    };

    /// <summary>All that a calibrator has observed, as JSON.</summary>
    /// <param name="calibrator">The calibrator.</param>
    /// <returns>A JSON object that <see cref="FromJson"/> restores.</returns>
    public static string ToJson(ICalibrator calibrator)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        return CalibratorJson.Text(calibrator.WriteTo);
    }

    /// <summary>Restores a calibrator of this library.</summary>
    /// <param name="json">What <see cref="ToJson"/> or <see cref="WriteTo"/> wrote.</param>
    /// <returns>A calibrator that goes on where the other was.</returns>
    /// <exception cref="JsonException">The text is no JSON, or not a calibrator's; the message names the property.</exception>
    public static Calibrator FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = JsonDocument.Parse(json);
        return CalibratorJson.Read(document.RootElement);
    }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<float> values)
    {
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        long finite = 0;
        float[]? kept = null;
        for (int start = 0; start < values.Length; start += Piece)
        {
            ReadOnlySpan<float> rest = values[start..], piece = rest[..int.Min(Piece, rest.Length)];
            (float least, float greatest) = FiniteRange.Of(piece, out bool hasOthers);
            if (hasOthers) piece = SetAside(piece, kept ??= new float[Piece]);
            if (piece.IsEmpty) continue;
            minimum = float.Min(minimum, least);
            maximum = float.Max(maximum, greatest);
            finite += piece.Length;
            Count(piece, float.Max(-least, greatest), rest[int.Min(Piece, rest.Length)..], values.Length);
        }

        EndCount();
        if (finite == 0) return;
        Include(new CalibratedRange(minimum, maximum), first: FiniteCount == 0);
        FiniteCount += finite;
    }

    /// <inheritdoc/>
    public void Merge(ICalibrator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other)) throw new ArgumentException("A calibrator cannot be merged into itself.", nameof(other));
        if (other is not Calibrator same || other.Name != Name) throw new ArgumentException($"'{Name}' takes the observations of its like only, not of '{other.Name}'.", nameof(other));
        Take(same);
        FiniteCount += same.FiniteCount;
        NaNCount += same.NaNCount;
        InfinityCount += same.InfinityCount;
    }

    /// <inheritdoc/>
    public CalibratedRange RangeFor(QuantizerOptions options)
    {
        GenericQuantizer quantizer = new(options);
        CalibratedRange range = FiniteCount == 0 ? default : RangeFor(quantizer);
        if (options.Scheme != QuantizationScheme.Scale) return range;
        float reach = float.Max(-range.Minimum, range.Maximum);
        return new CalibratedRange(quantizer.MinCode < 0 ? -reach : 0f, reach);
    }

    /// <inheritdoc/>
    public QuantizerParameters ParametersFor(QuantizerOptions options)
    {
        CalibratedRange range = RangeFor(options);
        return new GenericQuantizer(options).ParametersFor(range.Minimum, range.Maximum);
    }

    /// <inheritdoc/>
    public QuantizerParameters ParametersFor(int bits, QuantizationScheme scheme, CodeRange range = CodeRange.ByScheme) =>
        ParametersFor(new QuantizerOptions(bits, scheme) { Range = range });

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        CalibratorJson.Write(writer, this);
    }

    /// <summary>Gives the numbers of observed values back to a calibrator that is restored.</summary>
    internal void Restore(long finite, long nan, long infinity) => (FiniteCount, NaNCount, InfinityCount) = (finite, nan, infinity);

    /// <summary>Writes the setting and what was observed beside the numbers of values.</summary>
    internal abstract void WriteState(Utf8JsonWriter writer);

    /// <summary>Reads what <see cref="WriteState"/> wrote.</summary>
    internal abstract void ReadState(JsonElement state);

    /// <summary>The range of values for a quantizer. Something has been observed.</summary>
    private protected abstract CalibratedRange RangeFor(GenericQuantizer quantizer);

    /// <summary>Takes the range of a batch into account.</summary>
    private protected abstract void Include(CalibratedRange batch, bool first);

    /// <summary>Takes over what another calibrator of the same name has observed.</summary>
    private protected abstract void Take(Calibrator other);

    /// <summary>Counts finite values of a piece of a batch.</summary>
    /// <param name="values">The values.</param>
    /// <param name="reach">The greatest magnitude among them.</param>
    /// <param name="next">What comes after the piece.</param>
    /// <param name="batch">The number of values in the whole batch.</param>
    private protected virtual void Count(ReadOnlySpan<float> values, float reach, ReadOnlySpan<float> next, int batch)
    {
    }

    /// <summary>Ends the counting of a batch.</summary>
    private protected virtual void EndCount()
    {
    }

    // The finite values of a piece; the others are counted.
    private ReadOnlySpan<float> SetAside(ReadOnlySpan<float> values, float[] finite)
    {
        int length = 0;
        foreach (float value in values)
        {
            if (float.IsNaN(value)) NaNCount++;
            else if (float.IsInfinity(value)) InfinityCount++;
            else finite[length++] = value;
        }

        return finite.AsSpan(0, length);
    }
}
