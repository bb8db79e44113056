using System.Reflection;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Scores of codes against plain sums in 64 bits, at every length, at the ends of readable memory, and where 32 bits are just enough.</summary>
public sealed class ScoreTests
{
    public static TheoryData<string> Names => [.. ScoreSubject.All.Select(subject => subject.Type.Name)];

    // Random codes, the lowest and the highest throughout, and in turns; by the place in all rows.
    private static Func<int, int, int, int>[] Patterns { get; } =
    [
        (i, min, max) => min + (int)((uint)(i * 2654435761u) >> 8) % (max - min + 1),
        (_, min, _) => min,
        (_, _, max) => max,
        (i, min, max) => i % 2 == 0 ? min : max,
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryLengthIsExact(string name)
    {
        ScoreSubject subject = Subject(name);
        foreach (int length in subject.Lengths)
        {
            foreach (Func<int, int, int, int> pattern in Patterns) Check(subject, length, rows: length % 10, pattern, pattern);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryNumberOfRowsIsExact(string name)
    {
        ScoreSubject subject = Subject(name);
        int length = subject.Attribute.Length > 0 ? subject.Attribute.Length : 203;
        for (int rows = 0; rows <= 17; rows++) Check(subject, length, rows, Patterns[0], Patterns[0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ExtremesOfTheLongestRowsFit(string name)
    {
        ScoreSubject subject = Subject(name);
        int length = Math.Min(subject.MaxLength, 300_001);
        foreach (Func<int, int, int, int> query in Patterns)
        {
            foreach (Func<int, int, int, int> row in Patterns) Check(subject, length, rows: 5, query, row);
        }
    }

    // One more would not fit.
    [Theory]
    [MemberData(nameof(Names))]
    public void TheLongestRowIsTheLongestThatFits(string name)
    {
        ScoreSubject subject = Subject(name);
        if (subject.Attribute.Length > 0) return;
        long greatest = (long)Greatest(subject.Type) * Greatest(subject.Partner);
        Assert.Equal(int.MaxValue / greatest, subject.MaxLength);
    }

    private static ScoreSubject Subject(string name) => ScoreSubject.All.Single(subject => subject.Type.Name == name);

    private static int Greatest(Type type) => Math.Max(-ScoreSubject.Constant(type, "MinCode"), ScoreSubject.Constant(type, "MaxCode"));

    private static void Check(ScoreSubject subject, int length, int rows, Func<int, int, int, int> queryPattern, Func<int, int, int, int> rowPattern)
    {
        int[] query = Codes(subject.Partner, length, 17, queryPattern), own = Codes(subject.Type, length, 31, queryPattern);
        subject.Check(query, own, [.. Enumerable.Range(0, rows).Select(row => Codes(subject.Type, length, row * (length + 3), rowPattern))]);
    }

    private static int[] Codes(Type type, int length, int skip, Func<int, int, int, int> pattern)
    {
        int bits = type.GetCustomAttribute<QuantizerAttribute>()!.Bits, min = ScoreSubject.Constant(type, "MinCode"), max = ScoreSubject.Constant(type, "MaxCode");
        int[] codes = [.. Enumerable.Range(skip, length).Select(i => pattern(i, min, max))];
        // One bit has no code 0.
        if (bits == 1 && min < 0) for (int i = 0; i < codes.Length; i++) if (codes[i] == 0) codes[i] = 1;
        return codes;
    }
}
