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

    /// <summary>The first conflict among the options as given (not resolved), or null.</summary>
    internal static Conflict? Find(QuantizationScheme scheme, Rounding rounding, CodeRange range, Reconstruction reconstruction)
    {
        Rounding resolved = CodeRanges.Resolve(scheme, rounding);
        if (scheme == QuantizationScheme.Uniform)
        {
            if (resolved == Rounding.TowardZero) return new Conflict("Rounding", "Uniform slices from its minimum, so rounding toward zero has no meaning; use Floor or a nearest rounding.");
            if (range is CodeRange.Full or CodeRange.Narrow) return new Conflict("Range", "Uniform codes count cells from the minimum and are unsigned.");
        }

        if (reconstruction == Reconstruction.LeftEdge)
        {
            if (scheme == QuantizationScheme.Affine) return new Conflict("Reconstruction", "Affine always reconstructs (q − z) · s; only Uniform and Scale with Floor choose a reconstruction.");
            if (resolved != Rounding.Floor) return new Conflict("Reconstruction", "A reconstruction can only be chosen with Floor; the other roundings reconstruct the code itself.");
        }

        return null;
    }
}
