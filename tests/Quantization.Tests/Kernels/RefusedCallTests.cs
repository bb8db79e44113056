using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>Calls that fail, on every declared quantizer: which exception, which parameter, and that nothing is written.</summary>
public class RefusedCallTests
{
    public static TheoryData<string> Names => DeclaredQuantizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_destinations(string name) => DeclaredQuantizers.ByName[name].Check(default(DestinationCheck));

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_parameters(string name) => DeclaredQuantizers.ByName[name].Check(default(ParametersCheck));

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_where_it_is_refused(string name) => DeclaredQuantizers.ByName[name].Check(default(NaNCheck));

    private static QuantizerParameters Ordinary(Subject subject) => ParameterSets.Few(subject).First();

    private readonly struct DestinationCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            QuantizerParameters parameters = Ordinary(subject);
            foreach (int length in (int[])[1, 5, 100])
            {
                float[] values = new float[length];
                Refuses(new TCode[length - 1], room => subject.Quantize(values, room, parameters));
                Refuses(new float[length - 1], room => subject.Dequantize(new TCode[length], room, parameters));
                Refuses(new float[length - 1], room => subject.FakeQuantize(values, room, parameters));

                // One block serves as source and destination: codes in the middle of floats, floats across codes, floats shifted by one.
                Refuses(new float[2 * length], block => subject.Quantize(block.AsSpan(length), MemoryMarshal.Cast<float, TCode>(block.AsSpan(length)), parameters));
                Refuses(new float[2 * length], block => subject.Dequantize(MemoryMarshal.Cast<float, TCode>(block.AsSpan(length - 1))[..length], block, parameters));
                if (length == 1) continue;
                Refuses(new float[length + 1], block => subject.FakeQuantize(block.AsSpan(0, length), block.AsSpan(1), parameters));
                Refuses(new float[length + 1], block => subject.FakeQuantize(block.AsSpan(1), block.AsSpan(0, length), parameters));
            }

            subject.Quantize([], [], parameters);
            subject.Dequantize([], [], parameters);
            subject.FakeQuantize([], [], parameters);
        }

        private static void Refuses<T>(T[] destination, Action<T[]> call)
            where T : unmanaged
        {
            MemoryMarshal.AsBytes(destination.AsSpan()).Fill(0x5A);
            Assert.Equal("destination", Assert.Throws<ArgumentException>(() => call(destination)).ParamName);
            Assert.False(MemoryMarshal.AsBytes(destination.AsSpan()).ContainsAnyExcept((byte)0x5A), "Something was written.");
        }
    }

    private readonly struct ParametersCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            if (subject.Constants is not null) return;
            QuantizerParameters ordinary = Ordinary(subject);
            List<QuantizerParameters> wrong = [.. from scale in (float[])[0f, -0f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity] select ordinary with { Scale = scale }];
            if (subject.Options.ScaleOperation == ScaleOperation.MultiplyByReciprocal) wrong.AddRange([ordinary with { Scale = Floats.PowerOfTwo(-128) }, ordinary with { Scale = float.Epsilon }]);
            if (subject.Options.Scheme == QuantizationScheme.Affine) wrong.AddRange([ordinary with { ZeroPoint = subject.Generic.MinCode - 1 }, ordinary with { ZeroPoint = subject.Generic.MaxCode + 1 }]);
            if (subject.Options.Scheme == QuantizationScheme.Uniform) wrong.AddRange([ordinary with { Minimum = float.NaN }, ordinary with { Minimum = float.NegativeInfinity }]);

            float[] values = [1f, 2f], results = [9f, 9f];
            TCode[] codes = [TCode.One, TCode.One];
            foreach (QuantizerParameters parameters in wrong)
            {
                Action[] calls =
                [
                    () => subject.Quantize(values, codes, parameters), () => subject.Quantize(1f, parameters),
                    () => subject.Dequantize(codes, results, parameters), () => subject.Dequantize(TCode.One, parameters),
                    () => subject.FakeQuantize(values, results, parameters), () => subject.FakeQuantize(1f, parameters),
                ];
                Assert.All(calls, call => Assert.Equal("parameters", Assert.Throws<ArgumentOutOfRangeException>(call).ParamName));
            }

            Assert.Equal([TCode.One, TCode.One], codes);
            Assert.Equal([9f, 9f], results);
        }
    }

    private readonly struct NaNCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            if (!subject.RefusesNaN) return;
            QuantizerParameters parameters = Ordinary(subject);
            foreach ((int length, int place) in ((int, int)[])[(1, 0), (3, 2), (17, 0), (17, 16), (64, 33), (100, 66), (100, 99), (300, 150)])
            {
                float[] values = new float[length], results = [.. Enumerable.Repeat(9f, length)];
                TCode[] codes = [.. Enumerable.Repeat(TCode.One, length)];
                values[place] = Inputs.NaNs[length % Inputs.NaNs.Length];
                Assert.Equal("source", Assert.Throws<ArgumentException>(() => subject.Quantize(values, codes, parameters)).ParamName);
                Assert.Equal("source", Assert.Throws<ArgumentException>(() => subject.FakeQuantize(values, results, parameters)).ParamName);
                Assert.All(codes, code => Assert.Equal(TCode.One, code));
                Assert.All(results, result => Assert.Equal(9f, result));
            }

            Assert.Equal("value", Assert.Throws<ArgumentException>(() => subject.Quantize(float.NaN, parameters)).ParamName);
            Assert.Equal("value", Assert.Throws<ArgumentException>(() => subject.FakeQuantize(float.NaN, parameters)).ParamName);
        }
    }
}
