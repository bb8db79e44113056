using System.Globalization;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>The choices of a declaration with their defaults resolved: the scheme's rounding, the range of codes, and the type that stores them.</summary>
internal sealed record Choices(int Bits, QuantizationScheme Scheme, Rounding Rounding, int MinCode, int MaxCode, IntegerTarget Target)
{
    private const int MostBits = 16;

    /// <summary>Resolves the choices; null where they leave the codes open. Whatever is wrong is added to <paramref name="problems"/>.</summary>
    internal static Choices? Resolve(QuantizerArguments arguments, List<Problem> problems)
    {
        CheckBits(arguments.Bits, problems);
        if (!CheckDefined(arguments, problems) || arguments.Bits is < 1 or > MostBits) return null;

        IntegerTarget? asked = arguments.Target is { } type ? IntegerTargets.From(type.Special) : null;
        bool? signed = asked is { } integer ? IntegerTargets.IsSigned(integer) : null;
        CheckConflicts(arguments, signed, problems);
        Rounding rounding = CodeRanges.Resolve(arguments.Scheme, arguments.Rounding ?? Rounding.ByScheme);
        CodeRange range = CodeRanges.Resolve(arguments.Scheme, rounding, arguments.Range ?? CodeRange.ByScheme, signed);
        int minCode = CodeRanges.MinCode(arguments.Bits, range);
        int maxCode = StepConstants.MaxCode(arguments) ?? CodeRanges.MaxCode(arguments.Bits, range);
        IntegerTarget narrowest = IntegerTargets.Narrowest(minCode, maxCode);
        if (arguments.Target is { } given && CheckTarget(given, asked, minCode, maxCode) is { } problem)
        {
            problem.BetterTarget = IntegerTargets.Keyword(narrowest);
            problems.Add(problem);
        }

        return new Choices(arguments.Bits, arguments.Scheme, rounding, minCode, maxCode, asked ?? narrowest);
    }

    /// <summary>Stands for the choices of a format, which leaves none; null where there is no such format.</summary>
    internal static Choices? OfFormat(QuantizerArguments arguments, List<Problem> problems) =>
        !CheckDefined(arguments, problems) ? null
        : arguments.IsFloat8 ? new Choices(8, default, Rounding.NearestEven, 0, byte.MaxValue, IntegerTarget.Byte)
        : new Choices(arguments.Bits, default, Rounding.NearestEven, 0, ushort.MaxValue, IntegerTarget.UInt16);

    private static void CheckBits(int bits, List<Problem> problems)
    {
        Place place = Place.OfArgument(QuantizerArguments.BitsName);
        if (bits is < 1 or > MostBits) problems.Add(new Problem(Rule.BitsOutOfRange, place, Text(bits), Text(MostBits)));
    }

    private static Problem? CheckTarget(TargetType given, IntegerTarget? asked, int minCode, int maxCode)
    {
        Place place = Place.OfArgument(nameof(QuantizerArguments.Target));
        return asked switch
        {
            null => new Problem(Rule.TargetNotCodeType, place, given.Name),
            { } target when !IntegerTargets.Holds(target, minCode, maxCode) => new Problem(Rule.TargetCannotHoldCodes, place, given.Name, Text(minCode), Text(maxCode)),
            _ => null,
        };
    }

    private static void CheckConflicts(QuantizerArguments arguments, bool? signed, List<Problem> problems)
    {
        // A reconstruction that is written down is meant to matter, even where it is the default one.
        Reconstruction reconstruction = arguments.Reconstruction is null ? Reconstruction.Midpoint : Reconstruction.LeftEdge;
        OptionConflicts.Conflict? conflict = OptionConflicts.Find(
            arguments.Bits, arguments.Scheme, arguments.Rounding ?? Rounding.ByScheme, arguments.Range ?? CodeRange.ByScheme, reconstruction,
            arguments.OutOfRange ?? OutOfRangeHandling.Saturate, signed);
        if (conflict is { } found) problems.Add(Conflict(found.Option, found.Reason));

        if (arguments.ScaleOperation is ScaleOperation.MultiplyByReciprocal && arguments.Scheme == QuantizationScheme.Learned)
        {
            problems.Add(Conflict(nameof(QuantizerArguments.ScaleOperation), "Learned compares values with its thresholds; nothing is divided."));
        }

        if (arguments.ZeroPoint is not null && arguments.Scheme != QuantizationScheme.Affine)
        {
            problems.Add(Conflict(nameof(QuantizerArguments.ZeroPoint), $"{arguments.Scheme} has no zero point; only Affine has one."));
        }
    }

    // The reason is a sentence of its own in the run-time message; a diagnostic ends without a full stop.
    private static Problem Conflict(string option, string reason) =>
        new(Rule.OptionConflict, Place.OfArgument(option), option, reason.TrimEnd('.'));

    private static bool CheckDefined(QuantizerArguments arguments, List<Problem> problems)
    {
        int before = problems.Count;
        Check<QuantizationScheme>(QuantizerArguments.SchemeName, arguments.Scheme);
        Check(nameof(arguments.Rounding), arguments.Rounding);
        Check(nameof(arguments.ScaleOperation), arguments.ScaleOperation);
        Check(nameof(arguments.NaNHandling), arguments.NaNHandling);
        Check(nameof(arguments.OutOfRange), arguments.OutOfRange);
        Check(nameof(arguments.Range), arguments.Range);
        Check(nameof(arguments.Reconstruction), arguments.Reconstruction);
        Check(nameof(arguments.Packing), arguments.Packing);
        Check(nameof(arguments.ScaleType), arguments.ScaleType);
        Check(nameof(arguments.Encoding), arguments.Encoding);
        if (arguments.Format is { } format) Check<QuantizationFormat>(QuantizerArguments.FormatName, format);
        if (arguments.Kernels is { } kernels && (kernels & ~QuantizerKernels.All) != 0)
        {
            problems.Add(new Problem(Rule.UndefinedValue, Place.OfArgument(nameof(arguments.Kernels)), nameof(QuantizerKernels), kernels.ToString("D")));
        }

        return problems.Count == before;

        void Check<T>(string argument, T? value)
            where T : struct, Enum
        {
            if (value is { } given && !Enum.IsDefined(typeof(T), given))
            {
                problems.Add(new Problem(Rule.UndefinedValue, Place.OfArgument(argument), typeof(T).Name, given.ToString("D")));
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
