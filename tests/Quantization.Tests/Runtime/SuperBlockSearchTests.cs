using Quantization.Arithmetic;
using Quantization.Runtime;
using Xunit;

namespace Quantization.Tests.Runtime;

public sealed class SuperBlockSearchTests
{
    private const int Size = 256, Parts = 16;

    private delegate bool Search(BlockFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets);

    private delegate void TileByTile(
        BlockFormat format, ref readonly float source, nuint blocks, ref byte destination, ref float inverses, ref float offsets);

    public static TheoryData<QuantizationFormat> Formats =>
        [QuantizationFormat.Q2_K, QuantizationFormat.Q3_K, QuantizationFormat.Q4_K, QuantizationFormat.Q5_K, QuantizationFormat.Q6_K];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_width_finds_the_same(QuantizationFormat format)
    {
        foreach (string kind in SuperBlockData.Kinds)
        {
            foreach (int blocks in (int[])[1, 2, 5])
            {
                float[] source = SuperBlockData.Of(kind, blocks * Size);
                Found expected = Run(TileSearch<ScalarLanes>.FindScales, format, source);
                AssertSame(expected, Run(TileSearch<Lanes128>.FindScales, format, source), $"{kind}, 128 bits");
                AssertSame(expected, Run(TileSearch<Lanes256>.FindScales, format, source), $"{kind}, 256 bits");
                AssertSame(expected, Run(TileSearch<Lanes512>.FindScales, format, source), $"{kind}, 512 bits");
                AssertSame(
                    expected,
                    Run((row, ref readonly s, n, ref d, ref i, ref o) => SuperBlocks.FindScales(format, in s, n, ref d, ref i, ref o), format, source),
                    $"{kind}, the public method");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_block_alone_gets_what_it_gets_among_others(QuantizationFormat format)
    {
        BlockFormat row = BlockFormats.Of(format);
        float[] source = SuperBlockData.Of("gaussian", 3 * Size);
        Found together = Run(SuperBlockSearch.FindScales, format, source);
        for (int block = 0; block < 3; block++)
        {
            byte[] bytes = Filled(row.Bytes);
            float[] inverses = new float[row.PartCount], offsets = new float[row.PartCount];

            Assert.True(SuperBlockSearch.FindScales(row, source.AsSpan(block * Size, Size), bytes, inverses, offsets));

            Assert.True(together.Bytes.AsSpan(block * row.Bytes, row.Bytes).SequenceEqual(bytes));
            Floats.AssertSameBits(together.Inverses.AsSpan(block * Parts, row.PartCount), inverses);
            Floats.AssertSameBits(together.Offsets.AsSpan(block * Parts, row.PartCount), offsets);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inverses_and_offsets_are_those_of_the_stored_fields_and_no_other_byte_is_written(QuantizationFormat format)
    {
        BlockFormat row = BlockFormats.Of(format);
        foreach (string kind in SuperBlockData.Kinds)
        {
            Found found = Run(SuperBlockSearch.FindScales, format, SuperBlockData.Of(kind, 3 * Size));
            for (int block = 0; block < 3; block++)
            {
                ReadOnlySpan<byte> bytes = found.Bytes.AsSpan(block * row.Bytes, row.Bytes);
                SuperBlockReading reading = SuperBlockReading.Of(format, bytes);
                for (int part = 0; part < row.PartCount; part++)
                {
                    float scale = reading.Factor * reading.Scales[part];
                    Floats.AssertSameBits(scale == 0f ? 0f : 1f / scale, found.Inverses[(block * Parts) + part]);
                    Floats.AssertSameBits(reading.MinimumFactor * reading.Minima[part], found.Offsets[(block * Parts) + part]);
                }

                for (int place = 0; place < row.Bytes; place++)
                {
                    if (!SuperBlockReading.IsScaleByte(format, place)) Assert.Equal(Filler, bytes[place]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_factor_that_no_half_can_hold_is_the_greatest_half(QuantizationFormat format)
    {
        BlockFormat row = BlockFormats.Of(format);
        foreach (string kind in (string[])["huge", "greatest"])
        {
            Found found = Run(SuperBlockSearch.FindScales, format, SuperBlockData.Of(kind, Size));

            SuperBlockReading reading = SuperBlockReading.Of(format, found.Bytes);
            Assert.Equal(65504f, float.Abs(reading.Factor));
            if (row.Minimum is not null) Assert.Equal(65504f, reading.MinimumFactor);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Zeros_have_zero_fields(QuantizationFormat format)
    {
        Found found = Run(SuperBlockSearch.FindScales, format, new float[Size]);

        SuperBlockReading reading = SuperBlockReading.Of(format, found.Bytes);
        Floats.AssertSameBits(0f, reading.Factor);
        Floats.AssertSameBits(0f, reading.MinimumFactor);
        Assert.All(reading.Scales, static scale => Assert.Equal(0, scale));
        Assert.All(found.Inverses[..reading.Scales.Length], static inverse => Floats.AssertSameBits(0f, inverse));
        Assert.All(found.Offsets[..reading.Scales.Length], static offset => Floats.AssertSameBits(0f, offset));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_not_finite_is_refused_and_nothing_is_written(QuantizationFormat format)
    {
        int bytes = 3 * BlockFormats.Of(format).Bytes;
        foreach (float bad in (float[])[float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            foreach (int place in (int[])[0, 7, 300, (3 * Size) - 1])
            {
                float[] source = SuperBlockData.Of("gaussian", 3 * Size);
                source[place] = bad;
                byte[] destination = Filled(bytes);
                float[] inverses = [.. Enumerable.Repeat(5f, 3 * Parts)], offsets = [.. Enumerable.Repeat(6f, 3 * Parts)];

                Assert.False(SuperBlocks.FindScales(format, in source[0], 3, ref destination[0], ref inverses[0], ref offsets[0]));

                Assert.Equal(Filled(bytes), destination);
                Assert.All(inverses, static value => Assert.Equal(5f, value));
                Assert.All(offsets, static value => Assert.Equal(6f, value));
            }
        }
    }

    // The plain rule: each part from its least to its greatest value (or to its greatest magnitude), factors from the greatest of the parts.
    [Theory]
    [InlineData(QuantizationFormat.Q2_K, 15)]
    [InlineData(QuantizationFormat.Q3_K, 31)]
    [InlineData(QuantizationFormat.Q4_K, 63)]
    [InlineData(QuantizationFormat.Q5_K, 63)]
    [InlineData(QuantizationFormat.Q6_K, 127)]
    public void The_error_is_not_greater_than_by_the_ranges_of_the_parts(QuantizationFormat format, int last)
    {
        BlockFormat row = BlockFormats.Of(format);
        foreach (string kind in (string[])["gaussian", "laplacian", "rectified", "outlier", "parts apart", "lone values"])
        {
            float[] source = SuperBlockData.Of(kind, 16 * Size);
            Found found = Run(SuperBlockSearch.FindScales, format, source);
            double ours = 0, plain = 0;
            for (int block = 0; block < 16; block++)
            {
                ReadOnlySpan<float> values = source.AsSpan(block * Size, Size);
                ours += SuperBlockReading.Of(format, found.Bytes.AsSpan(block * row.Bytes, row.Bytes))
                    .ErrorOf(row, values, found.Inverses.AsSpan(block * Parts), found.Offsets.AsSpan(block * Parts));
                plain += PlainError(row, values, last);
            }

            Assert.True(ours <= plain, $"{kind}: {ours} is more than {plain}.");
        }
    }

    private static double PlainError(BlockFormat format, ReadOnlySpan<float> values, int last)
    {
        double[] scales = new double[format.PartCount], minima = new double[format.PartCount];
        for (int part = 0; part < scales.Length; part++)
        {
            float low = 0f, high = 0f;
            foreach (float value in values.Slice(part * format.PartSize, format.PartSize))
            {
                low = float.Min(low, value);
                high = float.Max(high, value);
            }

            minima[part] = format.Minimum is null ? 0 : -low;
            scales[part] = format.Minimum is null ? float.Max(-low, high) / format.MaxCode : (high - low) / format.MaxCode;
        }

        double factor = (double)(Half)(scales.Max() / last), minimumFactor = (double)(Half)(minima.Max() / last), sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int part = i / format.PartSize;
            double scale = factor * Math.Round(scales[part] / factor), minimum = minimumFactor == 0 ? 0 : minimumFactor * Math.Round(minima[part] / minimumFactor);
            double code = scale == 0 ? 0 : Math.Clamp(Math.Round((values[i] + minimum) / scale), format.MinCode, format.MaxCode);
            double difference = values[i] - ((scale * code) - minimum);
            sum += difference * difference;
        }

        return sum;
    }

    private const byte Filler = 0xA5;

    private static byte[] Filled(int length) => [.. Enumerable.Repeat(Filler, length)];

    private static Found Run(TileByTile search, QuantizationFormat format, float[] source) => Run(
        (row, ref readonly s, n, ref d, ref i, ref o) =>
        {
            search(row, in s, n, ref d, ref i, ref o);
            return true;
        },
        format,
        source);

    private static Found Run(Search search, QuantizationFormat format, float[] source)
    {
        int blocks = source.Length / Size;
        BlockFormat row = BlockFormats.Of(format);
        Found found = new(Filled(blocks * row.Bytes), new float[blocks * Parts], new float[blocks * Parts]);
        Assert.True(search(row, in source[0], (nuint)blocks, ref found.Bytes[0], ref found.Inverses[0], ref found.Offsets[0]));
        return found;
    }

    private static void AssertSame(Found expected, Found actual, string what)
    {
        Assert.True(expected.Bytes.AsSpan().SequenceEqual(actual.Bytes), what);
        Floats.AssertSameBits(expected.Inverses, actual.Inverses);
        Floats.AssertSameBits(expected.Offsets, actual.Offsets);
    }

    private sealed record Found(byte[] Bytes, float[] Inverses, float[] Offsets);
}
