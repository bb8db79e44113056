using Quantization.Arithmetic;

namespace Quantization;

/// <summary>
/// An entry of a <see cref="CalibrationFile"/>: the quantizer that it is for, its parameters, and how they were found. Only a declaration of the
/// same width, scheme, codes and rounding can take it.
/// </summary>
public sealed record CalibrationEntry
{
    /// <summary>The width of a code in bits: 1 to 16.</summary>
    public required int Bits { get; init; }

    /// <summary>The formula that relates values and codes.</summary>
    public required QuantizationScheme Scheme { get; init; }

    /// <summary>The lowest code, such as <see cref="GenericQuantizer.MinCode"/>.</summary>
    public required int MinCode { get; init; }

    /// <summary>The highest code, such as <see cref="GenericQuantizer.MaxCode"/>.</summary>
    public required int MaxCode { get; init; }

    /// <summary>
    /// Whether the quantizer rounds down (<see cref="Rounding.Floor"/>); every other rounding is "nearest" in a file. Scales of equal ranges differ by it.
    /// </summary>
    public bool Floor { get; init; }

    /// <summary>The levels of <see cref="QuantizationScheme.Codebook"/>; null under other schemes.</summary>
    public Codebook? Codebook { get; init; }

    /// <summary>The table of <see cref="QuantizationScheme.Learned"/>; null under other schemes.</summary>
    public StepFunction? Steps { get; init; }

    /// <summary>The parameters; what the scheme lacks is 0, under Learned all of them.</summary>
    public required QuantizerParameters Parameters { get; init; }

    /// <summary>How the range was found, such as <c>percentile-99.99</c>; null where that is not known. For readers only.</summary>
    public string? Method { get; init; }

    /// <summary>The range of values that the parameters were made for, or null. For readers only.</summary>
    public CalibratedRange? Range { get; init; }

    /// <summary>How many finite values were observed, or null. For readers only.</summary>
    public long? Values { get; init; }

    /// <summary>How many NaN were left out, or null. For readers only.</summary>
    public long? NaNs { get; init; }

    /// <summary>How many infinities were left out, or null. For readers only.</summary>
    public long? Infinities { get; init; }

    /// <summary>The entry of what a calibrator has observed.</summary>
    /// <param name="calibrator">The calibrator.</param>
    /// <param name="options">The quantizer that the parameters are for.</param>
    /// <returns>The parameters of <see cref="ICalibrator.ParametersFor(QuantizerOptions)"/>, with the method, the range and the numbers of values.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer.</exception>
    /// <exception cref="NotSupportedException">The calibrator's method is not one for that scheme or width.</exception>
    public static CalibrationEntry From(ICalibrator calibrator, QuantizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        CalibratedRange range = calibrator.RangeFor(options);
        return Of(options, new GenericQuantizer(options).ParametersFor(range.Minimum, range.Maximum)) with
        {
            Method = calibrator.Name,
            Range = range,
            Values = calibrator.FiniteCount,
            NaNs = calibrator.NaNCount,
            Infinities = calibrator.InfinityCount,
        };
    }

    /// <summary>The entry of a quantizer whose parameters are found in another way, such as the steps of a network that was trained.</summary>
    /// <param name="options">The quantizer.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>The entry, without notes.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> are those of no quantizer, or Learned is given parameters besides its steps.</exception>
    public static CalibrationEntry Of(QuantizerOptions options, QuantizerParameters parameters)
    {
        GenericQuantizer quantizer = new(options);
        if (options.Scheme == QuantizationScheme.Learned && parameters != default) throw new ArgumentException("Learned has no parameters besides its steps; they are all 0.", nameof(parameters));
        return new CalibrationEntry
        {
            Bits = options.Bits,
            Scheme = options.Scheme,
            MinCode = quantizer.MinCode,
            MaxCode = quantizer.MaxCode,
            Floor = CodeRanges.Resolve(options.Scheme, options.Rounding) == Rounding.Floor,
            Codebook = options.Codebook,
            Steps = options.Steps,
            Parameters = parameters,
        };
    }

    /// <summary>What a declaration is held against.</summary>
    internal CalibratedQuantizer Quantizer => new(Bits, Scheme, MinCode, MaxCode, Floor, Parameters.Scale, Parameters.ZeroPoint, Parameters.Minimum)
    {
        Levels = Codebook is not null ? new FloatList(Codebook.Levels.ToArray()) : Steps is not null ? new FloatList(Steps.Levels.ToArray()) : null,
        Thresholds = Steps is not null ? new FloatList(Steps.Thresholds.ToArray()) : null,
    };
}
