using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>What the list has, and what the types on it tell of themselves.</summary>
public class DeclarationTests
{
    public static TheoryData<string> Names => BlockSubject.Names;

    private static QuantizerAttribute[] All => [.. BlockSubject.ByName.Values.Select(subject => subject.Attribute)];

    private static QuantizerAttribute[] Composed => [.. All.Where(attribute => attribute.Format is null && attribute.Kernels == QuantizerKernels.ByDefault)];

    [Fact]
    public void The_list_has_every_named_format_and_encoding()
    {
        Assert.Equal(
            Enum.GetValues<QuantizationFormat>().Where(format => format >= QuantizationFormat.Q8_0),
            All.Where(attribute => attribute is { Kernels: QuantizerKernels.ByDefault, Encoding: BlockEncoding.ByFormat }).Select(attribute => attribute.Format).OfType<QuantizationFormat>().Distinct().Order());
        Assert.Equal(
            [(QuantizationFormat.Q8_0, BlockEncoding.Reference), (QuantizationFormat.Q8_1, BlockEncoding.Reference), (QuantizationFormat.MXFP4, BlockEncoding.Microscaling)],
            All.Where(attribute => attribute.Encoding != BlockEncoding.ByFormat).Select(attribute => (attribute.Format!.Value, attribute.Encoding)).Order());
    }

    [Fact]
    public void Every_two_choices_of_composed_formats_that_go_together_do_so_once()
    {
        HashSet<(string, string)> present = [.. Composed.SelectMany(attribute => Pairs(Choices(attribute.Bits, attribute.Scheme, attribute.Rounding, attribute.Range, attribute.ScaleType, attribute.BlockSize, attribute.Packing, attribute.NaNHandling)))];
        (string, string)[] possible =
        [
            .. (from bits in Enumerable.Range(2, 7)
                from scheme in (QuantizationScheme[])[QuantizationScheme.Scale, QuantizationScheme.Uniform]
                from rounding in scheme == QuantizationScheme.Scale ? [Rounding.ByScheme] : (Rounding[])[Rounding.ByScheme, Rounding.NearestEven]
                from range in scheme == QuantizationScheme.Uniform ? [CodeRange.ByScheme] : (CodeRange[])[CodeRange.ByScheme, CodeRange.Full, CodeRange.Unsigned]
                from type in Enum.GetValues<ScaleType>()
                where type != ScaleType.None && (scheme == QuantizationScheme.Scale || type is ScaleType.Single or ScaleType.Half or ScaleType.BFloat16)
                from packing in bits == 4 ? Enum.GetValues<Packing>() : [Packing.Dense]
                from size in (int[])[16, 32, 48, 64, 96, 128]
                where size % 32 == 0 || (bits is 2 or 4 or 8 && packing == Packing.Dense)
                from nan in Enum.GetValues<NaNHandling>()
                from pair in Pairs(Choices(bits, scheme, rounding, range, type, size, packing, nan))
                select pair).Distinct(),
        ];
        Assert.InRange(possible.Length, 250, 350);
        Assert.DoesNotContain(possible, pair => !present.Contains(pair));
        Assert.Subset(Composed.Select(attribute => attribute.BlockSize).ToHashSet(), new HashSet<int> { 16, 32, 48, 64, 96, 128, 256, 1024, 4096 });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_type_has_the_kernels_it_asks_for(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        Assert.Equal(subject.Kernels.HasFlag(QuantizerKernels.Quantize), subject.Quantize is not null);
        Assert.Equal(subject.Kernels.HasFlag(QuantizerKernels.Dequantize), subject.Dequantize is not null);
        Assert.Equal(subject.Kernels.HasFlag(QuantizerKernels.FakeQuantize), subject.FakeQuantize is not null);
        Assert.Equal(subject.Kernels.HasFlag(QuantizerKernels.Dot), subject.DotValues is not null);
        Assert.Equal(subject.Kernels.HasFlag(QuantizerKernels.Dot) && subject.Partner is not null, subject.DotPartners is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sizes(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        Assert.Equal(subject.Size, subject.Type.GetField("BlockSize")!.GetRawConstantValue());
        Assert.Equal(subject.Bytes, subject.Type.GetField("BytesPerBlock")!.GetRawConstantValue());
        foreach (int blocks in (int[])[0, 1, 2, 1000]) Assert.Equal(blocks * subject.Bytes, subject.GetByteCount(blocks * subject.Size));
        foreach (int count in (int[])[1, subject.Size - 1, subject.Size + 1]) Assert.Throws<ArgumentException>("count", () => subject.GetByteCount(count));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => subject.GetByteCount(-subject.Size));
        int most = int.MaxValue / subject.Size;
        if (subject.Bytes <= subject.Size) Assert.Equal(most * subject.Bytes, subject.GetByteCount(most * subject.Size));
        else Assert.Throws<ArgumentOutOfRangeException>("count", () => subject.GetByteCount(most * subject.Size));
    }

    // Of what the contract fixes, the bytes of each format.
    [Theory]
    [InlineData("Q80Blocks", 32, 34)]
    [InlineData("Q81Blocks", 32, 36)]
    [InlineData("Q40Blocks", 32, 18)]
    [InlineData("Q41Blocks", 32, 20)]
    [InlineData("Q50Blocks", 32, 22)]
    [InlineData("Q51Blocks", 32, 24)]
    [InlineData("Q2KBlocks", 256, 84)]
    [InlineData("Q3KBlocks", 256, 110)]
    [InlineData("Q4KBlocks", 256, 144)]
    [InlineData("Q5KBlocks", 256, 176)]
    [InlineData("Q6KBlocks", 256, 210)]
    [InlineData("Q8KBlocks", 256, 292)]
    [InlineData("IQ4NLBlocks", 32, 18)]
    [InlineData("MXFP4Blocks", 32, 17)]
    [InlineData("NVFP4Blocks", 64, 36)]
    [InlineData("MXFP8E4M3Blocks", 32, 33)]
    [InlineData("MXFP8E5M2Blocks", 32, 33)]
    [InlineData("MXFP6E3M2Blocks", 32, 25)]
    [InlineData("MXFP6E2M3Blocks", 32, 25)]
    [InlineData("MXINT8Blocks", 32, 33)]
    [InlineData("NF4Blocks", 64, 36)]
    [InlineData("TQ10Blocks", 256, 54)]
    [InlineData("TQ20Blocks", 256, 66)]
    [InlineData("StaticQ40", 32, 18)]
    public void Sizes_of_named_formats(string name, int size, int bytes)
    {
        Type type = BlockSubject.ByName[name].Type;
        Assert.Equal((size, bytes), ((int)type.GetField("BlockSize")!.GetRawConstantValue()!, (int)type.GetField("BytesPerBlock")!.GetRawConstantValue()!));
    }

    private static string[] Choices(int bits, QuantizationScheme scheme, Rounding rounding, CodeRange range, ScaleType type, int size, Packing packing, NaNHandling nan) =>
        [$"{bits}", $"{scheme} {rounding} {range}", $"{type}", $"Of{int.Min(size, 128)}", $"{packing}", $"{nan}"];

    private static IEnumerable<(string, string)> Pairs(string[] choices) =>
        from one in Enumerable.Range(0, choices.Length)
        from other in Enumerable.Range(one + 1, choices.Length - one - 1)
        select (choices[one], choices[other]);
}
