using System.Reflection;
using Quantization.Runtime;
using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Sums of codes against plain sums in 128 bits, at every length, at the ends of readable memory, and where 32 bits overflow.</summary>
public sealed class CodeSumTests
{
    public static TheoryData<string> Names => [.. ProductSubject.All.Select(subject => subject.Type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryLengthIsExact(string name)
    {
        ProductSubject subject = Subject(name);
        foreach (int length in subject.Lengths)
        {
            foreach (Func<int, int, int, int> pattern in Patterns) Check(subject, length, pattern);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LongSpansOfExtremesDoNotOverflow(string name)
    {
        ProductSubject subject = Subject(name);
        if (subject.Attribute.Length > 0) return;
        int most = subject.Type.GetField("MaxDotLength") is { } limit ? (int)limit.GetRawConstantValue()! : int.MaxValue;
        int length = Math.Min(200_003, most);
        foreach (Func<int, int, int, int> pattern in Patterns.Skip(1)) Check(subject, length, pattern);
    }

    /// <summary>Spans of the largest codes, longer than their sums fit in 32 bits on any instruction set: they are known without adding up.</summary>
    [Fact]
    public void SumsAreWidenedInTime()
    {
        const int Long = 4_500_011;
        sbyte[] lowest = [.. Enumerable.Repeat(sbyte.MinValue, Long)];
        byte[] highest = [.. Enumerable.Repeat(byte.MaxValue, Long)], zeros = new byte[Long];
        Assert.Equal(16384L * Long, DotScaleFull8.DotCodes(lowest, lowest));
        Assert.Equal(65025L * Long, DotAffine8.DotCodes(highest, highest));
        Assert.Equal(65025L * Long, DotAffine8.SquaredDistanceCodes(highest, zeros));
        Assert.Equal(65025L * Long, DotAffine8.SquaredDistanceCodes(zeros, highest));
        Assert.Equal(65025f * Long * 0.0625f, DotConstantAffine8.SquaredDistance(highest, zeros));
        Assert.Equal(1f, DotConstantAffine8.CosineSimilarity(highest, highest));
        Assert.Equal(-32640L * Long, DotScaleByAffine8.DotCodes(lowest, highest));
        Assert.Equal(255L * Long, DotAffine8.SumCodes(highest));
        Assert.Equal(-128L * Long, DotScaleFull8.SumCodes(lowest));
        short[] words = [.. Enumerable.Repeat(short.MinValue, Long)];
        Assert.Equal(1L * Long << 30, DotAffineSigned16.DotCodes(words, words));
        ushort[] unsigned = [.. Enumerable.Repeat(ushort.MaxValue, Long)];
        Assert.Equal(4294836225L * Long, DotAffine16.DotCodes(unsigned, unsigned));
        Assert.Equal(4294836225L * Long, DotAffine16.SquaredDistanceCodes(unsigned, new ushort[Long]));
    }

    /// <summary>The same of packed codes, of which a lane takes more.</summary>
    [Fact]
    public void SumsOfPackedCodesAreWidenedInTime()
    {
        const int Long = 36_000_011;
        byte[] packed = [.. Enumerable.Repeat(byte.MaxValue, (Long + 1) / 2)], highest = [.. Enumerable.Repeat(byte.MaxValue, Long)];
        Assert.Equal(15L * 255 * Long, DotAffine4ByAffine8.DotPackedCodes(packed, highest));
        packed.AsSpan().Fill(0x88);
        sbyte[] lowest = [.. Enumerable.Repeat(sbyte.MinValue, Long)];
        Assert.Equal(8L * 128 * Long, DotFull4ByFull8.DotPackedCodes(packed, lowest));
    }

    /// <summary>The same of packed codes with packed ones, of which a lane of the widest vectors overflows at 153 million.</summary>
    [Fact]
    public void SumsOfTwoPackedSidesAreWidenedInTime()
    {
        if (TestSettings.Quick) return;
        const int Long = 160_000_001;
        byte[] highest = [.. Enumerable.Repeat(byte.MaxValue, (Long + 1) / 2)], zeros = new byte[highest.Length];
        Assert.Equal(225L * Long, DotAffine4.DotPackedCodes(highest, highest, Long));
        Assert.Equal(225L * Long, DotAffine4.SquaredDistancePackedCodes(highest, zeros, Long));
        Assert.Equal(15L * Long, DotAffine4.SumPackedCodes(highest, Long));
    }

    /// <summary>Differences of codes with zero points at the two ends are twice as large as codes, and their squares are more than 64 bits add up.</summary>
    [Fact]
    public void DistancesOfFarZeroPointsDoNotOverflow()
    {
        const int Count = 600_000_000;
        const double Code = ushort.MaxValue;
        CodeMoments moments = new(products: 0, leftSquares: (long)(Count * Code * Code), rightSquares: 0, leftSum: (long)(Count * Code), rightSum: 0);
        CodeReconstruction left = new(1f, 0, 0), right = new(1f, ushort.MaxValue, 0);
        Assert.Equal((float)(4 * Code * Code * Count), moments.SquaredDistance(Count, left, right));
    }

    private static ProductSubject Subject(string name) => ProductSubject.All.Single(subject => subject.Type.Name == name);

    // Random codes, the lowest and the highest throughout, and in turns.
    private static Func<int, int, int, int>[] Patterns { get; } =
    [
        (i, min, max) => min + (int)(unchecked((uint)i * 2654435761u) >> 8) % (max - min + 1),
        (_, min, _) => min,
        (_, _, max) => max,
        (i, min, max) => i % 2 == 0 ? min : max,
    ];

    private static void Check(ProductSubject subject, int length, Func<int, int, int, int> pattern)
    {
        (int partnerMin, int partnerMax) = (Constant(subject.Partner, "MinCode"), Constant(subject.Partner, "MaxCode"));
        int[] left = Codes(length, 0, subject.MinCode, subject.MaxCode, pattern), right = Codes(length, 17, partnerMin, partnerMax, pattern);
        int[] own = Codes(length, 31, subject.MinCode, subject.MaxCode, pattern);
        if (subject.MinCode == -1 && subject.Bits == 1)
        {
            Signs(left);
            Signs(own);
        }

        if (Constant(subject.Partner, "Bits") == 1 && partnerMin < 0) Signs(right);
        subject.CheckUnpacked(left, right, own);
        if (subject.IsPacked) subject.CheckPacked(left, right, own);
    }

    private static int Constant(Type type, string name) => (int)type.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;

    private static int[] Codes(int length, int skip, int min, int max, Func<int, int, int, int> pattern) => [.. Enumerable.Range(skip, length).Select(i => pattern(i, min, max))];

    // One bit has no code 0.
    private static void Signs(int[] codes)
    {
        for (int i = 0; i < codes.Length; i++) if (codes[i] == 0) codes[i] = 1;
    }
}
