using System.Globalization;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>Declarations of blocks with parameters inside: a named format, or one that is composed of a width, a scheme and a stored scale.</summary>
internal static class BlockDeclaration
{
    /// <summary>The kernels that all blocks have; matrix products, which some have, are asked for.</summary>
    internal const QuantizerKernels OfBlocks = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize | QuantizerKernels.Dot;

    /// <summary>Whether a declaration is one of blocks.</summary>
    internal static bool Applies(QuantizerArguments arguments) =>
        arguments.Format is { } format ? BlockFormats.IsBlock(format) && Enum.IsDefined(typeof(QuantizationFormat), format) : arguments.ScaleType is not (null or ScaleType.None);

    /// <summary>Resolves what is stored and by which kernels; what is wrong is added to <paramref name="problems"/>.</summary>
    internal static Storage Resolve(QuantizerArguments arguments, List<Problem> problems)
    {
        if (arguments.Format is { } format) CheckFormat(format, arguments, problems);
        else CheckComposed(arguments, problems);
        QuantizerKernels asked = (arguments.Kernels ?? QuantizerKernels.ByDefault) & QuantizerKernels.All, matrix = asked & QuantizerKernels.MatrixProduct;
        bool everything = asked is QuantizerKernels.ByDefault or QuantizerKernels.All || (asked & ~matrix) == QuantizerKernels.Default;
        QuantizerKernels kernels = everything ? OfBlocks | matrix : asked & (OfBlocks | matrix);
        if (!everything && asked != kernels) Add(nameof(arguments.Kernels), "blocks have Quantize, Dequantize, FakeQuantize, Dot and, of some formats, MatrixProduct");
        return new Storage(SourceType.Single, kernels, 0, arguments.Packing ?? Packing.Dense, arguments.BlockSize ?? 0);

        void Add(string option, string reason) => problems.Add(Conflict(option, reason));
    }

    /// <summary>The spec of blocks without matrix products, where the format has none; that they are asked for is added to <paramref name="problems"/>.</summary>
    internal static QuantizerSpec WithProducts(QuantizerSpec spec, QuantizerArguments arguments, List<Problem> problems)
    {
        // What a block is can be told of sound declarations only.
        if (problems.Count > 0 || !spec.Has(QuantizerKernels.MatrixProduct) || FormatOf(spec).HasMatrixProduct) return spec;
        if (arguments.Kernels != QuantizerKernels.All) problems.Add(Conflict(nameof(arguments.Kernels), "matrix products are of Q4_0, and of composed blocks of 4 bits under Scale that have a multiple of 32 elements"));
        return spec with { Kernels = spec.Kernels & ~QuantizerKernels.MatrixProduct };
    }

    /// <summary>The row of data that says what a block is.</summary>
    internal static BlockFormat FormatOf(QuantizerSpec spec) => spec.Format is { } format
        ? BlockFormats.Of(format, spec.Encoding)
        : BlockFormats.Compose(spec.Bits, spec.Scheme, spec.BlockSize, spec.ScaleType, spec.Packing, spec.MinCode, spec.MaxCode, spec.Rounding == Rounding.Floor, spec.NaNHandling);

    // A named format leaves nothing to choose but its kernels and, where there are several, the rule of its encoder.
    private static void CheckFormat(QuantizationFormat format, QuantizerArguments arguments, List<Problem> problems)
    {
        foreach ((string name, bool given) in Storage.ChoicesOfCodes(arguments))
        {
            if (given) problems.Add(Conflict(name, "a format fixes it; only Kernels and, where the format has several rules, Encoding can be given"));
        }

        if (arguments.Length is not (null or 0)) problems.Add(Conflict(nameof(arguments.Length), "kernels of blocks take any number of blocks"));
        if (arguments.Saturate is not null) problems.Add(Conflict(nameof(arguments.Saturate), "only the 8-bit float formats choose whether they saturate"));
        if (!BlockFormats.HasEncoding(format, arguments.Encoding ?? BlockEncoding.ByFormat)) problems.Add(Conflict(nameof(arguments.Encoding), $"{format} has no such rule; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4"));
    }

