using System.Globalization;
using System.Text.Json;

namespace Quantization;

/// <summary>Calibrators by their method, and as JSON.</summary>
public static class Calibrators
{
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
    /// <param name="json">What <see cref="ToJson"/> or <see cref="ICalibrator.WriteTo"/> wrote.</param>
    /// <returns>A calibrator that goes on where the other was.</returns>
    /// <exception cref="JsonException">The text is no JSON, or not a calibrator's; the message names the property.</exception>
    public static Calibrator FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CalibratorJson.Parse(json, Read);
    }

    /// <summary>Restores a calibrator from a JSON object.</summary>
    internal static Calibrator Read(JsonElement state)
    {
        if (state.ValueKind != JsonValueKind.Object) throw new JsonException("The state of a calibrator is a JSON object.");
        long version = CalibratorJson.Integer(state, CalibratorJson.Version);
        if (version != CalibratorJson.CurrentVersion) throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"'{CalibratorJson.Version}' is {version}; this library reads {CalibratorJson.CurrentVersion}."));
        Calibrator calibrator = CreateFor(state);
        calibrator.Restore(state);
        return calibrator;
    }

    private static Calibrator CreateFor(JsonElement state)
    {
        JsonElement method = CalibratorJson.Property(state, CalibratorJson.Method);
        string? name = method.ValueKind == JsonValueKind.String ? method.GetString() : null;
        try
        {
            return CalibratorJson.Methods.FirstOrDefault(known => known.Name == name) switch
            {
                { Name: null } => throw new JsonException($"'{CalibratorJson.Method}' is no method of calibration: {string.Join(", ", CalibratorJson.Methods.Select(static known => known.Name))}."),
                { Method: CalibrationMethod.Percentile } => new PercentileCalibrator(CalibratorJson.Property(state, CalibratorJson.Percentile).TryGetDouble(out double percentile) ? percentile : double.NaN),
                { Method: CalibrationMethod.MovingAverage } => new MovingAverageCalibrator(CalibratorJson.Single(state, CalibratorJson.Averaging)),
                { Method: var known } => Create(known),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new JsonException($"'{name}' has a setting that is none: {exception.Message}", exception);
        }
    }
}
