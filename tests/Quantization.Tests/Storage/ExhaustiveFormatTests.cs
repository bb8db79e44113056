using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>All 2^32 floats to all formats of 16 and of 8 bits, behind QUANTIZATION_EXHAUSTIVE=1.</summary>
public class ExhaustiveFormatTests
{
    [Fact]
    public void Every_float_rounds_to_16_bits_as_it_should() => All(FormatTests.Check);

    [Fact]
    public void Every_float_rounds_to_8_bits_as_it_should() => All(SmallFormatTests.Check);

    private static void All(Action<float[]> check)
    {
        TestSettings.RequireExhaustive();
        const int Chunk = 1 << 22;
        Parallel.For(0, (int)((1L << 32) / Chunk), new ParallelOptions { MaxDegreeOfParallelism = 2 }, chunk =>
        {
            float[] values = new float[Chunk];
            Span<uint> bits = MemoryMarshal.Cast<float, uint>(values.AsSpan());
            for (int i = 0; i < Chunk; i++) bits[i] = ((uint)chunk * Chunk) + (uint)i;
            check(values);
        });
    }
}
