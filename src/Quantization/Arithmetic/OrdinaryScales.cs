namespace Quantization.Arithmetic;

/// <summary>
/// The scales for which the fused quotient <c>q = x · r</c>, <c>e = fma(−q, s, x)</c>, <c>y = fma(e, r, q)</c> with <c>r = 1 / s</c>
/// equals <c>x / s</c> wherever a code could tell. The generator compiles this file too, for scales that are constants.
/// </summary>
/// <remarks>Far smaller scales make r overflow, or the remainder lose bits; far larger ones make r subnormal.</remarks>
internal static class OrdinaryScales
{
    /// <summary>2^−100.</summary>
    internal const float Least = 7.888609E-31f;

    /// <summary>2^100.</summary>
    internal const float Greatest = 1.2676506E+30f;

    /// <summary>The widest codes for which it was swept: the neighbours of every half step up to 256.</summary>
    internal const int MostBits = 8;

    /// <summary>Whether <paramref name="scale"/> is one of them.</summary>
    internal static bool Contain(float scale) => scale is >= Least and <= Greatest;
}
