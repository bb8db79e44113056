using System.Text.Json;

namespace Quantization;

/// <summary>Finds quantization parameters from data that it is shown batch by batch.</summary>
/// <remarks>
/// NaN and infinities are counted and left out. Parameters can be asked for at any time, for any width and scheme; as long as no finite value
/// was observed, the range is [0, 0]. Not thread-safe: let each thread have a calibrator of its own, and merge them.
/// </remarks>
public interface ICalibrator
{
    /// <summary>How the range is found.</summary>
    CalibrationMethod Method { get; }

    /// <summary>The method, percentiles with theirs, for files and tables: <c>max</c>, <c>moving-average</c>, <c>percentile-99.99</c>, <c>entropy</c> or <c>mse</c>.</summary>
    string Name { get; }

    /// <summary>The number of finite values observed.</summary>
    long FiniteCount { get; }

    /// <summary>The number of NaN observed.</summary>
    long NaNCount { get; }

    /// <summary>The number of infinities observed, of both signs.</summary>
    long InfinityCount { get; }

    /// <summary>Takes a batch into account.</summary>
    /// <param name="values">The values, any number of them.</param>
    /// <exception cref="OverflowException">Together with these there could be more values than a <see cref="long"/> counts; nothing is observed.</exception>
    void Observe(ReadOnlySpan<float> values);

    /// <summary>Takes into account what another calibrator has observed, as if its batches had come here.</summary>
    /// <param name="other">A calibrator of the same class and setting; it is not changed.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> has another method or setting, or is this calibrator itself.</exception>
    /// <exception cref="OverflowException">Together they have observed more values than a <see cref="long"/> counts; nothing changes.</exception>
    /// <exception cref="NotSupportedException">The method depends on the order of batches: <see cref="CalibrationMethod.MovingAverage"/>.</exception>
    void Merge(ICalibrator other);

    /// <summary>The range of values that the codes of a quantizer are to cover.</summary>
    /// <param name="options">The quantizer.</param>
    /// <returns>The range, from which <c>ParametersFor(minimum, maximum)</c> of a generated quantizer makes parameters of its scheme.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer.</exception>
    /// <exception cref="NotSupportedException">The method is not one for that scheme or width.</exception>
    CalibratedRange RangeFor(QuantizerOptions options);

    /// <summary>The parameters with which a quantizer covers <see cref="RangeFor"/>.</summary>
    /// <param name="options">The quantizer.</param>
    /// <returns>Its parameters, by the scheme's formulas.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer.</exception>
    /// <exception cref="NotSupportedException">The method is not one for that scheme or width.</exception>
    QuantizerParameters ParametersFor(QuantizerOptions options);

    /// <summary>The parameters for codes of a width, a scheme and a range, with everything else by default.</summary>
    /// <param name="bits">The width of a code in bits: 1 to 16.</param>
    /// <param name="scheme">The formula that relates values and codes.</param>
    /// <param name="range">Which integers serve as codes. No target type is known here: ask for the range that a declaration has from its target.</param>
    /// <returns>The parameters, by the scheme's formulas.</returns>
    /// <exception cref="ArgumentException">The choices are those of no quantizer.</exception>
    /// <exception cref="NotSupportedException">The method is not one for that scheme or width.</exception>
    QuantizerParameters ParametersFor(int bits, QuantizationScheme scheme, CodeRange range = CodeRange.ByScheme);

    /// <summary>Writes the method, its setting and all that was observed, as a JSON object that <see cref="Calibrators.FromJson"/> reads.</summary>
    /// <param name="writer">Where to write.</param>
    void WriteTo(Utf8JsonWriter writer);
}
