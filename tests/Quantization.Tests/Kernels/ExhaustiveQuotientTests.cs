using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>The fused quotient for all 2^23 significands of a scale, behind QUANTIZATION_EXHAUSTIVE=1: 6.9·10^10 quotients.</summary>
public class ExhaustiveQuotientTests
{
    // One exponent stands for the others: within the bounds no remainder is subnormal, so all scale by powers of two.
    [Fact]
    public void Equals_the_division_for_every_significand()
    {
        TestSettings.RequireExhaustive();
        Assert.SkipUnless(Fma.IsSupported, "Without fused instructions no kernel uses the fused quotient, and to try it would take hours.");
        const int Chunk = 1 << 12;
        Parallel.For(0, (1 << 23) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = 2 }, index =>
        {
            for (int fraction = index * Chunk; fraction < (index + 1) * Chunk; fraction++)
            {
                float scale = BitConverter.Int32BitsToSingle((127 << 23) | fraction);
                Assert.False(FusedQuotients.Differs(scale), $"The fused quotient by {Floats.Show(scale)} differs from the division.");
            }
        });
    }
}
