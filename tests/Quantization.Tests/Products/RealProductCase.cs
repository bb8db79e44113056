using System.Numerics;
using Quantization.Tests.Declarations.Products;

namespace Quantization.Tests.Products;

/// <summary>The products of one declaration with parameters to try them with, on codes as ints.</summary>
internal sealed record RealProductCase(string Name, Side Left, Side Right, Side Own, RealProductCase.Of Dot, RealProductCase.Of SquaredDistance, RealProductCase.Of CosineSimilarity)
{
    internal delegate float Of(int[] left, int[] right, Side a, Side b);

    private delegate float OfSpans<TLeft, TRight>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, Side a, Side b);

    private delegate float OfPacked(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int count, Side a, Side b);

    /// <summary>The dot product that is given the sums of codes, with the declared sides.</summary>
    internal Func<int[], int[], float>? DotWithSums { get; init; }

    /// <summary>The number of elements of every call, or 0 for any.</summary>
    internal int Length { get; init; }

    internal static IReadOnlyList<RealProductCase> All { get; } = [.. Unpacked(), .. Constants(), .. Partners(), .. Packed()];

    internal IEnumerable<int> Lengths(IEnumerable<int> any) => Length > 0 ? [Length] : any;

    private static IEnumerable<RealProductCase> Unpacked()
    {
        Side signed = new(-127, 127, 0.037f), unsigned = new(0, 255, 0.1f, 7), full = new(-128, 127, 0.25f, 127), sliced = new(0, 255, 0.01f, 0, -1.3f, IsMidpoint: true);
        yield return Alike<sbyte>(
            "Scale8", signed, signed with { Scale = 1.5f },
            (l, r, a, b) => DotScale8.Dot(l, r, a.AsScale, b.AsScale), (l, r, a, b) => DotScale8.SquaredDistance(l, r, a.AsScale, b.AsScale), (l, r, _, _) => DotScale8.CosineSimilarity(l, r));
        yield return Alike<byte>(
            "Affine8", unsigned, unsigned with { Scale = 0.25f, ZeroPoint = 200 },
            (l, r, a, b) => DotAffine8.Dot(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffine8.SquaredDistance(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffine8.CosineSimilarity(l, r, a.AsAffine, b.AsAffine))
            .Summed<byte, byte>((l, r, a, b) => DotAffine8.Dot(l, r, a.AsAffine, b.AsAffine, DotAffine8.SumCodes(l), DotAffine8.SumCodes(r)));
        yield return Alike<sbyte>(
            "AffineSigned8", full, full with { Scale = 3e-5f, ZeroPoint = -128 },
            (l, r, a, b) => DotAffineSigned8.Dot(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffineSigned8.SquaredDistance(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffineSigned8.CosineSimilarity(l, r, a.AsAffine, b.AsAffine))
            .Summed<sbyte, sbyte>((l, r, a, b) => DotAffineSigned8.Dot(l, r, a.AsAffine, b.AsAffine, DotAffineSigned8.SumCodes(l), DotAffineSigned8.SumCodes(r)));
        yield return Alike<byte>(
            "Uniform8", sliced, sliced with { Scale = 0.5f, Minimum = 3f },
            (l, r, a, b) => DotUniform8.Dot(l, r, a.AsUniform, b.AsUniform), (l, r, a, b) => DotUniform8.SquaredDistance(l, r, a.AsUniform, b.AsUniform), (l, r, a, b) => DotUniform8.CosineSimilarity(l, r, a.AsUniform, b.AsUniform))
            .Summed<byte, byte>((l, r, a, b) => DotUniform8.Dot(l, r, a.AsUniform, b.AsUniform, DotUniform8.SumCodes(l), DotUniform8.SumCodes(r)));
        Side nearest = sliced with { IsMidpoint = false };
        yield return Alike<byte>(
            "UniformNearest8", nearest, nearest with { Minimum = 0f },
            (l, r, a, b) => DotUniformNearest8.Dot(l, r, a.AsUniform, b.AsUniform), (l, r, a, b) => DotUniformNearest8.SquaredDistance(l, r, a.AsUniform, b.AsUniform), (l, r, a, b) => DotUniformNearest8.CosineSimilarity(l, r, a.AsUniform, b.AsUniform));
        Side middles = new(-128, 127, 0.2f, IsMidpoint: true);
        yield return Alike<sbyte>(
            "ScaleMidpoint8", middles, middles with { Scale = 7f },
            (l, r, a, b) => DotScaleMidpoint8.Dot(l, r, a.AsScale, b.AsScale), (l, r, a, b) => DotScaleMidpoint8.SquaredDistance(l, r, a.AsScale, b.AsScale), (l, r, a, b) => DotScaleMidpoint8.CosineSimilarity(l, r, a.AsScale, b.AsScale));
        Side words = new(-32767, 32767, 0.001f), unsignedWords = new(0, 65535, 0.02f, 65535);
        yield return Alike<short>(
            "Scale16", words, words with { Scale = 2e6f },
            (l, r, a, b) => DotScale16.Dot(l, r, a.AsScale, b.AsScale), (l, r, a, b) => DotScale16.SquaredDistance(l, r, a.AsScale, b.AsScale), (l, r, _, _) => DotScale16.CosineSimilarity(l, r));
        yield return Alike<ushort>(
            "Affine16", unsignedWords, unsignedWords with { Scale = 0.3f, ZeroPoint = 32768 },
            (l, r, a, b) => DotAffine16.Dot(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffine16.SquaredDistance(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffine16.CosineSimilarity(l, r, a.AsAffine, b.AsAffine))
            .Summed<ushort, ushort>((l, r, a, b) => DotAffine16.Dot(l, r, a.AsAffine, b.AsAffine, DotAffine16.SumCodes(l), DotAffine16.SumCodes(r)));
        yield return Alike<byte>(
            "Length100", unsigned, unsigned with { ZeroPoint = 255 },
            (l, r, a, b) => DotOf100.Dot(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotOf100.SquaredDistance(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotOf100.CosineSimilarity(l, r, a.AsAffine, b.AsAffine)) with { Length = 100 };
    }

    private static IEnumerable<RealProductCase> Constants()
    {
        Side scale = new(-127, 127, 0.125f), affine = new(0, 255, 0.25f, 3), sliced = new(0, 255, 0.25f, 0, -1.5f, IsMidpoint: true);
        yield return Alike<sbyte>("ConstantScale8", scale, scale, (l, r, _, _) => DotConstantScale8.Dot(l, r), (l, r, _, _) => DotConstantScale8.SquaredDistance(l, r), (l, r, _, _) => DotConstantScale8.CosineSimilarity(l, r));
        yield return Alike<byte>("ConstantAffine8", affine, affine, (l, r, _, _) => DotConstantAffine8.Dot(l, r), (l, r, _, _) => DotConstantAffine8.SquaredDistance(l, r), (l, r, _, _) => DotConstantAffine8.CosineSimilarity(l, r))
            .Summed<byte, byte>((l, r, _, _) => DotConstantAffine8.Dot(l, r, DotConstantAffine8.SumCodes(l), DotConstantAffine8.SumCodes(r)));
        affine = affine with { ZeroPoint = 0 };
        yield return Alike<byte>("ConstantZeroAffine8", affine, affine, (l, r, _, _) => DotConstantZeroAffine8.Dot(l, r), (l, r, _, _) => DotConstantZeroAffine8.SquaredDistance(l, r), (l, r, _, _) => DotConstantZeroAffine8.CosineSimilarity(l, r));
        yield return Alike<byte>("ConstantUniform8", sliced, sliced, (l, r, _, _) => DotConstantUniform8.Dot(l, r), (l, r, _, _) => DotConstantUniform8.SquaredDistance(l, r), (l, r, _, _) => DotConstantUniform8.CosineSimilarity(l, r));
    }

    private static IEnumerable<RealProductCase> Partners()
    {
        Side signed = new(-127, 127, 0.037f), unsigned = new(0, 255, 0.1f, 7), sliced = new(0, 255, 0.01f, 0, -1.3f, IsMidpoint: true), nibble = new(0, 15, 0.4f, 9);
        yield return Spans<sbyte, byte>(
            "ScaleByAffine8", signed, unsigned, signed with { Scale = 2f },
            (l, r, a, b) => DotScaleByAffine8.Dot(l, r, a.AsScale, b.AsAffine), (l, r, a, b) => DotScaleByAffine8.SquaredDistance(l, r, a.AsScale, b.AsScale), (l, r, _, _) => DotScaleByAffine8.CosineSimilarity(l, r))
            .Summed<sbyte, byte>((l, r, a, b) => DotScaleByAffine8.Dot(l, r, a.AsScale, b.AsAffine, DotScaleByAffine8.SumCodes(l), DotAffine8.SumCodes(r)));
        yield return Spans<byte, byte>(
            "AffineByUniform8", unsigned, sliced, unsigned with { ZeroPoint = 99 },
            (l, r, a, b) => DotAffineByUniform8.Dot(l, r, a.AsAffine, b.AsUniform), (l, r, a, b) => DotAffineByUniform8.SquaredDistance(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffineByUniform8.CosineSimilarity(l, r, a.AsAffine, b.AsAffine))
            .Summed<byte, byte>((l, r, a, b) => DotAffineByUniform8.Dot(l, r, a.AsAffine, b.AsUniform, DotAffineByUniform8.SumCodes(l), DotUniform8.SumCodes(r)));
        yield return Spans<byte, sbyte>(
            "AffineByConstant8", unsigned, signed with { Scale = 0.125f }, unsigned,
            (l, r, a, _) => DotAffineByConstant8.Dot(l, r, a.AsAffine), (l, r, a, b) => DotAffineByConstant8.SquaredDistance(l, r, a.AsAffine, b.AsAffine), (l, r, a, b) => DotAffineByConstant8.CosineSimilarity(l, r, a.AsAffine, b.AsAffine));
        yield return Spans<byte, byte>(
            "Affine4ByAffine8", nibble, unsigned, nibble with { ZeroPoint = 2 },
            (l, r, a, b) => DotAffine4ByAffine8.DotPacked(Pack(l, 4), r, a.AsAffine, b.AsAffine),
            (l, r, a, b) => DotAffine4ByAffine8.SquaredDistancePacked(Pack(l, 4), Pack(r, 4), l.Length, a.AsAffine, b.AsAffine),
            (l, r, a, b) => DotAffine4ByAffine8.CosineSimilarityPacked(Pack(l, 4), Pack(r, 4), l.Length, a.AsAffine, b.AsAffine))
            .Summed<byte, byte>((l, r, a, b) => DotAffine4ByAffine8.DotPacked(Pack(l, 4), r, a.AsAffine, b.AsAffine, DotAffine4ByAffine8.SumCodes(l), DotAffine8.SumCodes(r)));
        Side crumb = new(-1, 1, 0.7f);
        yield return Spans<sbyte, byte>(
            "Scale2ByUniform8", crumb, sliced, crumb with { Scale = 3f },
            (l, r, a, b) => DotScale2ByUniform8.DotPacked(Pack(l, 2), r, a.AsScale, b.AsUniform),
            (l, r, a, b) => DotScale2ByUniform8.SquaredDistancePacked(Pack(l, 2), Pack(r, 2), l.Length, a.AsScale, b.AsScale),
            (l, r, _, _) => DotScale2ByUniform8.CosineSimilarityPacked(Pack(l, 2), Pack(r, 2), l.Length));
    }

    private static IEnumerable<RealProductCase> Packed()
    {
        Side signed = new(-7, 7, 0.4f), unsigned = new(0, 15, 0.3f, 15), sliced = new(0, 15, 0.1f, 0, 2f, IsMidpoint: true), crumb = new(0, 3, 1.1f, 1), bit = new(0, 1, 0.6f, 1), sign = new(-1, 1, 0.25f);
        yield return OfBits<sbyte>(
            "Scale4", 4, signed, signed with { Scale = 9f },
            (l, r, n, a, b) => DotScale4.DotPacked(l, r, n, a.AsScale, b.AsScale), (l, r, n, a, b) => DotScale4.SquaredDistancePacked(l, r, n, a.AsScale, b.AsScale), (l, r, n, _, _) => DotScale4.CosineSimilarityPacked(l, r, n));
        yield return OfBits<byte>(
            "Affine4", 4, unsigned, unsigned with { ZeroPoint = 0 },
            (l, r, n, a, b) => DotAffine4.DotPacked(l, r, n, a.AsAffine, b.AsAffine), (l, r, n, a, b) => DotAffine4.SquaredDistancePacked(l, r, n, a.AsAffine, b.AsAffine), (l, r, n, a, b) => DotAffine4.CosineSimilarityPacked(l, r, n, a.AsAffine, b.AsAffine));
        yield return OfBits<byte>(
            "Uniform4", 4, sliced, sliced with { Minimum = -0.8f },
            (l, r, n, a, b) => DotUniform4.DotPacked(l, r, n, a.AsUniform, b.AsUniform, DotUniform4.SumPackedCodes(l, n), DotUniform4.SumPackedCodes(r, n)), (l, r, n, a, b) => DotUniform4.SquaredDistancePacked(l, r, n, a.AsUniform, b.AsUniform), (l, r, n, a, b) => DotUniform4.CosineSimilarityPacked(l, r, n, a.AsUniform, b.AsUniform));
        yield return OfBits<byte>(
            "Affine2", 2, crumb, crumb with { ZeroPoint = 3 },
            (l, r, n, a, b) => DotAffine2.DotPacked(l, r, n, a.AsAffine, b.AsAffine), (l, r, n, a, b) => DotAffine2.SquaredDistancePacked(l, r, n, a.AsAffine, b.AsAffine), (l, r, n, a, b) => DotAffine2.CosineSimilarityPacked(l, r, n, a.AsAffine, b.AsAffine));
        yield return OfBits<byte>(
            "Affine1", 1, bit, bit with { ZeroPoint = 0 },
            (l, r, n, a, b) => DotAffine1.DotPacked(l, r, n, a.AsAffine, b.AsAffine), (l, r, n, a, b) => DotAffine1.SquaredDistancePacked(l, r, n, a.AsAffine, b.AsAffine), (l, r, n, a, b) => DotAffine1.CosineSimilarityPacked(l, r, n, a.AsAffine, b.AsAffine));
        yield return OfBits<sbyte>(
            "Signs", 1, sign, sign with { Scale = 5f },
            (l, r, n, a, b) => DotSigns.DotPacked(l, r, n, a.AsScale, b.AsScale), (l, r, n, a, b) => DotSigns.SquaredDistancePacked(l, r, n, a.AsScale, b.AsScale), (l, r, n, _, _) => DotSigns.CosineSimilarityPacked(l, r, n));
    }

    private static RealProductCase Alike<T>(string name, Side left, Side right, OfSpans<T, T> dot, OfSpans<T, T> squaredDistance, OfSpans<T, T> cosine)
        where T : IBinaryInteger<T> =>
        Spans(name, left, right, right, dot, squaredDistance, cosine);

    private static RealProductCase Spans<TLeft, TRight>(string name, Side left, Side right, Side own, OfSpans<TLeft, TRight> dot, OfSpans<TLeft, TLeft> squaredDistance, OfSpans<TLeft, TLeft> cosine)
        where TLeft : IBinaryInteger<TLeft>
        where TRight : IBinaryInteger<TRight> =>
        new(name, left, right, own, OnCodes(dot), OnCodes(squaredDistance), OnCodes(cosine));

    private static RealProductCase OfBits<T>(string name, int bits, Side left, Side right, OfPacked dot, OfPacked squaredDistance, OfPacked cosine)
        where T : IBinaryInteger<T>
    {
        return new(name + "Packed", left, right, right, OnBits(dot), OnBits(squaredDistance), OnBits(cosine));

        Of OnBits(OfPacked method) => (left, right, a, b) => method(Pack<T>(Convert<T>(left), bits), Pack<T>(Convert<T>(right), bits), left.Length, a, b);
    }

    private RealProductCase Summed<TLeft, TRight>(OfSpans<TLeft, TRight> dot)
        where TLeft : IBinaryInteger<TLeft>
        where TRight : IBinaryInteger<TRight>
    {
        Of onCodes = OnCodes(dot);
        return this with { DotWithSums = (left, right) => onCodes(left, right, Left, Right) };
    }

    private static Of OnCodes<TLeft, TRight>(OfSpans<TLeft, TRight> method)
        where TLeft : IBinaryInteger<TLeft>
        where TRight : IBinaryInteger<TRight> =>
        (left, right, a, b) => method(Convert<TLeft>(left), Convert<TRight>(right), a, b);

    private static T[] Convert<T>(int[] codes)
        where T : IBinaryInteger<T> =>
        [.. codes.Select(T.CreateChecked)];

    // A dense stream; of one bit, whose code is −1 or +1, the bit is that of +1.
    private static byte[] Pack<T>(ReadOnlySpan<T> codes, int bits)
        where T : IBinaryInteger<T>
    {
        byte[] packed = new byte[((codes.Length * bits) + 7) / 8];
        for (int i = 0; i < codes.Length; i++)
        {
            int code = int.CreateChecked(codes[i]), field = bits == 1 ? Math.Max(code, 0) : code & ((1 << bits) - 1);
            packed[i * bits / 8] |= (byte)(field << (i * bits % 8));
        }

        return packed;
    }
}
