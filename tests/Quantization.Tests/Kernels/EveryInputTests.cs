using System.Numerics;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>Every kind of value and parameters, a few lengths and starts: spans and single values against the generic implementation.</summary>
public class EveryInputTests
{
    public static TheoryData<string> Names => DeclaredQuantizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_generic_implementation(string name) => DeclaredQuantizers.ByName[name].Check(default(InputCheck));

    private readonly struct InputCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            int seed = 0;
            foreach (QuantizerParameters parameters in ParameterSets.All(subject))
            {
                Quantize(subject, parameters, Values(subject, parameters, seed++));
                Dequantize(subject, parameters);
            }
        }

        private static float[] Values(Subject subject, QuantizerParameters parameters, int seed)
        {
            (int minCode, int maxCode) = (subject.Generic.MinCode, subject.Generic.MaxCode);
            int random = TestSettings.Quick ? 100 : 400;
            float[] values =
            [
                .. Inputs.Special, .. Inputs.Thresholds(minCode, maxCode, parameters), .. Inputs.NaNs,
                .. Inputs.Gaussian(seed, random, minCode, maxCode, parameters), .. Inputs.RandomBits(seed, random),
            ];
            return subject.RefusesNaN ? [.. values.Where(x => !float.IsNaN(x))] : values;
        }

        private static void Quantize<TCode>(Subject<TCode> subject, QuantizerParameters parameters, float[] values)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            TCode[] codes = new TCode[values.Length], expectedCodes = new TCode[values.Length];
            float[] fakes = new float[values.Length], expectedFakes = new float[values.Length];
            subject.Generic.Quantize(values, expectedCodes.AsSpan(), parameters);
            subject.Generic.Dequantize<TCode>(expectedCodes, expectedFakes, parameters);

            // Another start puts each value in another lane, and another end in another step.
            foreach ((int start, int end) in ((int, int)[])[(0, 0), (1, 3), (6, 1), (13, 38)])
            {
                Range part = start..^end;
                subject.Quantize(values.AsSpan(part), codes.AsSpan(part), parameters);
                Compare.Equal<float, TCode>(subject, parameters, "quantize", values.AsSpan(part), expectedCodes.AsSpan(part), codes.AsSpan(part));
                subject.FakeQuantize(values.AsSpan(part), fakes.AsSpan(part), parameters);
                Compare.Equal<float, float>(subject, parameters, "fake-quantize", values.AsSpan(part), expectedFakes.AsSpan(part), fakes.AsSpan(part));
                codes.AsSpan().Clear();
                fakes.AsSpan().Clear();
            }

            for (int i = 0; i < values.Length; i++)
            {
                Compare.Equal(subject, parameters, "quantize one", values[i], expectedCodes[i], subject.Quantize(values[i], parameters));
                Compare.Equal(subject, parameters, "fake-quantize one", values[i], expectedFakes[i], subject.FakeQuantize(values[i], parameters));
            }
        }

        // Every value of the code's type, those outside the code range too; twice, so that each meets the vectors and the tail.
        private static void Dequantize<TCode>(Subject<TCode> subject, QuantizerParameters parameters)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            int count = int.Min(int.CreateChecked(TCode.MaxValue) - int.CreateChecked(TCode.MinValue) + 1, 65536);
            TCode[] codes = [.. Enumerable.Range(0, 2 * count).Select(i => TCode.CreateTruncating(i))];
            float[] values = new float[codes.Length], expected = new float[codes.Length];
            subject.Generic.Dequantize<TCode>(codes, expected, parameters);
            foreach (int start in (int[])[0, 1, count - 17])
            {
                subject.Dequantize(codes.AsSpan(start), values.AsSpan(start), parameters);
                Compare.Equal<TCode, float>(subject, parameters, "dequantize", codes.AsSpan(start), expected.AsSpan(start), values.AsSpan(start));
                values.AsSpan().Clear();
            }

            for (int i = 0; i < count; i++)
            {
                Compare.Equal(subject, parameters, "dequantize one", codes[i], expected[i], subject.Dequantize(codes[i], parameters));
            }
        }
    }
}
