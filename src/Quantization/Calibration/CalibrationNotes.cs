namespace Quantization;

/// <summary>What an entry of a calibration file says for readers only; the compiler passes over it.</summary>
internal static class CalibrationNotes
{
    internal const string Method = "method";
    internal const string Range = "range";
    internal const string Values = "values";
    internal const string NaNs = "nan";
    internal const string Infinities = "infinite";

    /// <summary>What a count is.</summary>
    internal const string ACount = "an integer from 0 on";

    /// <summary>Whether both ends are finite and in order.</summary>
    internal static bool IsSound(CalibratedRange range) => float.IsFinite(range.Minimum) && float.IsFinite(range.Maximum) && range.Minimum <= range.Maximum;
}
