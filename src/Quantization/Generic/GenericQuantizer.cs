using System.Globalization;
using System.Numerics;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Every quantizer, in plain loops that decide everything at run time: for widths that are only known then, and the reference
/// that generated kernels equal bit for bit.
/// </summary>
/// <remarks>
/// Values are <see cref="float"/>, <see cref="double"/>, <see cref="Half"/> or <see cref="BFloat16"/>. Those of 16 bits are widened
/// exactly to float and results rounded to nearest even; doubles are computed in double, with the parameters widened.
/// </remarks>
public sealed partial class GenericQuantizer
{
    private readonly QuantizationScheme scheme;
    private readonly Rounding rounding;
    private readonly NaNHandling nanHandling;
    private readonly bool divides, vanishes, midpoint, signs;

    // The table of schemes whose codes number levels, or null.
    private readonly StepFunction? steps;

    /// <summary>Creates a quantizer.</summary>
    /// <param name="options">Its width, scheme and choices.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width, size or choice is not one that exists.</exception>
    /// <exception cref="ArgumentException">Two choices contradict each other, or the scheme.</exception>
    public GenericQuantizer(QuantizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        Options = options;
        scheme = options.Scheme;
        nanHandling = options.NaNHandling;
        divides = options.ScaleOperation == ScaleOperation.Divide;
        vanishes = options.OutOfRange == OutOfRangeHandling.Vanish;
        rounding = CodeRanges.Resolve(options.Scheme, options.Rounding);
        CodeRange range = CodeRanges.Resolve(options.Scheme, rounding, options.Range, signed: null);
        steps = options.Steps ?? options.Codebook?.Steps;
        MinCode = CodeRanges.MinCode(options.Bits, range);
        MaxCode = steps is null ? CodeRanges.MaxCode(options.Bits, range) : steps.Levels.Length - 1;
        signs = CodeRanges.AreSigns(options.Bits, range);
        midpoint = rounding == Rounding.Floor && options.Scheme != QuantizationScheme.Affine && options.Reconstruction == Reconstruction.Midpoint;
        blockSize = options.Packing == Packing.Dense ? 0 : options.BlockSize == 0 ? DefaultBlockSize : options.BlockSize;
    }

    /// <summary>The choices that the quantizer was made with.</summary>
    public QuantizerOptions Options { get; }

    /// <summary>The width of a code in bits.</summary>
    public int Bits => Options.Bits;

    /// <summary>The lowest code.</summary>
    public int MinCode { get; }

    /// <summary>The highest code.</summary>
    public int MaxCode { get; }

    /// <summary>The parameters with which the code range covers a range of values.</summary>
    /// <param name="minimum">The least value; finite.</param>
    /// <param name="maximum">The greatest value; finite, not below <paramref name="minimum"/>.</param>
    /// <returns>The parameters by the scheme's formulas; for signs the larger magnitude is the scale. Learned has none: they are all 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they are the wrong way round.</exception>
    public QuantizerParameters ParametersFor(float minimum, float maximum) => scheme switch
    {
        QuantizationScheme.Affine => ParametersOf.Affine(minimum, maximum, MinCode, MaxCode),
        QuantizationScheme.Scale => ParametersOf.Scale(minimum, maximum, Bits, MinCode, MaxCode, rounding == Rounding.Floor),
        QuantizationScheme.Codebook => ParametersOf.Codebook(minimum, maximum, Options.Codebook!.Reach),
        QuantizationScheme.Learned => LearnedParametersFor(minimum, maximum),
        _ => ParametersOf.Uniform(minimum, maximum, Bits, rounding == Rounding.Floor),
    };

    /// <summary>The parameters with which the code range covers the finite values of a tensor.</summary>
    /// <param name="values">The values; NaN and infinities are left out, and no value at all counts as 0.</param>
    /// <returns>The parameters by the scheme's formulas; for signs the mean magnitude is the scale.</returns>
    /// <remarks>
    /// The mean magnitude is added up in float, in one order everywhere: the value at position i goes to accumulator i mod 16; then
    /// a₀ + a₈, a₁ + a₉, … leave eight sums, those with the sums 4 further four, 2 further two, 1 further one, which is divided by
    /// the number of finite values as a float. Where that sum is infinite it is formed again of |x| · 2^−32, and the mean is
    /// multiplied by 2^32, the greatest float at most.
    /// </remarks>
    public QuantizerParameters ParametersFor(ReadOnlySpan<float> values) => ParametersFor<float>(values);

