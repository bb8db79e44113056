using System.Numerics;
using System.Reflection;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>The same with the integer types of its codes.</summary>
internal sealed class ProductSubject<TCode, TPartner> : ProductSubject
    where TCode : unmanaged, IBinaryInteger<TCode>
    where TPartner : unmanaged, IBinaryInteger<TPartner>
{
    private delegate long OfTwo<TRight>(ReadOnlySpan<TCode> left, ReadOnlySpan<TRight> right);
    private delegate int OfTwoInt32<TRight>(ReadOnlySpan<TCode> left, ReadOnlySpan<TRight> right);
    private delegate long OfOne(ReadOnlySpan<TCode> codes);
    private delegate long OfPacked(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int count);
    private delegate int OfPackedInt32(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int count);
    private delegate long OfOnePacked(ReadOnlySpan<byte> packed, int count);
    private delegate float OfValues<TCodes>(ReadOnlySpan<TCodes> codes, ReadOnlySpan<float> values);
    private delegate long OfPackedByPartner(ReadOnlySpan<byte> left, ReadOnlySpan<TPartner> right);

    private readonly OfTwo<TPartner> dot;
    private readonly OfTwo<TCode> squaredDistance;
    private readonly OfTwoInt32<TCode> hamming;
    private readonly OfOne sum;
    private readonly OfPacked? dotPacked, squaredDistancePacked;
    private readonly OfPackedInt32? hammingPacked;
    private readonly OfOnePacked? sumPacked;
    private readonly OfPackedByPartner? dotByPartner;

    internal ProductSubject(Type type)
        : base(type)
    {
        bool isInt32 = Attribute.Accumulator == typeof(int);
        if (isInt32)
        {
            OfTwoInt32<TPartner> narrow = Method<OfTwoInt32<TPartner>>("DotCodes");
            dot = (left, right) => narrow(left, right);
        }
        else
        {
            dot = Method<OfTwo<TPartner>>("DotCodes");
        }

        squaredDistance = Method<OfTwo<TCode>>("SquaredDistanceCodes");
        hamming = Method<OfTwoInt32<TCode>>("HammingDistance");
        sum = Method<OfOne>("SumCodes");
        if (!IsPacked) return;
        squaredDistancePacked = Method<OfPacked>("SquaredDistancePackedCodes");
        hammingPacked = Method<OfPackedInt32>("HammingDistancePacked");
        sumPacked = Method<OfOnePacked>("SumPackedCodes");
        if (Attribute.Partner is not null) dotByPartner = Method<OfPackedByPartner>("DotPackedCodes");
        else if (!isInt32) dotPacked = Method<OfPacked>("DotPackedCodes");
        else
        {
            OfPackedInt32 narrow = Method<OfPackedInt32>("DotPackedCodes");
            dotPacked = (left, right, count) => narrow(left, right, count);
        }
    }

    internal override void CheckUnpacked(int[] left, int[] right, int[] own)
    {
        using GuardedMemory<TCode> a = GuardedMemory<TCode>.EndingAtGuard(left.Length).With(Of<TCode>(left)), c = GuardedMemory<TCode>.EndingAtGuard(own.Length).With(Of<TCode>(own));
        using GuardedMemory<TPartner> b = GuardedMemory<TPartner>.EndingAtGuard(right.Length).With(Of<TPartner>(right));
        Assert.Equal(Sum(left, right, (x, y) => x * y), dot(a.Span, b.Span));
        Assert.Equal(Sum(left, own, (x, y) => (x - y) * (x - y)), squaredDistance(a.Span, c.Span));
        Assert.Equal(Sum(left, own, (x, y) => x == y ? 0 : 1), hamming(a.Span, c.Span));
        Assert.Equal(Sum(left, left, (x, _) => x), sum(a.Span));
    }

    internal override void CheckPacked(int[] left, int[] right, int[] own)
    {
        int n = left.Length;
        // What is left of a last byte is no code, whatever it is.
        using GuardedMemory<byte> a = Packed(left), c = Packed(own);
        Assert.Equal(Sum(left, own, (x, y) => (x - y) * (x - y)), squaredDistancePacked!(a.Span, c.Span, n));
        Assert.Equal(Sum(left, own, (x, y) => x == y ? 0 : 1), hammingPacked!(a.Span, c.Span, n));
        Assert.Equal(Sum(left, left, (x, _) => x), sumPacked!(a.Span, n));
        if (dotPacked is not null) Assert.Equal(Sum(left, own, (x, y) => x * y), dotPacked(a.Span, c.Span, n));
        if (dotByPartner is null) return;
        using GuardedMemory<TPartner> b = GuardedMemory<TPartner>.EndingAtGuard(n).With(Of<TPartner>(right));
        Assert.Equal(Sum(left, right, (x, y) => x * y), dotByPartner(a.Span, b.Span));
    }

    internal override IEnumerable<float> DotValues(int[] codes, float[] values)
    {
        using GuardedMemory<float> y = GuardedMemory<float>.EndingAtGuard(values.Length).With(values);
        using GuardedMemory<TCode> x = GuardedMemory<TCode>.EndingAtGuard(codes.Length).With(Of<TCode>(codes));
        List<float> results = [Method<OfValues<TCode>>("DotCodes")(x.Span, y.Span)];
        if (!IsPacked) return results;
        using GuardedMemory<byte> packed = Packed(codes);
        results.Add(Method<OfValues<byte>>("DotPackedCodes")(packed.Span, y.Span));
        return results;
    }

    private GuardedMemory<byte> Packed(int[] codes)
    {
        byte[] bytes = new byte[((codes.Length * Bits) + 7) / 8];
        if (codes.Length % (8 / Bits) != 0) bytes[^1] = unchecked((byte)(0xFF << (codes.Length * Bits % 8)));
        for (int i = 0; i < codes.Length; i++)
        {
            int field = Bits == 1 && MinCode < 0 ? (codes[i] + 1) / 2 : codes[i] & ((1 << Bits) - 1);
            bytes[i * Bits / 8] |= (byte)(field << (i * Bits % 8));
        }

        return GuardedMemory<byte>.EndingAtGuard(bytes.Length).With(bytes);
    }

    private static T[] Of<T>(int[] codes)
        where T : IBinaryInteger<T> =>
        [.. codes.Select(code => T.CreateChecked(code))];

    // Exact, whatever the codes.
    private static long Sum(int[] left, int[] right, Func<Int128, Int128, Int128> term)
    {
        Int128 sum = 0;
        for (int i = 0; i < left.Length; i++) sum += term(left[i], right[i]);
        return checked((long)sum);
    }

    private T Method<T>(string name)
        where T : Delegate
    {
        Type[] parameters = [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)];
        MethodInfo method = Type.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters) ?? throw new MissingMethodException(Type.Name, name);
        return method.CreateDelegate<T>();
    }
}
