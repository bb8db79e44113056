using System.Numerics;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>Parameters of ranges and of data: every quantizer that derives any, against the generic implementation.</summary>
public class ParametersForTests
{
    public static TheoryData<string> Names => DeclaredQuantizers.Names;

    private static readonly float[] Bounds =
    [
        0f, 1f, -1f, 0.1f, -0.7f, 1.9f, 3f, -2.5f, 252.5f, 1e30f, -1e-30f, Floats.TwoToMinus149, -Floats.TwoToMinus149, Floats.TwoToMinus126, 1e-36f, float.MaxValue, -float.MaxValue, float.MaxValue / 2,
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_the_generic_implementation(string name)
    {
        Subject subject = DeclaredQuantizers.ByName[name];
        if (subject is not IDerivesParameters derives)
        {
            Assert.NotNull(subject.Constants);
            return;
        }

        foreach (float minimum in Bounds)
        {
            foreach (float maximum in Bounds.Where(bound => bound >= minimum)) Equal(subject, subject.Generic.ParametersFor(minimum, maximum), derives.ParametersFor(minimum, maximum));
        }

        Random random = new(11);
        for (int length = 0; length < 100; length += TestSettings.Quick ? 13 : 1)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(_ => random.Next(8) == 0 ? Inputs.NaNs[random.Next(Inputs.NaNs.Length)] : Bounds[random.Next(Bounds.Length)])];
            Equal(subject, subject.Generic.ParametersFor(values), derives.ParametersFor(values));
        }

        Assert.Equal("minimum", Assert.Throws<ArgumentOutOfRangeException>(() => derives.ParametersFor(float.NegativeInfinity, 0f)).ParamName);
        Assert.Equal("maximum", Assert.Throws<ArgumentOutOfRangeException>(() => derives.ParametersFor(0f, float.NaN)).ParamName);
        Assert.Equal("minimum", Assert.Throws<ArgumentOutOfRangeException>(() => derives.ParametersFor(1f, 0f)).ParamName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_derived_can_be_used(string name) => DeclaredQuantizers.ByName[name].Check(default(UseCheck));

    private static void Equal(Subject subject, QuantizerParameters expected, QuantizerParameters actual) => Assert.True(
        expected == actual && BitConverter.SingleToInt32Bits(expected.Minimum) == BitConverter.SingleToInt32Bits(actual.Minimum),
        $"{subject}: expected {expected}, got {actual}.");

    private readonly struct UseCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            if (subject is not IDerivesParameters derives) return;
            float[] values = [.. Inputs.Gaussian(3, 300, -128, 127, new ScaleParameters(0.02f))];
            QuantizerParameters parameters = derives.ParametersFor(values);
            TCode[] codes = new TCode[values.Length], expected = new TCode[values.Length];
            subject.Generic.Quantize(values, expected.AsSpan(), parameters);
            subject.Quantize(values, codes, parameters);
            Compare.Equal<float, TCode>(subject, parameters, "quantize", values, expected, codes);
        }
    }
}
