using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>Tensors so large that kernels write past the caches: below, at and above that size, wherever the destination begins.</summary>
public class StreamingTests
{
    // No divisor of any step or size, so each repetition meets other lanes.
    private const int Period = 10_007;

    public static TheoryData<string> Names => TestSettings.Quick
        ? ["AffineClass"]
        :
        [
            "AffineClass", "ScaleStruct", "UniformRecordStruct", "ConstantAffine", "ConstantUniformVanishesNaNLowest",
            "AffineFullTowardZeroQuotientNaNThrowsSaturates", "ScaleFullFloorMidpointReciprocalNaNLowestVanishes", "UniformUnsignedNearestAwayQuotientNaNZeroVanishes",
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_generic_implementation_and_touches_nothing_else(string name) => DeclaredQuantizers.ByName[name].Check(default(LargeCheck));

    private readonly struct LargeCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            QuantizerParameters parameters = ParameterSets.Few(subject).First();
            float[] values = Inputs.Gaussian(13, Period, subject.Generic.MinCode, subject.Generic.MaxCode, parameters);
            values[5000] = float.PositiveInfinity;
            if (!subject.RefusesNaN) values[9000] = float.NaN;
            TCode[] codes = new TCode[Period];
            float[] reconstructed = new float[Period];
            subject.Generic.Quantize(values, codes.AsSpan(), parameters);
            subject.Generic.Dequantize<TCode>(codes, reconstructed, parameters);

            Large<float, TCode>.Run(subject, "quantize", values, codes, (source, destination) => subject.Quantize(source, destination, parameters));
            Large<TCode, float>.Run(subject, "dequantize", codes, reconstructed, (source, destination) => subject.Dequantize(source, destination, parameters));
            Large<float, float>.Run(subject, "fake-quantize", values, reconstructed, (source, destination) => subject.FakeQuantize(source, destination, parameters));
            Large<float, float>.Run(subject, "fake-quantize in place", values, reconstructed, (source, destination) =>
            {
                source.CopyTo(destination);
                subject.FakeQuantize(destination, destination, parameters);
            });
        }
    }

    private static unsafe class Large<TSource, TResult>
        where TSource : unmanaged
        where TResult : unmanaged
    {
        private const byte Untouched = 0xA5;
        private const int Margin = 256;

        internal static void Run(Subject subject, string what, TSource[] pattern, TResult[] expected, Placements<TSource, TResult>.Kernel kernel)
        {
            int least = Streaming.LeastBytes / (Unsafe.SizeOf<TSource>() + Unsafe.SizeOf<TResult>());
            // Shifts in bytes: aligned, one element, just short of a line, and not even aligned to an element.
            (int Length, int Shift)[] cases = [(least - 1, 0), (least, 0), (least + 77, Unsafe.SizeOf<TResult>()), (least + 4096, 63), (least + 63, 35), (least + 1, 64 - Unsafe.SizeOf<TResult>())];
            int longest = cases.Max(c => c.Length);
            TSource[] source = new TSource[longest];
            for (int i = 0; i < longest; i += Period) pattern.AsSpan(0, int.Min(Period, longest - i)).CopyTo(source.AsSpan(i));
            nuint bytes = ((nuint)longest * (nuint)sizeof(TResult)) + (2 * Margin);
            byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, 64);
            try
            {
                foreach ((int length, int shift) in cases)
                {
                    new Span<byte>(memory, checked((int)bytes)).Fill(Untouched);
                    byte* start = memory + Margin - 64 + shift;
                    Span<TResult> result = new(start, length);
                    kernel(source.AsSpan(0, length), result);
                    for (int i = 0; i < length; i += Period)
                    {
                        int same = int.Min(Period, length - i);
                        Compare.Equal<TSource, TResult>(subject, default, $"{what} ({length} elements, destination shifted by {shift} bytes) from {i}", pattern.AsSpan(0, same), expected.AsSpan(0, same), result.Slice(i, same));
                    }

                    Span<byte> before = new(memory, (int)(start - memory)), behind = new(start + ((nint)length * sizeof(TResult)), 64);
                    Assert.False(before.ContainsAnyExcept(Untouched) || behind.ContainsAnyExcept(Untouched), $"{subject}: {what} of {length} elements wrote outside its destination.");
                }
            }
            finally
            {
                NativeMemory.AlignedFree(memory);
            }
        }
    }
}
