using System.Globalization;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Rows, columns and rows by their own data: each element as the element overload has it, with the parameters of its channel.</summary>
public class ChannelTests
{
    public static TheoryData<QuantizerOptions> Quantizers =>
    [
        .. from scheme in ComputedSchemes.All
           from bits in (int[])[1, 4, 8, 16]
           from rounding in (Rounding[])[Rounding.ByScheme, Rounding.Stochastic]
           // One signed bit has no rounding.
           where (bits, scheme, rounding) != (1, QuantizationScheme.Scale, Rounding.Stochastic)
           select new QuantizerOptions(bits, scheme) { Rounding = rounding },
    ];

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void Elements_have_the_parameters_of_their_row_or_column(QuantizerOptions options)
    {
        foreach ((int rows, int columns) in ((int, int)[])[(0, 0), (0, 3), (1, 7), (3, 5), (5, 1), (4, 40), (3, 0)])
        {
            Check(options, rows, columns, x => (float)x);
            Check(options, rows, columns, x => x);
            Check(options, rows, columns, x => (Half)x);
            Check(options, rows, columns, x => (BFloat16)(float)x);
        }
    }

    [Fact]
    public void Rows_must_be_as_long_and_as_many_as_said()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale));
        QuantizerParameters[] two = [new ScaleParameters(1f), new ScaleParameters(2f)];
        float[] source = [1f, 2f, 3f, 4f, 5f, 6f], values = new float[6];
        sbyte[] codes = new sbyte[6];
        foreach (int rowLength in (int[])[0, 2, 4, int.MaxValue])
        {
            RefuseRows<ArgumentException>("source", rowLength);
            string message = Assert.Throws<ArgumentException>(() => quantizer.QuantizeRows(source, codes.AsSpan(), rowLength, two)).Message;
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"6 elements, not 2 rows of {rowLength}"), message, StringComparison.Ordinal);
        }

        RefuseRows<ArgumentOutOfRangeException>("rowLength", -3);
        RefuseRows<ArgumentOutOfRangeException>("rowLength", int.MinValue);
        QuantizerParameters[] four = [.. two, .. two];
        // Four rows of 2^30 are not the empty matrix that 32 bits of their product say.
        Refuse<ArgumentException>("source", () => quantizer.QuantizeRows(ReadOnlySpan<float>.Empty, codes.AsSpan(), 1 << 30, four));
        Refuse<ArgumentException>("source", () => quantizer.QuantizeColumns(source, codes.AsSpan(), four));
        Refuse<ArgumentException>("source", () => quantizer.DequantizeColumns<sbyte, float>(codes, values, four));
        Refuse<ArgumentException>("source", () => quantizer.FakeQuantizeColumns<float>(source, values, four));
        Refuse<ArgumentException>("source", () => quantizer.QuantizeColumns(source, codes.AsSpan(), []));
        Assert.Equal(new sbyte[6], codes);
        Assert.Equal(new float[6], values);
        Assert.Equal([new ScaleParameters(1f), new ScaleParameters(2f)], two);

        void RefuseRows<TException>(string name, int rowLength)
            where TException : ArgumentException
        {
            Refuse<TException>(name, () => quantizer.QuantizeRows(source, codes.AsSpan(), rowLength, two));
            Refuse<TException>(name, () => quantizer.DequantizeRows<sbyte, float>(codes, values, rowLength, two));
            Refuse<TException>(name, () => quantizer.FakeQuantizeRows<float>(source, values, rowLength, two));
            Refuse<TException>(name, () => quantizer.QuantizeDynamic(source, codes.AsSpan(), rowLength, two));
        }
    }

    [Fact]
    public void All_parameters_are_checked_before_anything_is_written()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Affine));
        float[] source = [1f, 2f, 3f, 4f], values = new float[4];
        byte[] codes = new byte[4];
        foreach (QuantizerParameters wrong in (QuantizerParameters[])[new AffineParameters(0f, 1), new AffineParameters(1f, 256), new UniformParameters(1f, 1f), default])
        {
            QuantizerParameters[] each = [new AffineParameters(1f, 7), wrong];
            Refuse<ArgumentOutOfRangeException>("parameters", () => quantizer.QuantizeRows(source, codes.AsSpan(), 2, each));
            Refuse<ArgumentOutOfRangeException>("parameters", () => quantizer.DequantizeRows<byte, float>(codes, values, 2, each));
            Refuse<ArgumentOutOfRangeException>("parameters", () => quantizer.FakeQuantizeRows<float>(source, values, 2, each));
            Refuse<ArgumentOutOfRangeException>("parameters", () => quantizer.QuantizeColumns(source, codes.AsSpan(), each));
            Refuse<ArgumentOutOfRangeException>("parameters", () => quantizer.DequantizeColumns<byte, float>(codes, values, each));
            Refuse<ArgumentOutOfRangeException>("parameters", () => quantizer.FakeQuantizeColumns<float>(source, values, each));
        }

        Assert.Equal(new byte[4], codes);
        Assert.Equal(new float[4], values);
    }

    [Fact]
    public void Short_overlapping_and_refused_sources_leave_everything_as_it_was()
    {
        GenericQuantizer quantizer = new(new QuantizerOptions(8, QuantizationScheme.Scale) { NaNHandling = NaNHandling.Throw });
        QuantizerParameters[] each = [new ScaleParameters(1f), new ScaleParameters(2f)];
        float[] source = [1f, 2f, 3f, 4f], last = [1f, 2f, 3f, float.NaN], values = new float[4];
        sbyte[] codes = new sbyte[4];
        Action<float[], Memory<sbyte>>[] quantize =
        [
            (x, q) => quantizer.QuantizeRows(x, q.Span, 2, each), (x, q) => quantizer.QuantizeColumns(x, q.Span, each), (x, q) => quantizer.QuantizeDynamic(x, q.Span, 2, each),
        ];
        Action<float[], Memory<float>>[] fake = [(x, y) => quantizer.FakeQuantizeRows<float>(x, y.Span, 2, each), (x, y) => quantizer.FakeQuantizeColumns<float>(x, y.Span, each)];
        foreach (Action<float[], Memory<sbyte>> call in quantize)
        {
            Refuse<ArgumentException>("destination", () => call(source, codes.AsMemory(1)));
            Refuse<ArgumentException>("source", () => call(last, codes));
        }

        foreach (Action<float[], Memory<float>> call in fake)
        {
            Refuse<ArgumentException>("destination", () => call(source, values.AsMemory(1)));
            Refuse<ArgumentException>("source", () => call(last, values));
        }

        float[] longer = [1f, 2f, 3f, 4f, 5f];
        Refuse<ArgumentException>("destination", () => quantizer.FakeQuantizeRows<float>(longer.AsSpan(0, 4), longer.AsSpan(1), 2, each));
        Refuse<ArgumentException>("destination", () => quantizer.FakeQuantizeColumns<float>(longer.AsSpan(1), longer.AsSpan(0, 4), each));
        Refuse<ArgumentException>("destination", () => quantizer.DequantizeRows<sbyte, float>(codes, values.AsSpan(1), 2, each));
        Refuse<ArgumentException>("destination", () => quantizer.DequantizeColumns<sbyte, float>(codes, values.AsSpan(1), each));
        Assert.Throws<ArgumentException>(() => quantizer.QuantizeRows(source, new byte[4].AsSpan(), 2, each));
        Assert.Equal([1f, 2f, 3f, 4f, 5f], longer);
        Assert.Equal(new sbyte[4], codes);
        Assert.Equal(new float[4], values);
        Assert.Equal([new ScaleParameters(1f), new ScaleParameters(2f)], each);
        quantizer.FakeQuantizeRows<float>(source, source, 2, [new ScaleParameters(2f), new ScaleParameters(3f)]);
        Assert.Equal([0f, 2f, 3f, 3f], source);
    }

    private static void Check<TSource>(QuantizerOptions options, int rows, int columns, Func<double, TSource> value)
        where TSource : unmanaged
    {
        GenericQuantizer quantizer = new(options);
        RandomSequence numbers = new(21, uint.MaxValue - 10);
        Random random = new((rows * 100) + columns);
        TSource[] source = [.. Enumerable.Range(0, rows * columns).Select(_ => value((random.NextDouble() - 0.4) * 9))];
        QuantizerParameters[] ofRows = [.. Enumerable.Range(0, rows).Select(Parameters)], ofColumns = [.. Enumerable.Range(0, columns).Select(Parameters)];
        QuantizerParameters[] found = new QuantizerParameters[rows];
        AssertEach(
            i => ofRows[i / columns], codes => quantizer.QuantizeRows(source, codes.AsSpan(), columns, ofRows, numbers),
            (codes, values) => quantizer.DequantizeRows(codes, values.AsSpan(), columns, ofRows), values => quantizer.FakeQuantizeRows(source, values.AsSpan(), columns, ofRows, numbers));
        QuantizerParameters[] ofData = [.. Enumerable.Range(0, rows).Select(row => quantizer.ParametersFor<TSource>(source.AsSpan(row * columns, columns)))];
        AssertEach(
            i => ofData[i / columns], codes => quantizer.QuantizeDynamic(source, codes.AsSpan(), columns, found, numbers),
            (codes, values) => quantizer.DequantizeRows(codes, values.AsSpan(), columns, found), values => quantizer.FakeQuantizeRows(source, values.AsSpan(), columns, found, numbers));
        Assert.Equal(ofData, found);
        AssertEach(
            i => ofColumns[i % columns], codes => quantizer.QuantizeColumns(source, codes.AsSpan(), ofColumns, numbers),
            (codes, values) => quantizer.DequantizeColumns(codes, values.AsSpan(), ofColumns), values => quantizer.FakeQuantizeColumns(source, values.AsSpan(), ofColumns, numbers));

        QuantizerParameters Parameters(int channel) => quantizer.ParametersFor(-1f - channel, 2f + (0.3f * channel * channel));

        void AssertEach(Func<int, QuantizerParameters> parametersOf, Action<int[]> quantize, Action<int[], TSource[]> dequantize, Action<TSource[]> fakeQuantize)
        {
            int[] codes = new int[source.Length];
            TSource[] values = new TSource[source.Length], fake = new TSource[source.Length];
            quantize(codes);
            dequantize(codes, values);
            fakeQuantize(fake);
            for (int i = 0; i < source.Length; i++)
            {
                Assert.Equal(quantizer.Quantize<TSource, int>(source[i], parametersOf(i), numbers.Skip((ulong)i)), codes[i]);
                Assert.Equal(quantizer.Dequantize<int, TSource>(codes[i], parametersOf(i)), values[i]);
                Assert.Equal(values[i], fake[i]);
            }
        }
    }

    private static void Refuse<TException>(string name, Action call)
        where TException : ArgumentException =>
        Assert.Equal(name, Assert.Throws<TException>(call).ParamName);
}
