namespace Quantization.Gen.Baked;

/// <summary>Which names are like another, for whoever has mistyped one.</summary>
internal static class NearestNames
{
    /// <summary>The <paramref name="count"/> names with the fewest letters to change, insert or remove; of equals the first in the alphabet.</summary>
    internal static string[] Of(string wanted, IEnumerable<string> names, int count) =>
    [
        .. names.Select(name => (Name: name, Distance: Distance(wanted, name)))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Name, StringComparer.Ordinal).Take(count).Select(pair => pair.Name),
    ];

    // Levenshtein's, a row at a time: distances[j] is that of the letters so far to the first j of the other.
    private static int Distance(string one, string other)
    {
        int[] distances = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 0; i < one.Length; i++)
        {
            int diagonal = distances[0]++;
            for (int j = 1; j <= other.Length; j++)
            {
                int above = distances[j];
                distances[j] = Math.Min(Math.Min(above, distances[j - 1]) + 1, diagonal + (one[i] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return distances[other.Length];
    }
}
