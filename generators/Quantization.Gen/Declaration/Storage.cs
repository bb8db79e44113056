using System.Globalization;
using Microsoft.CodeAnalysis;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>The choices of a declaration that say what is read and written, and by which kernels, with their defaults resolved.</summary>
internal sealed record Storage(SourceType Source, QuantizerKernels Kernels, int Length, Packing Packing, int BlockSize)
{
    private const int DefaultBlockSize = 32;
    private const int MostBlockSize = 4096;
    private const int MostLength = 1 << 20;

    /// <summary>The kernels that a format, which has no packed codes, has as well, and that channels have.</summary>
    private const QuantizerKernels OfValues = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize;

    /// <summary>Resolves the choices; what is wrong is added to <paramref name="problems"/>.</summary>
    internal static Storage Resolve(QuantizerArguments arguments, List<Problem> problems)
    {
        if (arguments.Format is not null) CheckFormat(arguments, problems);
        if (arguments.Length is < 0 or > MostLength) problems.Add(Conflict(nameof(arguments.Length), $"a fixed number of elements is from 1 to {Text(MostLength)}, or 0 for any, not {Text(arguments.Length.Value)}"));
        CheckPacking(arguments, problems);
        if (arguments.Encoding is not (null or BlockEncoding.ByFormat)) problems.Add(Conflict(nameof(arguments.Encoding), "only formats of blocks have rules to choose from"));
        if (arguments is { Saturate: not null, IsFloat8: false }) problems.Add(Conflict(nameof(arguments.Saturate), "only the 8-bit float formats choose whether they saturate"));
        return new Storage(
            SourceOf(arguments, problems),
            KernelsOf(arguments, problems),
            arguments.Length ?? 0,
            arguments.Packing ?? Packing.Dense,
            arguments.Packing == Packing.SplitHalves ? BlockSizeOf(arguments) : 0);
    }

    private static SourceType SourceOf(QuantizerArguments arguments, List<Problem> problems)
    {
        switch (arguments.Source)
        {
            case null or { Special: SpecialType.System_Single }:
                return SourceType.Single;
            case { Special: SpecialType.System_Double }:
                if (arguments.Format is null && CodeRanges.AreNumbersOfLevels(arguments.Scheme)) problems.Add(Conflict(nameof(arguments.Source), "levels and thresholds are floats, which doubles would be rounded to; a source is 'float', 'System.Half' or 'Quantization.BFloat16'"));
                return SourceType.Double;
            case { Name: "System.Half" }:
                return SourceType.Half;
            case { Name: "Quantization.BFloat16" }:
                return SourceType.BFloat16;
            default:
                problems.Add(new Problem(Rule.SourceNotValueType, Place.OfArgument(nameof(arguments.Source)), arguments.Source!.Name));
                return SourceType.Single;
        }
    }

    private static QuantizerKernels KernelsOf(QuantizerArguments arguments, List<Problem> problems)
    {
        // A flag that does not exist is a problem of its own, found with the choices.
        QuantizerKernels asked = (arguments.Kernels ?? QuantizerKernels.ByDefault) & QuantizerKernels.All;
        QuantizerKernels kernels = asked == QuantizerKernels.ByDefault ? QuantizerKernels.Default : asked;
        foreach ((QuantizerKernels refused, string reason) in Refused(arguments))
        {
            // Everything is everything that there is.
            if (asked is not (QuantizerKernels.ByDefault or QuantizerKernels.All) && (asked & refused) != 0) problems.Add(Conflict(nameof(arguments.Kernels), reason));
            kernels &= ~refused;
        }

        if (kernels.HasFlag(QuantizerKernels.PerChannel) && (kernels & OfValues) == 0)
        {
            problems.Add(Conflict(nameof(arguments.Kernels), "PerChannel stands beside Quantize, Dequantize or FakeQuantize, each of which it adds to"));
        }

        return kernels;
    }

