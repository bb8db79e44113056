using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>The fused quotient equals the division near every half step: a sample of scales over all exponents it is used for.</summary>
public class ExactQuotientTests
{
    [Fact]
    public void Equals_the_division_for_a_sample_of_significands_at_every_exponent()
    {
        int stride = TestSettings.Quick ? 500_009 : 20_011;
        for (int exponent = -100; exponent < 100; exponent += TestSettings.Quick ? 40 : 8)
        {
            // The ends of the significands, where the reciprocal's spacing changes, and a stride coprime to all powers of two.
            for (int fraction = 0; fraction < 1 << 23; fraction += stride) AssertEqual(exponent, fraction);
            foreach (int fraction in (int[])[1, 2, 3, (1 << 22) - 1, 1 << 22, (1 << 22) + 1, (1 << 23) - 2, (1 << 23) - 1]) AssertEqual(exponent, fraction);
        }

        AssertEqual(99, (1 << 23) - 1);
        AssertEqual(100, 0);
    }

    [Fact]
    public void The_scales_that_it_is_used_for_end_at_two_to_the_plus_and_minus_100()
    {
        float least = Floats.PowerOfTwo(-100), greatest = Floats.PowerOfTwo(100);
        Assert.True(FusedQuotient.IsExact(least) && FusedQuotient.IsExact(greatest) && FusedQuotient.IsExact(1f));
        Assert.False(FusedQuotient.IsExact(MathF.BitDecrement(least)) || FusedQuotient.IsExact(MathF.BitIncrement(greatest)));
    }

    [Fact]
    public void It_would_fail_for_the_least_scales()
    {
        // The sweep can tell: near 2^−128 the reciprocal overflows.
        Assert.True(FusedQuotients.Differs(Floats.PowerOfTwo(-128)));
    }

    private static void AssertEqual(int exponent, int fraction)
    {
        float scale = BitConverter.Int32BitsToSingle(((exponent + 127) << 23) | fraction);
        Assert.True(FusedQuotient.IsExact(scale));
        Assert.False(FusedQuotients.Differs(scale), $"The fused quotient by {Floats.Show(scale)} differs from the division.");
    }
}
