using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>
/// All that a declaration says, resolved and checked: the only thing the emitting steps see. A record of values, so that an
/// edit which does not change it regenerates nothing, and nothing of a compilation is kept alive.
/// </summary>
internal sealed record QuantizerSpec
{
    /// <summary>The type that carries the attribute.</summary>
    public required TypeShell Shell { get; init; }

    /// <summary>The width of a code in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>The format of stored values, or null where codes have a width and a scheme; then the choices about codes are without meaning.</summary>
    public required QuantizationFormat? Format { get; init; }

    /// <summary>The type of a value.</summary>
    public required SourceType Source { get; init; }

    /// <summary>The kernels asked for, never <see cref="QuantizerKernels.ByDefault"/>.</summary>
    public required QuantizerKernels Kernels { get; init; }

    /// <summary>The number of elements of every call, or 0 for any.</summary>
    public required int Length { get; init; }

    /// <summary>The order of packed codes.</summary>
    public required Packing Packing { get; init; }

    /// <summary>The codes of a block of split halves or of a composed format; 0 where there are no blocks, and with a named format.</summary>
    public required int BlockSize { get; init; }

    /// <summary>How each block stores its scale; none where parameters are not in blocks, and with a named format.</summary>
    public required ScaleType ScaleType { get; init; }

    /// <summary>The rule of a block format's encoder.</summary>
    public required BlockEncoding Encoding { get; init; }

    /// <summary>Whether an 8-bit float that would be infinite is the greatest instead; without meaning where the format is another.</summary>
    public required bool Saturate { get; init; }

    /// <summary>The formula that relates values and codes.</summary>
    public required QuantizationScheme Scheme { get; init; }

    /// <summary>The integer type of a code.</summary>
    public required IntegerTarget Target { get; init; }

    /// <summary>The lowest code.</summary>
    public required int MinCode { get; init; }

    /// <summary>The highest code.</summary>
    public required int MaxCode { get; init; }

    /// <summary>The rounding, never <see cref="Rounding.ByScheme"/>.</summary>
    public required Rounding Rounding { get; init; }

    /// <summary>How values are divided by the scale.</summary>
    public required ScaleOperation ScaleOperation { get; init; }

    /// <summary>What becomes of NaN.</summary>
    public required NaNHandling NaNHandling { get; init; }

    /// <summary>What becomes of values outside the range.</summary>
    public required OutOfRangeHandling OutOfRange { get; init; }

    /// <summary>The point of a cell that a code stands for; without meaning unless <see cref="HasCells"/>.</summary>
    public required Reconstruction Reconstruction { get; init; }

    /// <summary>Parameters given in the declaration or taken from its <see cref="Calibration"/>; null where they come at run time, or no file was asked yet.</summary>
    public required ConstantParameters? Constants { get; init; }

    /// <summary>
    /// The table of a scheme whose codes number levels, as it is declared: levels without a scale; null where it comes at run time, from a file that was not asked yet, or the scheme has
    /// none.
    /// </summary>
    public required StepTable? Steps { get; init; }

    /// <summary>The entry of a calibration file that gives the constants, or null.</summary>
    public required string? Calibration { get; init; }

    /// <summary>The quantizer of the other operand of products where it is another one; without a partner of its own.</summary>
    public required QuantizerSpec? Partner { get; init; }

    /// <summary>Whether sums of products are int and not long, so that the number of elements is limited.</summary>
    public required bool AccumulatesInt32 { get; init; }

    /// <summary>The quantizer of the other operand of products.</summary>
    public QuantizerSpec Other => Partner ?? this;

    /// <summary>Whether parameters are constants, known or still to be taken from a file: what the type gains does not depend on their values.</summary>
    public bool HasConstants => Constants is not null || Calibration is not null;

    /// <summary>Whether elements lie in blocks with their parameters inside.</summary>
    public bool HasBlocks => Format is { } format ? BlockFormats.IsBlock(format) : ScaleType != ScaleType.None;

    /// <summary>Whether codes are −1 and +1 and nothing between.</summary>
    public bool HasSignCodes => Bits == 1 && MinCode < 0;

    /// <summary>Whether codes are the numbers of levels in a table.</summary>
    public bool NumbersLevels => Format is null && CodeRanges.AreNumbersOfLevels(Scheme);

    /// <summary>Whether that table is a parameter.</summary>
    public bool TakesTable => NumbersLevels && Steps is null;

    /// <summary>
    /// The table that kernels compare with and read, all that is constant in it: with a constant scale its thresholds are of values and not of quotients, and its
    /// levels are scaled.
    /// </summary>
    public StepTable? KernelSteps => Steps is { } steps && Scheme == QuantizationScheme.Codebook && Constants is { } constants
        ? steps.Folded(constants.Scale, ScaleOperation)
        : Steps;