    /// <summary>The parameters with which the code range covers the finite values of a tensor.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="values">The values, taken as floats; NaN, infinities and what is too large for a float are left out, and no value at all counts as 0.</param>
    /// <returns>The parameters by the scheme's formulas; for signs the mean magnitude is the scale.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="TSource"/> is another type.</exception>
    public QuantizerParameters ParametersFor<TSource>(ReadOnlySpan<TSource> values)
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        return scheme switch
        {
            QuantizationScheme.Affine => ParametersOf.Affine<TSource>(values, MinCode, MaxCode),
            QuantizationScheme.Scale => ParametersOf.Scale<TSource>(values, Bits, MinCode, MaxCode, rounding == Rounding.Floor),
            QuantizationScheme.Codebook => ParametersOf.Codebook<TSource>(values, Options.Codebook!.Reach),
            QuantizationScheme.Learned => default,
            _ => ParametersOf.Uniform<TSource>(values, Bits, rounding == Rounding.Floor),
        };
    }

    private void CheckQuantize<TSource, TCode>(ReadOnlySpan<TSource> source, Span<TCode> destination, params ReadOnlySpan<QuantizerParameters> parameters)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        RequireSource<TSource>();
        QuantizerGuard.RequireApart(source, destination);
        QuantizerGuard.RequireParametersApart<QuantizerParameters, TCode>(parameters, destination);
        CheckTarget<TCode>();
        foreach (QuantizerParameters each in parameters) Check(each);
        CheckNaN(source);
    }

    private void CheckDequantize<TCode, TSource>(ReadOnlySpan<TCode> source, Span<TSource> destination, params ReadOnlySpan<QuantizerParameters> parameters)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        QuantizerGuard.RequireApart(source, destination);
        QuantizerGuard.RequireParametersApart<QuantizerParameters, TSource>(parameters, destination);
        CheckTarget<TCode>();
        foreach (QuantizerParameters each in parameters) Check(each);
    }

    private void CheckFakeQuantize<TSource>(ReadOnlySpan<TSource> source, Span<TSource> destination, params ReadOnlySpan<QuantizerParameters> parameters)
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        QuantizerGuard.RequireInPlaceOrApart(source, destination);
        QuantizerGuard.RequireParametersApart<QuantizerParameters, TSource>(parameters, destination);
        foreach (QuantizerParameters each in parameters) Check(each);
        CheckNaN(source);
    }

    private static QuantizerParameters LearnedParametersFor(float minimum, float maximum)
    {
        QuantizerGuard.RequireBounds(minimum, maximum);
        return default;
    }

    private void Check(QuantizerParameters parameters)
    {
        if (scheme == QuantizationScheme.Learned)
        {
            if (parameters != default) throw new ArgumentOutOfRangeException(nameof(parameters), parameters, "The learned scheme has no parameters besides its steps; they are all 0.");
            return;
        }

        QuantizerGuard.RequireScale(parameters.Scale, !divides);
        if (scheme == QuantizationScheme.Affine) QuantizerGuard.RequireZeroPoint(parameters.ZeroPoint, MinCode, MaxCode);
        else if (parameters.ZeroPoint != 0) throw new ArgumentOutOfRangeException(nameof(parameters), parameters.ZeroPoint, "Only the affine scheme has a zero point.");
        if (scheme == QuantizationScheme.Uniform) QuantizerGuard.RequireMinimum(parameters.Minimum);
        else if (parameters.Minimum != 0f) throw new ArgumentOutOfRangeException(nameof(parameters), parameters.Minimum, "Only the uniform scheme has a minimum.");
    }

    private void RequireSource<TSource>()
        where TSource : unmanaged
    {
        SourceValues.Require<TSource>();
        if (steps is not null && typeof(TSource) == typeof(double)) throw new ArgumentException("Levels and thresholds are floats, which doubles would be rounded to; values are float, Half or BFloat16.");
    }

    private void CheckNaN<TSource>(ReadOnlySpan<TSource> source)
        where TSource : unmanaged
    {
        if (nanHandling == NaNHandling.Throw) SourceValues.RequireNoNaN(source);
    }

    private void CheckTarget<TCode>()
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        if (int.CreateSaturating(TCode.CreateSaturating(MinCode)) == MinCode && int.CreateSaturating(TCode.CreateSaturating(MaxCode)) == MaxCode) return;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{typeof(TCode).Name} does not hold the codes {MinCode} to {MaxCode}."));
    }

    private static void Check(QuantizerOptions options)
    {
        if (options.Bits is < 1 or > 16) throw new ArgumentOutOfRangeException(nameof(options), options.Bits, "Codes have 1 to 16 bits.");
        Defined(options.Scheme);
        Defined(options.Rounding);
        Defined(options.ScaleOperation);
        Defined(options.NaNHandling);
        Defined(options.OutOfRange);
        Defined(options.Range);
        Defined(options.Reconstruction);
        Defined(options.Packing);
        if (OptionConflicts.Find(options.Bits, options.Scheme, options.Rounding, options.Range, options.Reconstruction, options.OutOfRange, signed: null) is { } conflict)
        {
            throw new ArgumentException(conflict.Reason, nameof(options));
        }

        CheckTables(options);
        CheckPacking(options);
    }

    private static void CheckTables(QuantizerOptions options)
    {
        Require(options.Steps is not null, QuantizationScheme.Learned, nameof(options.Steps));
        Require(options.Codebook is not null, QuantizationScheme.Codebook, nameof(options.Codebook));
        if (options.Scheme == QuantizationScheme.Learned && options.ScaleOperation != ScaleOperation.Divide) throw new ArgumentException("Learned compares values with its thresholds; nothing is divided.", nameof(options));
        if ((options.Steps ?? options.Codebook?.Steps) is { } table && table.Levels.Length > 1 << options.Bits)
        {
            throw new ArgumentOutOfRangeException(nameof(options), table.Levels.Length, string.Create(CultureInfo.InvariantCulture, $"Codes of {options.Bits} bits number at most {1 << options.Bits} levels."));
        }

        void Require(bool given, QuantizationScheme scheme, string name)
        {
            if (given == (options.Scheme == scheme)) return;
            throw new ArgumentException(given ? $"{options.Scheme} has no {name}; only {scheme} has." : $"{scheme} needs {name}.", nameof(options));
        }
    }

    private static void Defined<T>(T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) throw new ArgumentOutOfRangeException("options", value, $"There is no such {typeof(T).Name}.");
    }
}
