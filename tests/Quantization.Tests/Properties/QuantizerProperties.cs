using CsCheck;
using Quantization.Tests.Kernels;
using Xunit;

namespace Quantization.Tests.Properties;

/// <summary>What the contract promises of every quantizer, on random ones. A failure tells the seed that repeats it.</summary>
public class QuantizerProperties
{
    private static readonly long Iterations = TestSettings.Quick ? 300 : 20_000;

    [Fact]
    public void Greater_values_never_have_lesser_codes() =>
        Generators.Configured(options => options is { OutOfRange: OutOfRangeHandling.Saturate })
            .SelectMany(c => Gen.OneOf(Generators.ValuesAbout(c.Quantizer, c.Parameters), Generators.AnyNumber.Array[1, 100]), (c, values) => (c.Quantizer, c.Parameters, values))
            .Sample(
                sample =>
                {
                    float[] ascending = [.. sample.values.Order()];
                    return IsAscending(sample.Quantizer.CodesOf(ascending, sample.Parameters)) && IsAscending(sample.Quantizer.FakeQuantized(ascending, sample.Parameters));
                },
                iter: Iterations);

    [Fact]
    public void Values_in_range_come_back_within_half_a_step() =>
        Generators.Configured(IsNearestAffineOrScale)
            .SelectMany(
                c => Gen.Double[c.Quantizer.Generic.MinCode, c.Quantizer.Generic.MaxCode].Array[1, 100],
                (c, places) => (c.Quantizer, c.Parameters, Values: places.Select(place => (float)((place - c.Parameters.ZeroPoint) * c.Parameters.Scale)).ToArray()))
            .Sample(
                sample =>
                {
                    (Subject quantizer, QuantizerParameters parameters, float[] values) = sample;
                    float largest = int.Max(quantizer.Generic.MaxCode - parameters.ZeroPoint, parameters.ZeroPoint - quantizer.Generic.MinCode) * parameters.Scale;
                    double bound = (parameters.Scale / 2.0) + (2.0 * (MathF.BitIncrement(largest) - largest));
                    return values.Zip(quantizer.FakeQuantized(values, parameters)).All(pair => Math.Abs((double)pair.First - pair.Second) <= bound);
                },
                iter: Iterations);

    [Fact]
    public void Quantizing_again_changes_nothing() =>
        Generators.Configured(IsNearestAffineOrScale)
            .SelectMany(c => Gen.OneOf(Generators.ValuesAbout(c.Quantizer, c.Parameters), Generators.AnyNumber.Array[1, 100]), (c, values) => (c.Quantizer, c.Parameters, values))
            .Sample(
                sample =>
                {
                    float[] once = sample.Quantizer.FakeQuantized(sample.values, sample.Parameters);
                    Floats.AssertSameBits(once, sample.Quantizer.FakeQuantized(once, sample.Parameters));
                },
                iter: Iterations);

    [Fact]
    public void Fake_quantizing_is_quantizing_and_dequantizing() =>
        Generators.Configured(_ => true)
            .SelectMany(
                c => Gen.OneOf(Generators.ValuesAbout(c.Quantizer, c.Parameters), (c.Quantizer.RefusesNaN ? Generators.AnyNumber : Gen.UInt.Select(Floats.FromBits)).Array[1, 100]),
                (c, values) => (c.Quantizer, c.Parameters, values))
            .Sample(
                sample => Floats.AssertSameBits(sample.Quantizer.RoundTrip(sample.values, sample.Parameters), sample.Quantizer.FakeQuantized(sample.values, sample.Parameters)),
                iter: Iterations);

    [Fact]
    public void Zero_is_exact_under_affine() =>
        Gen.Select(Generators.Quantizer(options => options.Scheme == QuantizationScheme.Affine), Generators.AnyFinite, Generators.AnyFinite)
            .Sample(
                (quantizer, a, b) =>
                {
                    QuantizerParameters parameters = ((IDerivesParameters)quantizer).ParametersFor(float.Min(a, b), float.Max(a, b));
                    Assert.Equal([parameters.ZeroPoint, parameters.ZeroPoint], quantizer.CodesOf([0f, -0f], parameters));
                    Floats.AssertSameBits([0f, 0f], quantizer.FakeQuantized([0f, -0f], parameters));
                },
                iter: Iterations);

    [Fact]
    public void Derived_parameters_are_always_valid() =>
        Gen.Select(Generators.Quantizer(_ => true), Generators.AnyFinite, Generators.AnyFinite)
            .Sample(
                (quantizer, a, b) =>
                {
                    QuantizerParameters parameters = ((IDerivesParameters)quantizer).ParametersFor(float.Min(a, b), float.Max(a, b));
                    Assert.True(float.IsFinite(parameters.Scale) && parameters.Scale >= Floats.TwoToMinus126);
                    Assert.Single(quantizer.CodesOf([a], parameters));
                },
                iter: Iterations);

    [Fact]
    public void Derived_parameters_cover_their_range() =>
        Gen.Select(Generators.Quantizer(options => options.OutOfRange == OutOfRangeHandling.Saturate), Generators.OrdinaryScale, Gen.Double[-200, 200], Gen.Double[0.5, 300])
            .Sample(
                (quantizer, unit, start, width) =>
                {
                    // Unsigned Scale codes reach only upward from 0; the others reach both ends to within a step.
                    bool upward = quantizer.Options is { Scheme: QuantizationScheme.Scale, Range: CodeRange.Unsigned };
                    float minimum = upward ? 0f : (float)(start * unit), maximum = (float)(upward ? width * unit : minimum + (width * unit));
                    QuantizerParameters parameters = ((IDerivesParameters)quantizer).ParametersFor(minimum, maximum);
                    float[] ends = quantizer.FakeQuantized([minimum, maximum], parameters);
                    float reach = float.Max(float.Abs(minimum), float.Abs(maximum));
                    double step = (parameters.Scale * 1.001) + (2.0 * (MathF.BitIncrement(reach) - reach));
                    return Math.Abs((double)ends[0] - minimum) <= step && Math.Abs((double)ends[1] - maximum) <= step;
                },
                iter: Iterations);

    private static bool IsNearestAffineOrScale(QuantizerOptions options) =>
        options.Scheme != QuantizationScheme.Uniform && options.Rounding is Rounding.ByScheme or Rounding.NearestEven or Rounding.NearestAway;

    private static bool IsAscending<T>(T[] values)
        where T : IComparable<T> => values.Zip(values.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) <= 0);
}
