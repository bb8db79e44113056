using System.ComponentModel;
using System.Runtime.CompilerServices;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>
/// Tells where kernels may compute the quotient by a scale without a division, as a product with the reciprocal corrected by its own
/// remainder. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FusedQuotient
{
    /// <summary>Whether the fused quotient by <paramref name="scale"/> equals the division wherever a code of up to 8 bits could tell.</summary>
    /// <param name="scale">A valid scale.</param>
    /// <returns>True from 2^−100 to 2^100.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsExact(float scale) => OrdinaryScales.Contain(scale);
}
