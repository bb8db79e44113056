namespace Quantization.Arithmetic;

/// <summary>The arithmetic of code ranges. The generator compiles this file too, so it exists once.</summary>
internal static class CodeRanges
{
    /// <summary>The rounding that <paramref name="rounding"/> stands for under <paramref name="scheme"/>.</summary>
    internal static Rounding Resolve(QuantizationScheme scheme, Rounding rounding) =>
        rounding != Rounding.ByScheme ? rounding
        : scheme == QuantizationScheme.Uniform ? Rounding.Floor
        : Rounding.NearestEven;

    /// <summary>
    /// The range that <paramref name="range"/> stands for, given a <paramref name="rounding"/> already resolved.
    /// <paramref name="signed"/> says whether the target type is signed; null means that the scheme decides.
    /// </summary>
    internal static CodeRange Resolve(QuantizationScheme scheme, Rounding rounding, CodeRange range, bool? signed)
    {
        if (range != CodeRange.ByScheme) return range;
        return scheme switch
        {
            QuantizationScheme.Affine => signed == true ? CodeRange.Full : CodeRange.Unsigned,
            QuantizationScheme.Scale when signed == false => CodeRange.Unsigned,
            QuantizationScheme.Scale => rounding == Rounding.Floor ? CodeRange.Full : CodeRange.Narrow,
            _ => CodeRange.Unsigned,
        };
    }

    /// <summary>Whether codes under a scheme are the numbers of levels in a table.</summary>
    internal static bool AreNumbersOfLevels(QuantizationScheme scheme) => scheme is QuantizationScheme.Codebook or QuantizationScheme.Learned;

    /// <summary>
    /// Whether codes of <paramref name="bits"/> bits in a resolved <paramref name="range"/> are signs: −1 and +1 and nothing between,
    /// stored as one bit that is 1 for +1.
    /// </summary>
    internal static bool AreSigns(int bits, CodeRange range) => bits == 1 && range == CodeRange.Narrow;

    /// <summary>The lowest code of <paramref name="bits"/> bits in a resolved <paramref name="range"/>.</summary>
    internal static int MinCode(int bits, CodeRange range) => range switch
    {
        CodeRange.Unsigned => 0,
        // A narrow range has as many codes below zero as above; with one bit there is one of each.
        CodeRange.Narrow => bits == 1 ? -1 : -((1 << (bits - 1)) - 1),
        _ => -(1 << (bits - 1)),
    };

    /// <summary>The highest code of <paramref name="bits"/> bits in a resolved <paramref name="range"/>.</summary>
    internal static int MaxCode(int bits, CodeRange range) =>
        range == CodeRange.Unsigned ? (1 << bits) - 1
        : AreSigns(bits, range) ? 1
        : (1 << (bits - 1)) - 1;
}
