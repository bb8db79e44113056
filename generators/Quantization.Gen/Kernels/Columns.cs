namespace Quantization.Gen.Kernels;

/// <summary>
/// The values in flight between two stages: one variable for each vector of a step, so that a stage is written for all of them
/// before the next begins.
/// </summary>
/// <param name="Name">The variables' common name; with more than one they are numbered.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Kind">What a lane holds. Lane k of column c is element c·lanes + k, except between a dialect's own narrowing and its store.</param>
internal sealed record Columns(string Name, int Count, ElementKind Kind)
{
    /// <summary>The variable of one vector.</summary>
    internal string this[int index] => Count == 1 ? Name : $"{Name}{index}";

    /// <summary>All variables.</summary>
    internal IEnumerable<string> Names => Enumerable.Range(0, Count).Select(i => this[i]);

    /// <summary>A sum of expressions, pairwise, so that no addition waits for the one before it.</summary>
    internal static string Sum(IEnumerable<string> terms)
    {
        string[] left = [.. terms];
        while (left.Length > 1) left = [.. Enumerable.Range(0, (left.Length + 1) / 2).Select(i => (2 * i) + 1 < left.Length ? $"({left[2 * i]} + {left[(2 * i) + 1]})" : left[2 * i])];
        return left[0];
    }

    /// <summary>The same where nothing else is around it, such as an argument.</summary>
    internal static string SumAlone(IEnumerable<string> terms)
    {
        string[] all = [.. terms];
        string sum = Sum(all);
        return all.Length > 1 ? sum.Substring(1, sum.Length - 2) : sum;
    }
}
