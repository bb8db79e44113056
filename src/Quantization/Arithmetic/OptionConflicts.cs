namespace Quantization.Arithmetic;

/// <summary>
/// Which choices contradict the scheme or each other. The generator compiles this file too, so that a declaration and a
/// quantizer made at run time are refused for the same reasons.
/// </summary>
internal static class OptionConflicts
{
    /// <summary>A refused choice: the option's name in the attribute, and why.</summary>
    internal readonly struct Conflict(string option, string reason)
    {
        internal string Option { get; } = option;

        internal string Reason { get; } = reason;
    }

    /// <summary>
    /// The first conflict among the options as given (not resolved), or null. <paramref name="signed"/> says whether the target type is
    /// signed; null means that the scheme decides.
    /// </summary>
    internal static Conflict? Find(
        int bits, QuantizationScheme scheme, Rounding rounding, CodeRange range, Reconstruction reconstruction, OutOfRangeHandling outOfRange, bool? signed)
    {
        if (CodeRanges.AreNumbersOfLevels(scheme)) return FindOfLevels(bits, scheme, rounding, range, reconstruction, outOfRange);
        Rounding resolved = CodeRanges.Resolve(scheme, rounding);
        if (scheme == QuantizationScheme.Uniform)
        {
            if (resolved == Rounding.TowardZero) return new Conflict("Rounding", "Uniform slices from its minimum, so rounding toward zero has no meaning; use Floor or a nearest rounding.");
            if (range is CodeRange.Full or CodeRange.Narrow) return new Conflict("Range", "Uniform codes count cells from the minimum and are unsigned.");
        }

        if (bits == 1 && FindOfOneBit(scheme, rounding, range, outOfRange, signed) is { } ofOneBit) return ofOneBit;
        if (reconstruction == Reconstruction.LeftEdge)
        {
            if (scheme == QuantizationScheme.Affine) return new Conflict("Reconstruction", "Affine always reconstructs (q − z) · s; only Uniform and Scale with Floor choose a reconstruction.");
            if (resolved != Rounding.Floor) return new Conflict("Reconstruction", "A reconstruction can only be chosen with Floor; the other roundings reconstruct the code itself.");
        }

        return null;
    }

    // Levels are found and not computed: nothing is rounded, nothing is outside.
    private static Conflict? FindOfLevels(int bits, QuantizationScheme scheme, Rounding rounding, CodeRange range, Reconstruction reconstruction, OutOfRangeHandling outOfRange)
    {
        if (bits > StepRules.MostBits) return new Conflict("bits", $"{scheme} codes number at most 256 levels and have 1 to 8 bits.");
        if (rounding != Rounding.ByScheme) return new Conflict("Rounding", $"{scheme} codes number levels: nothing is rounded.");
        if (range is CodeRange.Full or CodeRange.Narrow) return new Conflict("Range", $"{scheme} codes number levels from 0 on and are unsigned.");
        if (reconstruction != Reconstruction.Midpoint) return new Conflict("Reconstruction", $"{scheme} codes stand for their levels; only Uniform and Scale with Floor choose a reconstruction.");
        return outOfRange == OutOfRangeHandling.Vanish ? new Conflict("OutOfRange", $"{scheme} codes number levels, the outermost of which take everything beyond them.") : null;
    }

    // One bit has two codes: 0 and 1, or under Scale the signs, which nothing is rounded to.
    private static Conflict? FindOfOneBit(QuantizationScheme scheme, Rounding rounding, CodeRange range, OutOfRangeHandling outOfRange, bool? signed)
    {
        if (range == CodeRange.Unsigned || scheme == QuantizationScheme.Uniform) return null;
        if (scheme == QuantizationScheme.Affine)
        {
            if (range != CodeRange.ByScheme) return new Conflict("Range", "Affine codes of one bit are 0 and 1; a signed range needs 2 bits.");
            return signed == true ? new Conflict("Target", "Affine codes of one bit are 0 and 1, which a signed target makes a signed range of; ask for an unsigned target or range.") : null;
        }

        if (signed == false && range == CodeRange.ByScheme) return null;
        if (range == CodeRange.Full) return new Conflict("Range", "Scale with one bit is the sign, whose codes are −1 and +1.");
        if (rounding is not (Rounding.ByScheme or Rounding.NearestEven)) return new Conflict("Rounding", "Scale with one bit is the sign: nothing is rounded.");
        if (outOfRange == OutOfRangeHandling.Vanish) return new Conflict("OutOfRange", "Scale with one bit is the sign: nothing is out of range.");
        return null;
    }
}
