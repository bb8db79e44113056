namespace Quantization.Tool.Search;

/// <summary>What is asked for.</summary>
internal sealed record SearchOptions
{
    /// <summary>How many words are asked for; all where there are fewer.</summary>
    public int Queries { get; init; } = 1000;

    /// <summary>How many neighbours of each are found.</summary>
    public int K { get; init; } = 10;

    /// <summary>How many times as many are taken by codes, where vectors put them in order.</summary>
    public int Rerank { get; init; } = 10;

    /// <summary>How long each way to search runs before its time is taken: long enough that the runtime has compiled for speed what it has seen often.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromMilliseconds(250);

    // A word is its own nearest, and does not count.
    public int Found => K + 1;

    public int Candidates => K * Rerank + 1;
}
