using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>
/// The exact quotient without a division: <c>q = x · r</c>, <c>e = fma(−q, s, x)</c>, <c>y = fma(e, r, q)</c> with <c>r = 1 / s</c>
/// equals <c>x / s</c> wherever a code of up to 8 bits could tell, for ordinary scales. Used by generated code.
/// </summary>
/// <remarks>
/// Swept over all significands of s with the neighbours of every half step up to 256. Far smaller scales make r overflow, or the
/// remainder lose bits; far larger ones make r subnormal.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FusedQuotient
{
    /// <summary>2^−100, the least scale of which it is known.</summary>
    public const float LeastScale = 7.888609E-31f;

    /// <summary>2^100, the greatest scale of which it is known.</summary>
    public const float GreatestScale = 1.2676506E+30f;

    /// <summary>Whether the fused quotient by <paramref name="scale"/> equals the division.</summary>
    /// <param name="scale">A valid scale.</param>
    /// <returns>True from 2^−100 to 2^100.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsExact(float scale) => scale is >= LeastScale and <= GreatestScale;
}
