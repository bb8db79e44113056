using Quantization.Models;

namespace Quantization.Tool.Observation;

/// <summary>Calibrates tensors by their names: what has one name, in however many files, is one stream of batches for one calibrator.</summary>
internal sealed class TensorCalibration
{
    // Under this scheme the range is what was seen, neither mirrored nor extended.
    private static readonly QuantizerOptions s_asSeen = new(8, QuantizationScheme.Uniform);

    private readonly Func<ICalibrator> _create;
    private readonly QuantizerOptions _options;
    private readonly IReadOnlyList<string> _wanted;
    private readonly Dictionary<string, (ICalibrator Chosen, MinMaxCalibrator Seen)> _calibrators = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Begins with no tensor.</summary>
    /// <param name="create">Makes the calibrator of a tensor.</param>
    /// <param name="options">The quantizer that parameters are wanted for.</param>
    /// <param name="wanted">The names of the tensors to calibrate; none for all.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="NotSupportedException">The method is not one for that scheme or width.</exception>
    public TensorCalibration(Func<ICalibrator> create, QuantizerOptions options, params IReadOnlyList<string> wanted)
    {
        _create = create;
        _options = options;
        _wanted = wanted;
        // A method refuses a quantizer only when it has seen something.
        var trial = create();
        trial.Observe([1f]);
        trial.RangeFor(options);
    }

    /// <summary>Shows the tensors of a file to their calibrators, each as a batch.</summary>
    public void Observe(SafeTensors file)
    {
        foreach (var tensor in file.Tensors.Where(tensor => _wanted.Count == 0 || _wanted.Contains(tensor.Name)))
        {
            if (!_calibrators.TryGetValue(tensor.Name, out var calibrators))
            {
                calibrators = (_create(), new MinMaxCalibrator());
                _calibrators.Add(tensor.Name, calibrators);
                _names.Add(tensor.Name);
            }

            calibrators.Chosen.Observe(tensor.Values);
            calibrators.Seen.Observe(tensor.Values);
        }
    }

    /// <summary>What was found, in the order in which the names were first seen.</summary>
    /// <exception cref="InvalidDataException">A tensor has no finite value, or there is no tensor, or none of a name that is wanted.</exception>
    public IReadOnlyList<CalibratedTensor> Finish()
    {
        if (_wanted.FirstOrDefault(name => !_calibrators.ContainsKey(name)) is { } missing)
            throw new InvalidDataException($"there is no tensor '{missing}'");
        if (_names.Count == 0)
            throw new InvalidDataException("there is no tensor to calibrate");
        return [.. _names.Select(Finish)];
    }

    private CalibratedTensor Finish(string name)
    {
        var (chosen, seen) = _calibrators[name];
        if (chosen.FiniteCount == 0)
            throw new InvalidDataException($"tensor '{name}' has no finite value to calibrate by");
        return new CalibratedTensor(name, seen.RangeFor(s_asSeen), CalibrationEntry.From(chosen, _options));
    }
}
