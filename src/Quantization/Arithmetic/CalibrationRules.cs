using System.Globalization;

namespace Quantization.Arithmetic;

/// <summary>The properties of an entry as a reader of JSON has them; each is null where it is missing or of another kind.</summary>
internal interface ICalibrationProperties
{
    /// <summary>Whether there is such a property.</summary>
    bool Has(string name);

    /// <summary>An integer of 32 bits, written without a fraction or an exponent.</summary>
    int? Integer(string name);

    /// <summary>A number, rounded to the nearest float; infinite where it is too large for one.</summary>
    float? Number(string name);

    /// <summary>A string.</summary>
    string? Text(string name);

    /// <summary>An array of numbers, each rounded to the nearest float; infinite where it is too large for one.</summary>
    FloatList? Numbers(string name);
}

/// <summary>
/// What an entry of a calibration file must say. The generator compiles this file too, so that compiler and library refuse the same
/// entries for the same reasons.
/// </summary>
internal static class CalibrationRules
{
    private const int MostBits = 16;
    private static readonly CodeRange[] ranges = [CodeRange.Unsigned, CodeRange.Full, CodeRange.Narrow];

    /// <summary>A refused property, and why: what follows its name in a sentence.</summary>
    internal readonly struct Refusal(string property, string reason)
    {
        internal string Property { get; } = property;

        internal string Reason { get; } = reason;
    }

    /// <summary>Why a file of that version is not read, or null where it is.</summary>
    internal static string? RefuseVersion(int? version) =>
        version is null ? "is not an integer"
        : version == CalibrationWords.Version ? null
        : $"is {Text(version.Value)}; this version of Quantization.Gen reads version {Text(CalibrationWords.Version)}";

    /// <summary>Why nothing can be called that, or null where it can.</summary>
    internal static string? RefuseName(string name)
    {
        if (name.Length == 0) return "the name of an entry is empty";
        return IsUnicode(name) ? null : "the name of an entry is not valid Unicode";
    }

