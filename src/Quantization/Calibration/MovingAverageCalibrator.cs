using System.Text.Json;

namespace Quantization;

/// <summary>
/// The least and greatest value of each batch, averaged exponentially (<see cref="CalibrationMethod.MovingAverage"/>): the first batch as it is, then
/// <c>m ← m + c · (batch − m)</c> of either end, in float.
/// </summary>
/// <remarks>The order of the batches matters, so that calibrators cannot be merged. Batches without a finite value change nothing.</remarks>
public sealed class MovingAverageCalibrator : Calibrator
{
    private readonly float averaging;
    private ObservedRange average;

    /// <summary>Creates a calibrator.</summary>
    /// <param name="averaging">c, the share of each new batch: above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="averaging"/> is outside of that range, or NaN.</exception>
    public MovingAverageCalibrator(float averaging = 0.01f)
    {
        if (!(averaging > 0f && averaging <= 1f)) throw new ArgumentOutOfRangeException(nameof(averaging), averaging, "The share of a new batch is above 0 and at most 1.");
        this.averaging = averaging;
    }

    /// <summary>The share of each new batch.</summary>
    public float Averaging => averaging;

    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.MovingAverage;

    /// <inheritdoc/>
    public override string Name => "moving-average";

    internal override void WriteState(Utf8JsonWriter writer)
    {
        writer.WriteNumber(CalibratorJson.Averaging, averaging);
        average.Write(writer);
    }

    internal override void ReadState(JsonElement state) => average = ObservedRange.Read(state);

    private protected override CalibratedRange RangeFor(GenericQuantizer quantizer) => average.Range;

    private protected override void Include(CalibratedRange batch)
    {
        if (average.IsEmpty) average.Include(batch);
        else average = new ObservedRange(new CalibratedRange(Toward(average.Range.Minimum, batch.Minimum), Toward(average.Range.Maximum, batch.Maximum)));
    }

    private protected override void Take(Calibrator other) =>
        throw new NotSupportedException("A moving average depends on the order of batches, so that two of them cannot be merged.");

    // The difference of two floats of opposite signs may be none; then in halves.
    private float Toward(float old, float value)
    {
        float difference = value - old;
        if (float.IsFinite(difference)) return old + averaging * difference;
        float half = averaging * (0.5f * value - 0.5f * old);
        return old + half + half;
    }
}
