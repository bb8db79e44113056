using System.Numerics;
using System.Reflection;
using Quantization.Tests.Declarations.Storage;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Parameters by row, by column and of each row's own range, against the generic implementation; and what is refused.</summary>
public class ChannelTests
{
    private delegate void RowsOf<TIn, TOut, TParameters>(ReadOnlySpan<TIn> source, Span<TOut> destination, int rowLength, ReadOnlySpan<TParameters> parameters);

    private delegate void ColumnsOf<TIn, TOut, TParameters>(ReadOnlySpan<TIn> source, Span<TOut> destination, ReadOnlySpan<TParameters> parameters);

    private delegate void DynamicOf<TIn, TOut, TParameters>(ReadOnlySpan<TIn> source, Span<TOut> destination, int rowLength, Span<TParameters> parameters);

    private delegate void RandomRowsOf<TIn, TOut, TParameters>(ReadOnlySpan<TIn> source, Span<TOut> destination, int rowLength, ReadOnlySpan<TParameters> parameters, RandomSequence random);

    private delegate void RandomColumnsOf<TIn, TOut, TParameters>(ReadOnlySpan<TIn> source, Span<TOut> destination, ReadOnlySpan<TParameters> parameters, RandomSequence random);

    private delegate void RandomDynamicOf<TIn, TOut, TParameters>(ReadOnlySpan<TIn> source, Span<TOut> destination, int rowLength, Span<TParameters> parameters, RandomSequence random);

    public static TheoryData<string> Names =>
        [.. StorageSubjects.ByName.Values.Where(s => s.Attribute is { Kernels: QuantizerKernels.All, Scale: 0f, Length: 0 }).Select(s => s.Type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_columns_and_dynamic_rows(string name) => StorageSubjects.ByName[name].Check(new ChannelCheck());

    [Fact]
    public void A_range_with_hostile_values_is_that_of_the_finite_ones()
    {
        // In rows that are looked at while others are quantized.
        float[] hostile = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, float.MaxValue, -float.MaxValue, float.Epsilon];
        foreach (float odd in hostile)
        {
            for (int at = 0; at < 200; at += 13)
            {
                float[] values = new float[6 * 200];
                for (int i = 0; i < values.Length; i++) values[i] = MathF.Sin(i) - 0.2f;
                for (int row = 0; row < 6; row++) values[(row * 200) + at] = odd;
                AffineParameters[] affine = new AffineParameters[6];
                ScaleParameters[] scale = new ScaleParameters[6];
                UniformParameters[] uniform = new UniformParameters[6];
                Affine8All.QuantizeDynamic(values, new byte[values.Length], 200, affine);
                Scale8All.QuantizeDynamic(values, new sbyte[values.Length], 200, scale);
                Uniform8All.QuantizeDynamic(values, new byte[values.Length], 200, uniform);
                for (int row = 0; row < 6; row++)
                {
                    ReadOnlySpan<float> own = values.AsSpan(row * 200, 200);
                    Assert.Equal(Affine8All.ParametersFor(own), affine[row]);
                    Assert.Equal(Scale8All.ParametersFor(own), scale[row]);
                    Assert.Equal(Uniform8All.ParametersFor(own), uniform[row]);
                }
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_and_nothing_is_written()
    {
        float[] values = new float[12];
        byte[] codes = new byte[12];
        codes.AsSpan().Fill(7);
        AffineParameters good = new(1f, 0), bad = new(-1f, 0);
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => Affine8All.QuantizeRows(values, codes, 5, [good, good])).ParamName);
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => Affine8All.QuantizeRows(values, codes, 4, [good, good])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.QuantizeRows(values, codes, -4, [good, good, good]));
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => Affine8All.QuantizeColumns(values, codes, [good, good, good, good, good])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.QuantizeRows(values, codes, 6, [good, bad]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Affine8All.QuantizeColumns(values, codes, [good, bad]));
        Assert.Throws<ArgumentException>(() => Affine8All.QuantizeRows(values, codes.AsSpan(1), 6, [good, good]));
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => Affine8All.QuantizeDynamic(values, codes, 5, new AffineParameters[2])).ParamName);
        Assert.All(codes, code => Assert.Equal(7, code));
        AffineParameters[] own = [good, good];
        Span<float> onParameters = System.Runtime.InteropServices.MemoryMarshal.Cast<AffineParameters, float>(own.AsSpan())[1..];
        byte[] two = new byte[2];
        try
        {
            Affine8All.DequantizeRows(two, onParameters, 1, own);
            Assert.Fail("Parameters that would be written over were accepted.");
        }
        catch (ArgumentException refused)
        {
            Assert.Equal("parameters", refused.ParamName);
        }

