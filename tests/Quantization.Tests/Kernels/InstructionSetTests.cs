using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>That a run with instruction sets switched off really lacks them: otherwise it would prove nothing.</summary>
public class InstructionSetTests
{
    [Fact]
    public void This_leg_has_the_instruction_sets_that_it_is_said_to_have()
    {
        string dialect = Avx512BW.IsSupported && Avx512Vbmi.IsSupported ? "avx512vbmi"
            : Avx512BW.IsSupported ? "avx512"
            : Avx2.IsSupported ? "avx2"
            : Vector128.IsHardwareAccelerated ? "vector128"
            : "scalar";
        Assert.SkipWhen(TestSettings.ExpectedDialect is null, $"Set QUANTIZATION_EXPECT_DIALECT to require a set of instructions; this run has {dialect}.");
        Assert.Equal(TestSettings.ExpectedDialect, dialect);
        // The kernels ask for these beside it.
        if (dialect.StartsWith("avx512", StringComparison.Ordinal)) Assert.True(Avx2.IsSupported && Fma.IsSupported && Vector512.IsHardwareAccelerated);
        if (dialect == "avx2") Assert.True(Fma.IsSupported && Vector256.IsHardwareAccelerated && !Avx512F.IsSupported);
        if (dialect == "vector128") Assert.False(Vector256.IsHardwareAccelerated);
    }

    [Fact]
    public void This_leg_multiplies_four_bytes_in_one_instruction_or_not_as_it_is_said()
    {
        bool has = AvxVnni.IsSupported || Dp.IsSupported;
        Assert.SkipWhen(TestSettings.ExpectedDots is null, $"Set QUANTIZATION_EXPECT_DOTS to require such an instruction, or none; this run has {(has ? "one" : "none")}.");
        Assert.Equal(TestSettings.ExpectedDots, has);
    }
}
