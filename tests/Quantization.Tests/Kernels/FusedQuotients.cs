using System.Runtime.Intrinsics;

namespace Quantization.Tests.Kernels;

/// <summary>The quotient without a division that kernels use, beside the division.</summary>
internal static class FusedQuotients
{
    private const int HalfSteps = 512;
    private const int Neighbours = 8;

    /// <summary>
    /// Whether <c>q = x · r, e = fma(−q, s, x), y = fma(e, r, q)</c> differs from x / s anywhere near a half step from ½ to 256: at the
    /// product itself, the eight floats below and the seven above. The sign of x changes nothing.
    /// </summary>
    internal static bool Differs(float scale)
    {
        Vector256<float> scales = Vector256.Create(scale), reciprocals = Vector256.Create(1f / scale);
        Vector256<float> halves = Vector256.Create(0.5f, 1f, 1.5f, 2f, 2.5f, 3f, 3.5f, 4f);
        Vector256<int> equal = Vector256<int>.AllBitsSet;
        for (int i = 0; i < HalfSteps / Vector256<float>.Count; i++)
        {
            Vector256<int> ties = ((halves + Vector256.Create(4f * i)) * scales).AsInt32();
            for (int neighbour = -Neighbours; neighbour < Neighbours; neighbour++)
            {
                Vector256<float> x = (ties + Vector256.Create(neighbour)).AsSingle();
                Vector256<float> estimate = x * reciprocals;
                Vector256<float> remainder = Vector256.FusedMultiplyAdd(-estimate, scales, x);
                equal &= Vector256.Equals(Vector256.FusedMultiplyAdd(remainder, reciprocals, estimate), x / scales).AsInt32();
            }
        }

        return equal != Vector256<int>.AllBitsSet;
    }
}