    private static void CheckComposed(QuantizerArguments arguments, List<Problem> problems)
    {
        (string Name, bool Given, string Reason)[] refused =
        [
            (nameof(arguments.Source), arguments.Source is not null, "the values of blocks are float"),
            (nameof(arguments.Target), arguments.Target is not null, "the codes of blocks are packed"),
            (nameof(arguments.ScaleOperation), arguments.ScaleOperation is not (null or ScaleOperation.Divide), "blocks divide by the scale as it is stored"),
            (nameof(arguments.OutOfRange), arguments.OutOfRange is not (null or OutOfRangeHandling.Saturate), "blocks saturate"),
            (nameof(arguments.Reconstruction), arguments.Reconstruction is not (null or Reconstruction.Midpoint), "cells of blocks stand for their midpoints"),
            (nameof(arguments.Scale), arguments.Scale is not null, "each block stores its own"),
            (nameof(arguments.ZeroPoint), arguments.ZeroPoint is not null, "each block stores its own parameters"),
            (nameof(arguments.Minimum), arguments.Minimum is not null, "each block stores its own parameters"),
            (nameof(arguments.Maximum), arguments.Maximum is not null, "each block stores its own parameters"),
            (nameof(arguments.Levels), arguments.Levels is not null, "blocks of levels are formats, such as NF4 and IQ4_NL"),
            (nameof(arguments.Thresholds), arguments.Thresholds is not null, "only Learned has thresholds"),
            (nameof(arguments.Calibration), arguments.Calibration is not null, "each block stores its own parameters"),
            (nameof(arguments.Saturate), arguments.Saturate is not null, "only the 8-bit float formats choose whether they saturate"),
            (nameof(arguments.Length), arguments.Length is not (null or 0), "kernels of blocks take any number of blocks"),
            (nameof(arguments.Encoding), arguments.Encoding is not (null or BlockEncoding.ByFormat), "only some named formats have several rules"),
        ];
        foreach ((string name, bool given, string reason) in refused)
        {
            if (given) problems.Add(Conflict(name, reason));
        }

        // No codes have fewer bits than 1 or more than 16, which is said of the width itself.
        if (arguments.Bits is 1 or (> 8 and <= 16)) problems.Add(Conflict(nameof(arguments.ScaleType), $"codes of blocks have 2 to 8 bits, not {Text(arguments.Bits)}"));
        if (CodeRanges.AreNumbersOfLevels(arguments.Scheme)) problems.Add(Conflict(nameof(arguments.ScaleType), "composed blocks follow Scale or Uniform; blocks of levels are formats, such as NF4 and IQ4_NL"));
        if (arguments.Scheme == QuantizationScheme.Affine) problems.Add(Conflict(nameof(arguments.ScaleType), "blocks store a scale (Scale) or a scale and a minimum (Uniform), and no zero point"));
        if (arguments.Scheme == QuantizationScheme.Uniform && arguments.ScaleType is ScaleType.E8M0 or ScaleType.E4M3)
        {
            problems.Add(Conflict(nameof(arguments.ScaleType), "a minimum, which Uniform stores as it does its scale, is no number of that type; use Single, Half or BFloat16"));
        }

        bool floors = arguments is { Scheme: QuantizationScheme.Uniform, Rounding: Rounding.Floor };
        if (arguments.Rounding is not (null or Rounding.ByScheme or Rounding.NearestEven) && !floors)
        {
            problems.Add(Conflict(nameof(arguments.Rounding), "blocks round to nearest even, or down under Uniform"));
        }

        CheckSize(arguments, problems);
    }

    private static void CheckSize(QuantizerArguments arguments, List<Problem> problems)
    {
        bool splits = arguments.Packing == Packing.SplitHalves;
        if (splits && arguments.Bits != 4) problems.Add(Conflict(nameof(arguments.Packing), "split halves are of 4 bits"));
        int unit = BlockFormats.SizeUnit(arguments.Bits, arguments.Packing ?? Packing.Dense);
        int size = arguments.BlockSize ?? 0;
        if (size < unit || size > BlockFormats.GreatestSize || size % unit != 0)
        {
            string sizes = $"a multiple of {Text(unit)} elements, up to {Text(BlockFormats.GreatestSize)}";
            problems.Add(arguments.BlockSize is null
                ? Conflict(nameof(arguments.ScaleType), $"it needs a BlockSize: of such codes {sizes}")
                : Conflict(nameof(arguments.BlockSize), $"a block of such codes has {sizes}, not {Text(size)}"));
        }
    }

    private static Problem Conflict(string option, string reason) => new(Rule.OptionConflict, Place.OfArgument(option), option, reason);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
