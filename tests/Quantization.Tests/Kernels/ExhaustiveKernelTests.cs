using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>All 2^32 floats through a few kernels, behind QUANTIZATION_EXHAUSTIVE=1.</summary>
public class ExhaustiveKernelTests
{
    private const int Chunk = 1 << 20;

    // Zero points and scales without any special bits; floor also where tiny negative quotients become zero or the least float.
    public static TheoryData<string, float, int> Sweeps => new()
    {
        { "AffineClass", 0.0123f, 113 },
        { "ScaleStruct", 0.37f, 0 },
        { "ScaleFullFloorLeftEdgeQuotientNaNLowestVanishes", 1.7e27f, 0 },
    };

    [Theory]
    [MemberData(nameof(Sweeps))]
    public void Every_float_equals_the_generic_implementation(string name, float scale, int zeroPoint)
    {
        TestSettings.RequireExhaustive();
        DeclaredQuantizers.ByName[name].Check(new Sweep(new QuantizerParameters(scale, zeroPoint, 0f)));
    }

    private sealed class Sweep(QuantizerParameters parameters) : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode> =>
            Parallel.For(0, (int)((1L << 32) / Chunk), new ParallelOptions { MaxDegreeOfParallelism = 2 }, () => new Buffers<TCode>(), (index, _, buffers) =>
            {
                Span<uint> bits = MemoryMarshal.Cast<float, uint>(buffers.Values.AsSpan());
                for (int i = 0; i < Chunk; i++) bits[i] = ((uint)index * Chunk) + (uint)i;
                subject.Generic.Quantize(buffers.Values, buffers.Expected.AsSpan(), parameters);
                subject.Quantize(buffers.Values, buffers.Actual, parameters);
                Compare.Equal<float, TCode>(subject, parameters, "quantize", buffers.Values, buffers.Expected, buffers.Actual);
                return buffers;
            }, _ => { });
    }

    private sealed class Buffers<TCode>
    {
        internal readonly float[] Values = new float[Chunk];
        internal readonly TCode[] Expected = new TCode[Chunk], Actual = new TCode[Chunk];
    }
}
