using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Codes times floats: the very bits of sixteen accumulators in plain code, whatever runs.</summary>
public sealed class ValueProductTests
{
    private delegate float Dot(int[] codes, float[] values, Side side);

    public static TheoryData<string> Names => [.. ProductSubject.All.Select(subject => subject.Type.Name)];

    private static (string Name, Side Side, Dot Dot)[] Reconstructed { get; } =
    [
        ("Scale8", new(-127, 127, 0.037f), (q, y, a) => DotScale8.Dot(Of<sbyte>(q), y, a.AsScale)),
        ("ScaleUnsigned8", new(0, 255, 0.037f), (q, y, a) => DotScaleUnsigned8.Dot(Of<byte>(q), y, a.AsScale)),
        ("ScaleMidpoint8", new(-128, 127, 0.3f, IsMidpoint: true), (q, y, a) => DotScaleMidpoint8.Dot(Of<sbyte>(q), y, a.AsScale)),
        ("Affine8", new(0, 255, 0.1f, 131), (q, y, a) => DotAffine8.Dot(Of<byte>(q), y, a.AsAffine)),
        ("Uniform8", new(0, 255, 0.1f, 0, -3.3f, IsMidpoint: true), (q, y, a) => DotUniform8.Dot(Of<byte>(q), y, a.AsUniform)),
        ("UniformNearest8", new(0, 255, 0.1f, 0, -3.3f), (q, y, a) => DotUniformNearest8.Dot(Of<byte>(q), y, a.AsUniform)),
        ("Affine16", new(0, 65535, 0.001f, 40000), (q, y, a) => DotAffine16.Dot(Of<ushort>(q), y, a.AsAffine)),
        ("Scale16", new(-32767, 32767, 0.001f), (q, y, a) => DotScale16.Dot(Of<short>(q), y, a.AsScale)),
        ("ConstantAffine8", new(0, 255, 0.25f, 3), (q, y, _) => DotConstantAffine8.Dot(Of<byte>(q), y)),
        ("Affine4", new(0, 15, 0.3f, 9), (q, y, a) => DotAffine4.Dot(Of<byte>(q), y, a.AsAffine)),
        ("Affine4Packed", new(0, 15, 0.3f, 9), (q, y, a) => DotAffine4.DotPacked(Pack(q, 4), y, a.AsAffine)),
        ("Scale4Packed", new(-7, 7, 0.3f), (q, y, a) => DotScale4.DotPacked(Pack(q, 4), y, a.AsScale)),
        ("Uniform4Packed", new(0, 15, 0.3f, 0, 1.7f, IsMidpoint: true), (q, y, a) => DotUniform4.DotPacked(Pack(q, 4), y, a.AsUniform)),
        ("Scale2Packed", new(-1, 1, 0.3f), (q, y, a) => DotScale2.DotPacked(Pack(q, 2), y, a.AsScale)),
        ("SignsPacked", new(-1, 1, 0.3f), (q, y, a) => DotSigns.DotPacked(Pack([.. q.Select(code => Math.Max(code, 0))], 1), y, a.AsScale)),
    ];

    public static TheoryData<string> ReconstructedNames => [.. Reconstructed.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void CodesTimesValuesAreTheBitsOfPlainCode(string name)
    {
        ProductSubject subject = ProductSubject.All.Single(each => each.Type.Name == name);
        var side = new Side(subject.MinCode, subject.MaxCode, 1f);
        foreach (int length in subject.Attribute.Length > 0 ? [subject.Attribute.Length] : Lengths)
        {
            (int[] codes, float[] values) = (side.Codes(length, 1), Values(length));
            float expected = Plain([.. codes.Select(code => (float)code)], values);
            Assert.All(subject.DotValues(codes, values), actual => Same(expected, actual));
        }
    }

    [Theory]
    [MemberData(nameof(ReconstructedNames))]
    public void WhatCodesStandForTimesValuesIsTheBitsOfPlainCode(string name)
    {
        (_, Side side, Dot dot) = Reconstructed.Single(each => each.Name == name);
        foreach (int length in Lengths)
        {
            (int[] codes, float[] values) = (side.Codes(length, 2), Values(length));
            Same(Plain([.. codes.Select(code => Value(code, side))], values), dot(codes, values, side));
        }
    }

    /// <summary>Places that are read beyond the last code add nothing, even where what they stand for is infinite.</summary>
    [Fact]
    public void ScalesNearTheEndOfFloatsAddNothingElse()
    {
        var side = new Side(0, 255, 1e37f, 255);
        foreach (int length in Lengths)
        {
            (int[] codes, float[] values) = ([.. Enumerable.Repeat(254, length)], [.. Enumerable.Repeat(0.5f, length)]);
            Same(Plain([.. codes.Select(code => Value(code, side))], values), DotAffine8.Dot(Of<byte>(codes), values, side.AsAffine));
        }
    }

    private static IEnumerable<int> Lengths => [.. Enumerable.Range(0, 135), 191, 192, 193, 1029];

    private static float Value(int code, Side side)
    {
        float steps = (float)(code - side.ZeroPoint) + (side.IsMidpoint ? 0.5f : 0f);
        return side.Minimum + (steps * side.Scale);
    }

    private static float Plain(float[] factors, float[] values)
    {
        float[] sums = new float[16];
        for (int e = 0; e < factors.Length; e++) sums[e % 16] += factors[e] * values[e];
        for (int further = 8; further > 0; further /= 2)
        {
            for (int a = 0; a < further; a++) sums[a] += sums[a + further];
        }

        return sums[0];
    }

    private static float[] Values(int length)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.5f) * MathF.ScaleB(1f, random.Next(-20, 20)))];
    }

    private static void Same(float expected, float actual) => Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual));

    private static T[] Of<T>(int[] codes)
        where T : System.Numerics.IBinaryInteger<T> =>
        [.. codes.Select(T.CreateChecked)];

    private static byte[] Pack(int[] codes, int bits)
    {
        byte[] packed = new byte[((codes.Length * bits) + 7) / 8];
        for (int i = 0; i < codes.Length; i++) packed[i * bits / 8] |= (byte)((codes[i] & ((1 << bits) - 1)) << (i * bits % 8));
        return packed;
    }
}
