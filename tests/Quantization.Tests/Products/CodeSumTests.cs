using System.Reflection;
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