        Assert.All(own, parameters => Assert.Equal(good, parameters));
        Affine8All.QuantizeRows([], [], 0, []);
        Affine8All.QuantizeColumns([], [], []);
        Affine8All.QuantizeDynamic([], [], 3, []);
    }

    [Fact]
    public void Rows_of_a_fixed_length()
    {
        const int Rows = 5, Length = 96;
        float[] values = StorageInputs.Values<float>(new GenericQuantizer(new QuantizerOptions(8, QuantizationScheme.Affine)), new AffineParameters(0.1f, 100), Rows * Length, 3);
        AffineParameters[] parameters = [.. Enumerable.Range(0, Rows).Select(row => new AffineParameters(0.1f + row, 50 * row))], found = new AffineParameters[Rows], expectedFound = new AffineParameters[Rows];
        byte[] expected = new byte[values.Length], actual = new byte[values.Length];
        Affine8All.QuantizeRows(values, expected, Length, parameters);
        Affine8AllOf96.QuantizeRows(values, actual, Length, parameters);
        Assert.Equal(expected, actual);
        Affine8All.QuantizeDynamic(values, expected, Length, expectedFound);
        Affine8AllOf96.QuantizeDynamic(values, actual, Length, found);
        Assert.Equal(expected, actual);
        Assert.Equal(expectedFound, found);
        // Columns are not what the number is of.
        AffineParameters[] columns = [.. Enumerable.Range(0, 48).Select(column => new AffineParameters(0.1f + column, column))];
        Affine8All.QuantizeColumns(values, expected, columns);
        Affine8AllOf96.QuantizeColumns(values, actual, columns);
        Assert.Equal(expected, actual);
        AffineParameters[] ofHalves = [.. parameters, .. parameters];
        Assert.Equal("rowLength", Assert.Throws<ArgumentException>(() => Affine8AllOf96.QuantizeRows(values, actual, Length / 2, ofHalves)).ParamName);
        Affine8AllOf96.QuantizeRows([], [], 0, []);
        Assert.Throws<ArgumentException>(() => Affine8AllOf96.QuantizeDynamic(values, actual, Length / 2, ofHalves));
    }

    private readonly struct ChannelCheck : IStorageCheck
    {
        public void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
            where TSource : unmanaged
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            GenericQuantizer generic = subject.Generic;
            Random random = new(5);
            foreach ((int rows, int columns) in ((int, int)[])[(1, 1), (3, 5), (7, 16), (4, 64), (5, 100), (3, 255), (2, 300), (6, 768), (1, 600)])
            {
                int count = rows * columns;
                QuantizerParameters ordinary = subject.Parameters[0];
                TSource[] values = StorageInputs.Values<TSource>(generic, ordinary, count, count);
                TCode[] codes = StorageInputs.Codes<TCode>(generic, count, count);
                // Scales that are not ordinary now and then: then all columns divide.
                QuantizerParameters Of(int i) => ordinary with { Scale = i % 50 == 49 && rows == 2 ? 1e-35f : ordinary.Scale * (1 + (i % 7)), ZeroPoint = generic.Options.Scheme == QuantizationScheme.Affine ? random.Next(generic.MinCode, generic.MaxCode + 1) : 0 };
                QuantizerParameters[] ofRows = [.. Enumerable.Range(0, rows).Select(Of)], ofColumns = [.. Enumerable.Range(0, columns).Select(Of)];
                TParameters[] ownRows = [.. ofRows.Select(Calls.Own<TParameters>)], ownColumns = [.. ofColumns.Select(Calls.Own<TParameters>)];
                RandomSequence numbers = new(9, (ulong)count);

                TCode[] expected = new TCode[count], actual = new TCode[count];
                TSource[] expectedValues = new TSource[count], actualValues = new TSource[count];
                generic.QuantizeRows<TSource, TCode>(values, expected, columns, ofRows, numbers);
                Rows<TSource, TCode, TParameters>(subject, "QuantizeRows", values, actual, columns, ownRows, numbers);
                EveryLengthCheck.Equal<TSource, TCode>(subject, ofRows[0], "QuantizeRows", values, expected, actual);
                generic.QuantizeColumns<TSource, TCode>(values, expected, ofColumns, numbers);
                Columns<TSource, TCode, TParameters>(subject, "QuantizeColumns", values, actual, ownColumns, numbers);
                EveryLengthCheck.Equal<TSource, TCode>(subject, ofColumns[0], "QuantizeColumns", values, expected, actual);

                generic.DequantizeRows<TCode, TSource>(codes, expectedValues, columns, ofRows);
                Rows<TCode, TSource, TParameters>(subject, "DequantizeRows", codes, actualValues, columns, ownRows, numbers);
                EveryLengthCheck.Equal<TCode, TSource>(subject, ofRows[0], "DequantizeRows", codes, expectedValues, actualValues);
                generic.DequantizeColumns<TCode, TSource>(codes, expectedValues, ofColumns);
                Columns<TCode, TSource, TParameters>(subject, "DequantizeColumns", codes, actualValues, ownColumns, numbers);
                EveryLengthCheck.Equal<TCode, TSource>(subject, ofColumns[0], "DequantizeColumns", codes, expectedValues, actualValues);

                generic.FakeQuantizeRows<TSource>(values, expectedValues, columns, ofRows, numbers);
                Rows<TSource, TSource, TParameters>(subject, "FakeQuantizeRows", values, actualValues, columns, ownRows, numbers);
                EveryLengthCheck.Equal<TSource, TSource>(subject, ofRows[0], "FakeQuantizeRows", values, expectedValues, actualValues);
                generic.FakeQuantizeColumns<TSource>(values, expectedValues, ofColumns, numbers);
                values.CopyTo(actualValues, 0);
                Columns<TSource, TSource, TParameters>(subject, "FakeQuantizeColumns", actualValues, actualValues, ownColumns, numbers);
                EveryLengthCheck.Equal<TSource, TSource>(subject, ofColumns[0], "FakeQuantizeColumns in place", values, expectedValues, actualValues);

                QuantizerParameters[] found = new QuantizerParameters[rows];
                TParameters[] own = new TParameters[rows];
                generic.QuantizeDynamic<TSource, TCode>(values, expected, columns, found, numbers);
                Dynamic<TSource, TCode, TParameters>(subject, values, actual, columns, own, numbers);
                Assert.Equal(found.Select(Calls.Own<TParameters>), own);
                EveryLengthCheck.Equal<TSource, TCode>(subject, found[0], "QuantizeDynamic", values, expected, actual);
            }
        }
    }

    private static void Rows<TIn, TOut, TParameters>(StorageSubject subject, string name, TIn[] source, TOut[] destination, int rowLength, TParameters[] parameters, RandomSequence random)
    {
        if (Find<TIn, TOut>(subject, name, typeof(int), typeof(ReadOnlySpan<TParameters>)) is { } plain) plain.CreateDelegate<RowsOf<TIn, TOut, TParameters>>()(source, destination, rowLength, parameters);
        else Find<TIn, TOut>(subject, name, typeof(int), typeof(ReadOnlySpan<TParameters>), typeof(RandomSequence))!.CreateDelegate<RandomRowsOf<TIn, TOut, TParameters>>()(source, destination, rowLength, parameters, random);
    }

    private static void Columns<TIn, TOut, TParameters>(StorageSubject subject, string name, TIn[] source, TOut[] destination, TParameters[] parameters, RandomSequence random)
    {
        if (Find<TIn, TOut>(subject, name, typeof(ReadOnlySpan<TParameters>)) is { } plain) plain.CreateDelegate<ColumnsOf<TIn, TOut, TParameters>>()(source, destination, parameters);
        else Find<TIn, TOut>(subject, name, typeof(ReadOnlySpan<TParameters>), typeof(RandomSequence))!.CreateDelegate<RandomColumnsOf<TIn, TOut, TParameters>>()(source, destination, parameters, random);
    }

    private static void Dynamic<TIn, TOut, TParameters>(StorageSubject subject, TIn[] source, TOut[] destination, int rowLength, TParameters[] parameters, RandomSequence random)
    {
        if (Find<TIn, TOut>(subject, "QuantizeDynamic", typeof(int), typeof(Span<TParameters>)) is { } plain) plain.CreateDelegate<DynamicOf<TIn, TOut, TParameters>>()(source, destination, rowLength, parameters);
        else Find<TIn, TOut>(subject, "QuantizeDynamic", typeof(int), typeof(Span<TParameters>), typeof(RandomSequence))!.CreateDelegate<RandomDynamicOf<TIn, TOut, TParameters>>()(source, destination, rowLength, parameters, random);
    }

    private static MethodInfo? Find<TIn, TOut>(StorageSubject subject, string name, params Type[] more) =>
        subject.Type.GetMethod(name, [typeof(ReadOnlySpan<TIn>), typeof(Span<TOut>), .. more]);
}
