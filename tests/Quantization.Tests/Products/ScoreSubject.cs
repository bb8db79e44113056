using System.Numerics;
using System.Reflection;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>A declaration with scores, seen by reflection.</summary>
internal abstract class ScoreSubject(Type type)
{
    internal Type Type { get; } = type;

    internal QuantizerAttribute Attribute { get; } = type.GetCustomAttribute<QuantizerAttribute>()!;

    internal Type Partner => Attribute.Partner ?? Type;

    internal bool IsPacked => Type.GetMethod("ScorePackedCodes") is not null;

    internal int MaxLength => Attribute.Length > 0 ? Attribute.Length : Constant(Type, "MaxScoreLength");

    /// <summary>Every declaration of scores.</summary>
    internal static IEnumerable<ScoreSubject> All { get; } =
    [
        .. from type in typeof(Declarations.Products.ScoreScale8).Assembly.GetTypes()
           where type.Namespace == "Quantization.Tests.Declarations.Products" && type.GetMethod("ScoreCodes") is not null
           orderby type.Name
           select Of(type),
    ];

    /// <summary>The lengths to try: all up to two steps of the widest kernel, and one longer.</summary>
    internal IEnumerable<int> Lengths => Attribute.Length > 0
        ? [Attribute.Length]
        : [.. Enumerable.Range(0, (IsPacked ? 2 * 64 * 8 / Attribute.Bits : 2 * 64) + 2).Where(n => n < 131 || n % 7 < 2), 1537];

    /// <summary>Scores codes of an integer each, and packed ones, against plain sums.</summary>
    internal abstract void Check(int[] query, int[] ownQuery, int[][] rows);

    internal static int Constant(Type type, string name) => (int)type.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;

    /// <summary>Packed codes; what is left of the last byte is no code, whatever it is.</summary>
    internal static byte[] Pack(int[] codes, int bits, bool signs)
    {
        byte[] bytes = new byte[((codes.Length * bits) + 7) / 8];
        if (codes.Length * bits % 8 != 0) bytes[^1] = (byte)(0xFF << (codes.Length * bits % 8));
        for (int i = 0; i < codes.Length; i++)
        {
            int field = signs ? (codes[i] + 1) / 2 : codes[i] & ((1 << bits) - 1);
            bytes[i * bits / 8] |= (byte)(field << (i * bits % 8));
        }

        return bytes;
    }

    private static ScoreSubject Of(Type type)
    {
        Type[] codes = [.. type.GetMethod("ScoreCodes")!.GetParameters().Take(2).Select(p => p.ParameterType.GenericTypeArguments[0])];
        return (ScoreSubject)Activator.CreateInstance(typeof(ScoreSubject<,>).MakeGenericType(codes), BindingFlags.Instance | BindingFlags.NonPublic, null, [type], null)!;
    }
}

/// <summary>The same with the integer types of its codes.</summary>
internal sealed class ScoreSubject<TPartner, TCode> : ScoreSubject
    where TPartner : unmanaged, IBinaryInteger<TPartner>
    where TCode : unmanaged, IBinaryInteger<TCode>
{
    private delegate void OfCodes(ReadOnlySpan<TPartner> query, ReadOnlySpan<TCode> rows, Span<int> destination);
    private delegate void OfPacked(ReadOnlySpan<byte> query, ReadOnlySpan<byte> rows, int dimension, Span<int> destination);
    private delegate void OfPackedByPartner(ReadOnlySpan<TPartner> query, ReadOnlySpan<byte> rows, Span<int> destination);

    private readonly OfCodes score;
    private readonly OfPacked? packed;
    private readonly OfPackedByPartner? byPartner;

    internal ScoreSubject(Type type)
        : base(type)
    {
        score = type.GetMethod("ScoreCodes")!.CreateDelegate<OfCodes>();
        if (!IsPacked) return;
        MethodInfo method = type.GetMethod("ScorePackedCodes")!;
        if (Attribute.Partner is null) packed = method.CreateDelegate<OfPacked>();
        else byPartner = method.CreateDelegate<OfPackedByPartner>();
    }

    internal override void Check(int[] query, int[] ownQuery, int[][] rows)
    {
        using GuardedMemory<TPartner> q = Of<TPartner>(query);
        using GuardedMemory<TCode> r = Of<TCode>([.. rows.SelectMany(row => row)]);
        using GuardedMemory<int> scores = GuardedMemory<int>.EndingAtGuard(query.Length == 0 ? 0 : rows.Length);
        score(q.Span, r.Span, scores.Span);
        Expect(query, rows, scores.Span);
        if (!IsPacked) return;
        bool signs = Attribute.Bits == 1 && Constant(Type, "MinCode") < 0;
        byte[] all = [.. rows.SelectMany(row => Pack(row, Attribute.Bits, signs))];
        using GuardedMemory<byte> bytes = GuardedMemory<byte>.EndingAtGuard(all.Length).With(all);
        scores.Span.Fill(-7);
        if (packed is not null)
        {
            byte[] packedQuery = Pack(ownQuery, Attribute.Bits, signs);
            using GuardedMemory<byte> p = GuardedMemory<byte>.EndingAtGuard(packedQuery.Length).With(packedQuery);
            packed(p.Span, bytes.Span, query.Length, scores.Span);
            Expect(ownQuery, rows, scores.Span);
        }
        else
        {
            byPartner!(q.Span, bytes.Span, scores.Span);
            Expect(query, rows, scores.Span);
        }
    }

    private static GuardedMemory<T> Of<T>(int[] codes)
        where T : unmanaged, IBinaryInteger<T> =>
        GuardedMemory<T>.EndingAtGuard(codes.Length).With([.. codes.Select(code => T.CreateChecked(code))]);

    private static void Expect(int[] query, int[][] rows, ReadOnlySpan<int> scores)
    {
        for (int row = 0; row < scores.Length; row++)
        {
            long sum = 0;
            for (int i = 0; i < query.Length; i++) sum += (long)query[i] * rows[row][i];
            if (sum != scores[row]) Assert.Fail($"Row {row} of {rows.Length}, {query.Length} codes each, scores {scores[row]} instead of {sum}.");
        }
    }
}
