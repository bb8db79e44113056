using System.Numerics;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>Every length from 0 to 257 and around 4,096, on guarded memory and at every alignment; ordinary values with a few that are not.</summary>
public class EveryLengthTests
{
    private const int Longest = 4096 + 192;

    public static TheoryData<string> Names => DeclaredQuantizers.Names;

    private static IEnumerable<int> Lengths { get; } = TestSettings.Quick
        ? [.. Enumerable.Range(0, 70), .. Enumerable.Range(120, 20), 255, 256, 257, 4095, 4096, 4097]
        : [.. Enumerable.Range(0, 258), .. Enumerable.Range(4096 - 66, 133)];

    private static int[] LengthsToShift { get; } = TestSettings.Quick ? [3, 17, 63, 129] : [1, 3, 4, 5, 7, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 129, 257, 4095, 4097];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_generic_implementation_and_touches_nothing_else(string name) => DeclaredQuantizers.ByName[name].Check(default(LengthCheck));

    private readonly struct LengthCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            foreach (QuantizerParameters parameters in ParameterSets.Few(subject))
            {
                float[] values = Values(subject, parameters);
                TCode[] codes = new TCode[Longest];
                float[] reconstructed = new float[Longest];
                subject.Generic.Quantize(values, codes.AsSpan(), parameters);
                subject.Generic.Dequantize<TCode>(codes, reconstructed, parameters);

                Run<float, TCode>(new(subject, parameters, "quantize", values, codes, (source, destination) => subject.Quantize(source, destination, parameters)));
                Run<TCode, float>(new(subject, parameters, "dequantize", codes, reconstructed, (source, destination) => subject.Dequantize(source, destination, parameters)));
                Run<float, float>(new(subject, parameters, "fake-quantize", values, reconstructed, (source, destination) => subject.FakeQuantize(source, destination, parameters)));
                Run<float, float>(new(subject, parameters, "fake-quantize in place", values, reconstructed, (source, destination) =>
                {
                    source.CopyTo(destination);
                    subject.FakeQuantize(destination[..source.Length], destination[..source.Length], parameters);
                }));
            }
        }

        private static void Run<TSource, TResult>(Placements<TSource, TResult> placements)
            where TSource : unmanaged
            where TResult : unmanaged
        {
            using (placements)
            {
                foreach (int length in Lengths) placements.RunAtGuards(length);
                foreach (int length in LengthsToShift)
                {
                    // All distances of the source from an aligned place, each with another one of the destination.
                    for (int shift = 0; shift < 16; shift++) placements.RunShifted(length, shift, ((shift * 23) + 5) % 64);
                }
            }
        }

        // So few NaNs and infinities that most steps of a kernel have none.
        private static float[] Values(Subject subject, QuantizerParameters parameters)
        {
            Random random = new(Longest);
            float[] values = Inputs.Gaussian(7, Longest, subject.Generic.MinCode, subject.Generic.MaxCode, parameters);
            for (int i = 0; i < values.Length; i += 1 + random.Next(200))
            {
                values[i] = random.Next(3) == 0 && !subject.RefusesNaN ? Inputs.NaNs[random.Next(Inputs.NaNs.Length)] : Inputs.Special[random.Next(Inputs.Special.Length)];
            }

            return values;
        }
    }
}
