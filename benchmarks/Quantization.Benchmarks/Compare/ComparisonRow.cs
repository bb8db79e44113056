using System.Text.Json;
using System.Text.Json.Serialization;

namespace Quantization.Benchmarks.Compare;

/// <summary>One line of a comparison. Rates are 10⁹ elements a second of the best round; the ratio is ours by the peer's.</summary>
internal sealed record ComparisonRow(string Kernel, string Peer, long Elements, double OursGElems, double PeerGElems, double Ratio, string Dialect)
{
    /// <summary>The same of the median round.</summary>
    [JsonIgnore]
    public (double Ours, double Peer) Median { get; init; }

    public static ComparisonRow Create(string kernel, string peer, long elements, Timing ours, Timing theirs) => new(
        kernel, peer, elements, Rate(elements, ours.Best), Rate(elements, theirs.Best), theirs.Best / ours.Best, Compare.Dialect.Current)
    {
        Median = (Rate(elements, ours.Median), Rate(elements, theirs.Median)),
    };

    private static double Rate(long elements, double seconds) => elements / seconds * 1e-9;
}

/// <summary>The file that <c>--json</c> names.</summary>
internal static class ComparisonFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Why a file cannot be written, or null; what it holds is left as it is.</summary>
    public static string? FindObstacle(string path)
    {
        bool existed = File.Exists(path);
        try
        {
            File.Open(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            if (!existed) File.Delete(path);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return exception.Message;
        }
    }

    public static void Write(string path, IReadOnlyList<ComparisonRow> rows) =>
        File.WriteAllText(path, JsonSerializer.Serialize(rows, Options) + "\n");
}