    private static IEnumerable<(QuantizerKernels Kernels, string Reason)> Refused(QuantizerArguments arguments)
    {
        if (arguments.Format is not null || arguments.Scheme != QuantizationScheme.Learned) yield return (QuantizerKernels.Network, "only Learned has networks to train");
        if (arguments.Format is not null)
        {
            yield return (~OfValues, "a format has no codes; it has Quantize, Dequantize and FakeQuantize");
            yield break;
        }

        if (arguments is not { Bits: > 1 and <= 8, Scheme: QuantizationScheme.Affine or QuantizationScheme.Scale })
        {
            yield return (QuantizerKernels.Requantize, "only affine and scale codes of 2 to 8 bits are what sums are requantized to");
        }

        if (arguments is not { Scale: null, ZeroPoint: null, Minimum: null, Maximum: null, Calibration: null })
        {
            yield return (QuantizerKernels.PerChannel | QuantizerKernels.Dynamic, "constants are the parameters of every channel");
        }
        else if (arguments.Scheme == QuantizationScheme.Learned || arguments.HasTablesAtRunTime)
        {
            yield return (QuantizerKernels.PerChannel | QuantizerKernels.Dynamic, "a table belongs to all elements of a call; only the scale of a codebook with constant Levels is a channel's own; call Quantize for each row with a table of its own");
        }
    }

    private static void CheckPacking(QuantizerArguments arguments, List<Problem> problems)
    {
        if (arguments.Packing == Packing.SplitHalves)
        {
            if (arguments.Bits != 4) problems.Add(Conflict(nameof(arguments.Packing), "split halves are of 4 bits"));
            if (arguments.BlockSize is { } size and not 0 && (size is < DefaultBlockSize or > MostBlockSize || (size & (size - 1)) != 0))
            {
                problems.Add(Conflict(nameof(arguments.BlockSize), $"a block of split halves has a power of two of codes, from {Text(DefaultBlockSize)} to {Text(MostBlockSize)}, not {Text(size)}"));
            }
            else if (arguments.Length is > 0 && arguments.Length % BlockSizeOf(arguments) != 0)
            {
                problems.Add(Conflict(nameof(arguments.Length), $"{Text(arguments.Length.Value)} elements are not whole blocks of {Text(BlockSizeOf(arguments))}"));
            }
        }
        else if (arguments.BlockSize is not (null or 0))
        {
            problems.Add(Conflict(nameof(arguments.BlockSize), "only split halves, and blocks that store their parameters (ScaleType), have a size"));
        }
    }

    private static int BlockSizeOf(QuantizerArguments arguments) => arguments.BlockSize is { } size and not 0 ? size : DefaultBlockSize;

    /// <summary>The choices about codes, and whether each is made: all that a format fixes.</summary>
    internal static IEnumerable<(string Name, bool Given)> ChoicesOfCodes(QuantizerArguments arguments) =>
    [
        (nameof(arguments.Source), arguments.Source is not null), (nameof(arguments.Target), arguments.Target is not null),
        (nameof(arguments.Rounding), arguments.Rounding is not null), (nameof(arguments.ScaleOperation), arguments.ScaleOperation is not null),
        (nameof(arguments.NaNHandling), arguments.NaNHandling is not null), (nameof(arguments.OutOfRange), arguments.OutOfRange is not null),
        (nameof(arguments.Range), arguments.Range is not null), (nameof(arguments.Reconstruction), arguments.Reconstruction is not null),
        (nameof(arguments.Packing), arguments.Packing is not null), (nameof(arguments.BlockSize), arguments.BlockSize is not null),
        (nameof(arguments.ScaleType), arguments.ScaleType is not (null or ScaleType.None)),
        (nameof(arguments.Scale), arguments.Scale is not null), (nameof(arguments.ZeroPoint), arguments.ZeroPoint is not null),
        (nameof(arguments.Minimum), arguments.Minimum is not null), (nameof(arguments.Maximum), arguments.Maximum is not null),
        (nameof(arguments.Levels), arguments.Levels is not null), (nameof(arguments.Thresholds), arguments.Thresholds is not null),
        (nameof(arguments.Calibration), arguments.Calibration is not null),
    ];

    private static void CheckFormat(QuantizerArguments arguments, List<Problem> problems)
    {
        foreach ((string name, bool given) in ChoicesOfCodes(arguments))
        {
            if (given) problems.Add(Conflict(name, $"a format fixes it; only {(arguments.IsFloat8 ? "Kernels, Length and Saturate" : "Kernels and Length")} can be given"));
        }
    }

    private static Problem Conflict(string option, string reason) => new(Rule.OptionConflict, Place.OfArgument(option), option, reason);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
