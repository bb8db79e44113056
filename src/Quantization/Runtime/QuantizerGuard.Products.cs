using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <content>The operands of products.</content>
public static partial class QuantizerGuard
{
    /// <summary>Requires as many elements on the right as on the left.</summary>
    /// <param name="left">The number on the left.</param>
    /// <param name="right">The number on the right.</param>
    /// <param name="argument">The argument on the right.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireSameLength(int left, int right, string argument)
    {
        if (left != right) ThrowSameLength(left, right, argument);
    }

    /// <summary>Requires so few elements that no sum of products overflows.</summary>
    /// <param name="length">The number of elements.</param>
    /// <param name="most">The greatest number that is allowed.</param>
    /// <param name="argument">The argument whose length it is.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireAtMost(int length, int most, string argument)
    {
        if (length > most) ThrowAtMost(length, most, argument);
    }

    /// <summary>Requires the bytes of some packed codes.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="count">The number of codes.</param>
    /// <param name="bits">The width of a code.</param>
    /// <param name="argument">The argument that has the bytes.</param>
    /// <exception cref="ArgumentException">There are fewer bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of codes is negative, or takes more bytes than a span has.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireCodes(int bytes, int count, int bits, string argument)
    {
        int needed = PackedCodes.GetLength(count, bits);
        if (bytes < needed) ThrowTooFewBytes(argument, needed, bytes);
    }

    /// <summary>Requires valid parameters of one operand.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="argument">The argument that they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not positive and finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireOperand(ScaleParameters parameters, string argument) => RequireOperandScale(parameters.Scale, argument);

    /// <summary>Requires valid parameters of one operand.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="argument">The argument that they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not positive and finite, or the zero point is no code.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireOperand(AffineParameters parameters, int minCode, int maxCode, string argument)
    {
        RequireOperandScale(parameters.Scale, argument);
        if (parameters.ZeroPoint < minCode || parameters.ZeroPoint > maxCode) ThrowOperandZeroPoint(parameters.ZeroPoint, minCode, maxCode, argument);
    }

    /// <summary>Requires valid parameters of one operand.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="argument">The argument that they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not positive and finite, or the minimum is not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireOperand(UniformParameters parameters, string argument)
    {
        RequireOperandScale(parameters.Scale, argument);
        if (!float.IsFinite(parameters.Minimum)) ThrowOperandMinimum(parameters.Minimum, argument);
    }

    // Written so that NaN fails it.
    private static void RequireOperandScale(float scale, string argument)
    {
        if (!(scale > 0f && scale <= float.MaxValue)) ThrowOperandScale(scale, argument);
    }

    [DoesNotReturn]
    private static void ThrowOperandScale(float scale, string argument) => throw new ArgumentOutOfRangeException(argument, scale, "The scale must be positive and finite.");

    [DoesNotReturn]
    private static void ThrowOperandZeroPoint(int zeroPoint, int minCode, int maxCode, string argument) =>
        throw new ArgumentOutOfRangeException(argument, zeroPoint, Invariant($"The zero point must be within the code range {minCode} to {maxCode}."));

    [DoesNotReturn]
    private static void ThrowOperandMinimum(float minimum, string argument) => throw new ArgumentOutOfRangeException(argument, minimum, "The minimum must be finite.");

    [DoesNotReturn]
    private static void ThrowSameLength(int left, int right, string argument) =>
        throw new ArgumentException(Invariant($"There must be {left} elements, as many as on the other side; there are {right}."), argument);

    [DoesNotReturn]
    private static void ThrowAtMost(int length, int most, string argument) =>
        throw new ArgumentException(Invariant($"There are {length} elements; sums of more than {most} products may not fit in 32 bits."), argument);
}