    /// <summary>Whether a scale stands between values and levels, at run time.</summary>
    public bool ScalesLevels => Scheme == QuantizationScheme.Codebook && NumbersLevels && Constants is null;

    /// <summary>The library's type of the parameters: of a codebook with constant levels there is only the scale left.</summary>
    public string ParametersType => NumbersLevels && Scheme == QuantizationScheme.Codebook && !TakesTable ? "ScaleParameters" : $"{Scheme}Parameters";

    /// <summary>The fields of the scheme's parameters, in the order of the constructor of their type.</summary>
    public IReadOnlyList<(string Type, string Name, string Field)> ParameterFields => Scheme switch
    {
        QuantizationScheme.Learned => [("StepFunction", "steps", "Steps")],
        QuantizationScheme.Codebook when TakesTable => [("Codebook", "codebook", "Codebook"), ("float", "scale", "Scale")],
        QuantizationScheme.Codebook => [("float", "scale", "Scale")],
        QuantizationScheme.Affine => [("float", "scale", "Scale"), ("int", "zeroPoint", "ZeroPoint")],
        QuantizationScheme.Scale => [("float", "scale", "Scale")],
        _ => [("float", "minimum", "Minimum"), ("float", "scale", "Scale")],
    };

    /// <summary>The type of a value, as the consumer's file names it.</summary>
    public string ValueType => NameOf(Source);

    /// <summary>The type of a code or of what a format stores, as the consumer's file names it.</summary>
    public string CodeType => Format switch
    {
        QuantizationFormat.Half => NameOf(SourceType.Half),
        QuantizationFormat.BFloat16 => NameOf(SourceType.BFloat16),
        _ => IntegerTargets.Keyword(Target),
    };

    /// <summary>Whether values are stored as floats of 8 bits.</summary>
    public bool IsFloat8 => Format is QuantizationFormat.Float8E4M3 or QuantizationFormat.Float8E5M2;

    /// <summary>Whether anything is about packed codes.</summary>
    public bool HasPacked => Has(QuantizerKernels.QuantizePacked | QuantizerKernels.DequantizePacked | QuantizerKernels.Pack);

    /// <summary>Whether packed codes are read.</summary>
    public bool HasPackedSource => Has(QuantizerKernels.DequantizePacked | QuantizerKernels.Pack);

    /// <summary>Whether channels have parameters of their own; constants are everybody's.</summary>
    public bool HasRows => Has(QuantizerKernels.PerChannel) && !HasConstants;

    /// <summary>Whether rows get parameters on the way.</summary>
    public bool HasDynamic => Has(QuantizerKernels.Dynamic) && !HasConstants;

    /// <summary>Whether a method is given parameters that may not be valid: codes need none to be packed, sums have their own, and rows make theirs.</summary>
    public bool ChecksParameters => this is { HasConstants: false, Format: null } && Has(~(QuantizerKernels.Pack | QuantizerKernels.Requantize | QuantizerKernels.Dynamic | QuantizerKernels.Network | Products.OfCodes));

    /// <summary>Whether packed codes are multiplied: fields that lie in one byte, in the order of elements.</summary>
    public bool HasPackedProducts => Has(QuantizerKernels.Dot) && HasWholeFields;

    /// <summary>Whether packed rows are scored.</summary>
    public bool HasPackedScores => Has(QuantizerKernels.Score) && HasWholeFields;

    private bool HasWholeFields => (Bits is 1 or 2 or 4) && Packing == Packing.Dense;

    /// <summary>Whether a kernel is asked for.</summary>
    public bool Has(QuantizerKernels kernel) => (Kernels & kernel) != 0;

    /// <summary>Whether codes number cells of a sliced range, so that a reconstruction is to be chosen.</summary>
    public bool HasCells => Rounding == Rounding.Floor && Scheme != QuantizationScheme.Affine;

    private static string NameOf(SourceType type) => type switch
    {
        SourceType.Double => "double",
        SourceType.Half => "global::System.Half",
        SourceType.BFloat16 => "global::Quantization.BFloat16",
        _ => "float",
    };

    /// <summary>Whether a value is reconstructed half a step above its code.</summary>
    public bool ReconstructsMidpoint => HasCells && Reconstruction == Reconstruction.Midpoint;
}

/// <summary>Parameters folded into the code; what the scheme lacks is 0.</summary>
/// <param name="Scale">The scale: positive and finite.</param>
/// <param name="ZeroPoint">The zero point (Affine).</param>
/// <param name="Minimum">The minimum (Uniform).</param>
internal sealed record ConstantParameters(float Scale, int ZeroPoint, float Minimum);

/// <summary>The type of a value.</summary>
internal enum SourceType
{
    Single,
    Double,
    Half,
    BFloat16,
}
