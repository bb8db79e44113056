using System.Text.Json;

namespace Quantization;

/// <summary>The range of all values: nothing that was observed saturates (<see cref="CalibrationMethod.MinMax"/>).</summary>
/// <remarks>Symmetric codes reach <c>a = max|x|</c>, others cover <c>[min x, max x]</c>. Neither the order of values nor their division into batches matters.</remarks>
public sealed class MinMaxCalibrator : Calibrator
{
    private ObservedRange observed;

    /// <inheritdoc/>
    public override CalibrationMethod Method => CalibrationMethod.MinMax;

    /// <inheritdoc/>
    public override string Name => "max";

    internal override void WriteState(Utf8JsonWriter writer) => observed.Write(writer);

    internal override void ReadState(JsonElement state) => observed = ObservedRange.Read(state);

    private protected override CalibratedRange RangeFor(GenericQuantizer quantizer) => observed.Range;

    private protected override void Include(CalibratedRange batch) => observed.Include(batch);

    private protected override void Take(Calibrator other) => observed.Include(((MinMaxCalibrator)other).observed);
}
