using Xunit;

namespace Quantization.Tests;

/// <summary>The environment variables that thin the tests out or extend them.</summary>
internal static class TestSettings
{
    /// <summary>QUANTIZATION_QUICK=1: fewer lengths and declarations, for processors that are emulated.</summary>
    internal static bool Quick { get; } = Environment.GetEnvironmentVariable("QUANTIZATION_QUICK") == "1";

    /// <summary>QUANTIZATION_EXHAUSTIVE=1: also the sweeps over every float and every significand, which take minutes.</summary>
    internal static bool Exhaustive { get; } = Environment.GetEnvironmentVariable("QUANTIZATION_EXHAUSTIVE") == "1";

    /// <summary>QUANTIZATION_EXPECT_DIALECT: the instruction sets that a leg must really have (avx512vbmi, avx512, avx2, vector128, scalar).</summary>
    internal static string? ExpectedDialect { get; } = Environment.GetEnvironmentVariable("QUANTIZATION_EXPECT_DIALECT") is { Length: > 0 } dialect ? dialect : null;

    /// <summary>QUANTIZATION_EXPECT_DOTS: 1 where a leg must have an instruction for four products of bytes (AVX-VNNI, or Arm's dot products), 0 where it must not.</summary>
    internal static bool? ExpectedDots { get; } = Environment.GetEnvironmentVariable("QUANTIZATION_EXPECT_DOTS") switch { "1" => true, "0" => false, _ => null };

    internal static void RequireExhaustive() => Assert.SkipUnless(Exhaustive, "Set QUANTIZATION_EXHAUSTIVE=1 to run this sweep.");
}