    /// <summary>Whether no half of a surrogate pair stands alone.</summary>
    internal static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }

        return true;
    }

    /// <summary>A refusal as a sentence about its entry.</summary>
    internal static string Describe(string entry, Refusal refusal) => $"entry '{entry}': '{refusal.Property}' {refusal.Reason}";

    /// <summary>Reads an entry; null where it is refused, with every reason added to <paramref name="refusals"/>.</summary>
    internal static CalibratedQuantizer? Read(ICalibrationProperties entry, List<Refusal> refusals)
    {
        int before = refusals.Count;
        int? bits = Required(CalibrationWords.Bits, entry.Integer, "an integer");
        QuantizationScheme? scheme = Required(CalibrationWords.Scheme, name => entry.Text(name) is { } text ? CalibrationWords.SchemeOf(text) : null, "\"Affine\", \"Scale\", \"Uniform\", \"Codebook\" or \"Learned\"");
        int? minCode = Required(CalibrationWords.MinCode, entry.Integer, "an integer");
        int? maxCode = Required(CalibrationWords.MaxCode, entry.Integer, "an integer");
        bool? floor = Optional(CalibrationWords.Rounding, scheme == QuantizationScheme.Uniform, name => entry.Text(name) switch
        {
            CalibrationWords.Nearest => false,
            CalibrationWords.Floor => true,
            _ => (bool?)null,
        }, "\"nearest\" or \"floor\"");
        float? scale = scheme == QuantizationScheme.Learned ? Optional(CalibrationWords.Scale, 0f, entry.Number, "a number") : Required(CalibrationWords.Scale, entry.Number, "a number");
        int? zeroPoint = scheme == QuantizationScheme.Affine ? Required(CalibrationWords.ZeroPoint, entry.Integer, "an integer") : Optional(CalibrationWords.ZeroPoint, 0, entry.Integer, "an integer");
        float? minimum = scheme == QuantizationScheme.Uniform ? Required(CalibrationWords.Minimum, entry.Number, "a number") : Optional(CalibrationWords.Minimum, 0f, entry.Number, "a number");
        FloatList? levels = Table(CalibrationWords.Levels, scheme is { } numbering && CodeRanges.AreNumbersOfLevels(numbering));
        FloatList? thresholds = Table(CalibrationWords.Thresholds, scheme == QuantizationScheme.Learned);
        if (refusals.Count > before) return null;

        CalibratedQuantizer read = new(bits!.Value, scheme!.Value, minCode!.Value, maxCode!.Value, floor!.Value, scale!.Value, zeroPoint!.Value, minimum!.Value) { Levels = levels, Thresholds = thresholds };
        Check(read, refusals);
        return refusals.Count > before ? null : read;

        T? Required<T>(string name, Func<string, T?> read, string kind)
            where T : struct
        {
            if (read(name) is { } value) return value;
            refusals.Add(new Refusal(name, entry.Has(name) ? $"is not {kind}" : "is missing"));
            return null;
        }

        FloatList? Table(string name, bool required)
        {
            if (entry.Numbers(name) is { } numbers) return numbers;
            if (required || entry.Has(name)) refusals.Add(new Refusal(name, entry.Has(name) ? "is not an array of numbers" : "is missing"));
            return null;
        }

        T? Optional<T>(string name, T otherwise, Func<string, T?> read, string kind)
            where T : struct => entry.Has(name) ? Required(name, read, kind) : otherwise;
    }

    /// <summary>Adds to <paramref name="refusals"/> what no declaration could have.</summary>
    internal static void Check(CalibratedQuantizer entry, List<Refusal> refusals)
    {
        if (CalibrationWords.NameOf(entry.Scheme) is null) Add(CalibrationWords.Scheme, "is no scheme");
        else if (entry.Bits is < 1 or > MostBits) Add(CalibrationWords.Bits, $"is {Text(entry.Bits)}; codes have 1 to {Text(MostBits)} bits");
        else CheckCodes(entry, refusals);

        CheckTables(entry, refusals);
        if (entry.Scheme == QuantizationScheme.Learned && entry.Scale != 0f) Add(CalibrationWords.Scale, $"is {Text(entry.Scale)}; Learned has no scale");
        else if (entry.Scheme != QuantizationScheme.Learned && !(entry.Scale > 0f && ParameterDerivation.IsFinite(entry.Scale))) Add(CalibrationWords.Scale, $"is {Text(entry.Scale)}; a scale is positive and finite");
        if (entry.Scheme == QuantizationScheme.Affine && (entry.ZeroPoint < entry.MinCode || entry.ZeroPoint > entry.MaxCode))
        {
            Add(CalibrationWords.ZeroPoint, $"is {Text(entry.ZeroPoint)}; a zero point is one of the codes, {Text(entry.MinCode)} to {Text(entry.MaxCode)}");
        }

        if (entry.Scheme != QuantizationScheme.Affine && entry.ZeroPoint != 0) Add(CalibrationWords.ZeroPoint, $"is {Text(entry.ZeroPoint)}; only Affine has a zero point");
        if (!ParameterDerivation.IsFinite(entry.Minimum)) Add(CalibrationWords.Minimum, $"is {Text(entry.Minimum)}; a minimum is finite");
        else if (entry.Scheme != QuantizationScheme.Uniform && entry.Minimum != 0f) Add(CalibrationWords.Minimum, $"is {Text(entry.Minimum)}; only Uniform has a minimum");

        void Add(string property, string reason) => refusals.Add(new Refusal(property, reason));
    }

    private static void CheckTables(CalibratedQuantizer entry, List<Refusal> refusals)
    {
        bool numbers = CodeRanges.AreNumbersOfLevels(entry.Scheme), learned = entry.Scheme == QuantizationScheme.Learned;
        if (!numbers && entry.Levels is not null) refusals.Add(new Refusal(CalibrationWords.Levels, "is given; only Codebook and Learned have levels"));
        if (!learned && entry.Thresholds is not null) refusals.Add(new Refusal(CalibrationWords.Thresholds, "is given; only Learned has thresholds"));
        if (!numbers) return;
        if (entry.Levels is not { } levels) refusals.Add(new Refusal(CalibrationWords.Levels, "is missing"));
        else if (StepRules.RefuseLevels(levels, entry.Bits is >= 1 and <= StepRules.MostBits ? 1 << entry.Bits : StepRules.MostLevels) is { } reason) refusals.Add(new Refusal(CalibrationWords.Levels, $"is not a table of levels: {reason}"));
        else if (learned && entry.Thresholds is null) refusals.Add(new Refusal(CalibrationWords.Thresholds, "is missing"));
        else if (learned && StepRules.RefuseThresholds(entry.Thresholds!, levels.Count) is { } broken) refusals.Add(new Refusal(CalibrationWords.Thresholds, $"is not a table of thresholds: {broken}"));
    }

    private static void CheckCodes(CalibratedQuantizer entry, List<Refusal> refusals)
    {
        if (CodeRanges.AreNumbersOfLevels(entry.Scheme))
        {
            CheckNumbersOfLevels(entry, refusals);
            return;
        }

        Rounding rounding = entry.Floor ? Rounding.Floor : Rounding.NearestEven;
        List<string> possible = [];
        bool begins = false;
        foreach (CodeRange range in ranges)
        {
            if (OptionConflicts.Find(entry.Bits, entry.Scheme, rounding, range, Reconstruction.Midpoint, OutOfRangeHandling.Saturate, signed: null) is not null) continue;
            int minCode = CodeRanges.MinCode(entry.Bits, range), maxCode = CodeRanges.MaxCode(entry.Bits, range);
            if ((minCode, maxCode) == (entry.MinCode, entry.MaxCode)) return;
            begins |= minCode == entry.MinCode;
            possible.Add($"{Text(minCode)} to {Text(maxCode)}");
        }

        (string property, int code) = begins ? (CalibrationWords.MaxCode, entry.MaxCode) : (CalibrationWords.MinCode, entry.MinCode);
        string floored = entry.Floor ? " rounded down" : "";
        refusals.Add(new Refusal(property, $"is {Text(code)}; {Text(entry.Bits)}-bit codes under {entry.Scheme}{floored} are {string.Join(" or ", possible)}"));
    }

    private static void CheckNumbersOfLevels(CalibratedQuantizer entry, List<Refusal> refusals)
    {
        if (entry.Bits > StepRules.MostBits) refusals.Add(new Refusal(CalibrationWords.Bits, $"is {Text(entry.Bits)}; codes under {entry.Scheme} have 1 to {Text(StepRules.MostBits)} bits"));
        if (entry.MinCode != 0) refusals.Add(new Refusal(CalibrationWords.MinCode, $"is {Text(entry.MinCode)}; codes under {entry.Scheme} number levels from 0 on"));
        if (entry.Levels is { } levels && entry.MaxCode != levels.Count - 1) refusals.Add(new Refusal(CalibrationWords.MaxCode, $"is {Text(entry.MaxCode)}; the last of {Text(levels.Count)} levels is number {Text(levels.Count - 1)}"));
        if (entry.Floor) refusals.Add(new Refusal(CalibrationWords.Rounding, $"is \"{CalibrationWords.Floor}\"; codes under {entry.Scheme} number levels, and nothing is rounded"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
