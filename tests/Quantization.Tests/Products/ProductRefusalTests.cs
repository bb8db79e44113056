using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>What products of codes refuse: the argument is named, and the limit where there is one.</summary>
public sealed class ProductRefusalTests
{
    private static readonly ScaleParameters one = new(1f);

    [Fact]
    public void SidesOfDifferentLengths()
    {
        sbyte[] two = new sbyte[2], three = new sbyte[3];
        Refused("right", "There must be 2 elements, as many as on the other side; there are 3.", () => DotScale8.DotCodes(two, three));
        Refused("right", "3", () => DotScale8.SquaredDistanceCodes(two, three));
        Refused("right", "3", () => DotScale8.HammingDistance(two, three));
        Refused("right", "3", () => DotScale8.Dot(two, three, one, one));
        Refused("right", "3", () => DotScale8.SquaredDistance(two, three, one, one));
        Refused("right", "3", () => DotScale8.CosineSimilarity(two, three));
        Refused("right", "3", () => DotScaleByAffine8.DotCodes(two, new byte[3]));
        Refused("values", "3", () => DotScale8.DotCodes(two, new float[3]));
        Refused("values", "3", () => DotScale8.Dot(two, new float[3], one));
    }

    [Fact]
    public void MoreThanASumOf32BitsHolds()
    {
        Assert.Equal(int.MaxValue / (127 * 127), DotInt32Scale8.MaxDotLength);
        sbyte[] most = [.. Enumerable.Repeat((sbyte)-127, DotInt32Scale8.MaxDotLength)];
        Assert.Equal(127 * 127 * DotInt32Scale8.MaxDotLength, DotInt32Scale8.DotCodes(most, most));
        sbyte[] more = new sbyte[DotInt32Scale8.MaxDotLength + 1];
        Refused("left", "There are 133145 elements; sums of more than 133144 products may not fit in 32 bits.", () => DotInt32Scale8.DotCodes(more, more));
        // What has no int as its result has no such limit.
        Assert.Equal(0f, DotInt32Scale8.Dot(more, more, one, one));
    }

    [Fact]
    public void ALengthThatIsNotTheDeclaredOne()
    {
        byte[] short1 = new byte[99], right = new byte[100];
        Refused("left", "100", () => DotOf100.DotCodes(short1, short1));
        Refused("right", "100", () => DotOf100.DotCodes(right, short1));
        Refused("codes", "100", () => DotOf100.SumCodes(short1));
        Refused("codes", "100", () => DotOf100.DotCodes(short1, new float[99]));
        Refused("count", "100", () => DotPackedOf100.DotPackedCodes(right, right, 99));
        Refused("count", "100", () => DotPackedOf100.SumPackedCodes(right, 101));
        Refused("values", "100", () => DotPackedOf100.DotPackedCodes(right, new float[99]));
    }

    [Fact]
    public void FewerBytesThanPackedCodesTake()
    {
        byte[] two = new byte[2], one = new byte[1];
        Refused("left", "2", () => DotScale4.DotPackedCodes(one, two, 3));
        Refused("right", "2", () => DotScale4.DotPackedCodes(two, one, 3));
        Refused("right", "2", () => DotSigns.HammingDistancePacked(two, one, 9));
        Refused("left", "2", () => DotScale2.SquaredDistancePackedCodes(one, two, 5));
        Refused("packed", "2", () => DotScale4.SumPackedCodes(one, 4));
        Refused("packed", "2", () => DotScale4.DotPackedCodes(one, new float[4]));
        Refused("left", "2", () => DotScale4ByScale8.DotPackedCodes(one, new sbyte[3]));
        Refused("right", "2", () => DotScale4.CosineSimilarityPacked(two, one, 3));
        RefusedRange("count", () => DotScale4.DotPackedCodes(two, two, -1));
        RefusedRange("count", () => DotSigns.SumPackedCodes(two, -1));
        RefusedRange("count", () => DotScale4.HammingDistancePacked(two, two, -1));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ScalesThatAreNotPositiveAndFinite(float scale)
    {
        sbyte[] codes = new sbyte[2];
        byte[] unsigned = new byte[2];
        RefusedRange("leftParameters", () => DotScale8.Dot(codes, codes, new(scale), one));
        RefusedRange("rightParameters", () => DotScale8.Dot(codes, codes, one, new(scale)));
        RefusedRange("rightParameters", () => DotScale8.SquaredDistance(codes, codes, one, new(scale)));
        RefusedRange("leftParameters", () => DotAffine8.CosineSimilarity(unsigned, unsigned, new(scale, 0), new(1f, 0)));
        RefusedRange("rightParameters", () => DotUniform8.Dot(unsigned, unsigned, new(0f, 1f), new(0f, scale)));
        RefusedRange("parameters", () => DotScale8.Dot(codes, new float[2], new(scale)));
        RefusedRange("rightParameters", () => DotScale4.DotPacked(unsigned, unsigned, 3, one, new(scale)));
        RefusedRange("parameters", () => DotScale4.DotPacked(unsigned, new float[3], new(scale)));
    }

    [Fact]
    public void OffsetsThatAreNone()
    {
        byte[] codes = new byte[2];
        RefusedRange("leftParameters", () => DotAffine8.Dot(codes, codes, new(1f, 256), new(1f, 0)));
        RefusedRange("rightParameters", () => DotAffine8.Dot(codes, codes, new(1f, 0), new(1f, -1)));
        RefusedRange("rightParameters", () => DotAffine8.Dot(codes, codes, new(1f, 0), new(1f, -1), 0, 0));
        RefusedRange("leftParameters", () => DotUniform8.SquaredDistance(codes, codes, new(float.NaN, 1f), new(0f, 1f)));
        RefusedRange("parameters", () => DotUniform8.Dot(codes, new float[2], new(float.NegativeInfinity, 1f)));
        RefusedRange("parameters", () => DotAffine4.DotPacked(codes, new float[2], new(1f, 16)));
    }

    private static void Refused(string argument, string says, Func<object> call)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
    }

    private static void RefusedRange(string argument, Func<object> call) => Assert.Equal(argument, Assert.Throws<ArgumentOutOfRangeException>(call).ParamName);
}
