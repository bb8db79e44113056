namespace Quantization.Benchmarks.Buffers;

/// <summary>What the contenders of one workload share: memory, and whatever they need for as long.</summary>
internal abstract class OwnedResources : IDisposable
{
    private readonly List<IDisposable> owned = [];

    /// <summary>Keeps something that a contender needs for as long as the memory.</summary>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }

    public void Dispose()
    {
        // What was made last may use what was made first.
        for (int i = owned.Count - 1; i >= 0; i--) owned[i].Dispose();
        owned.Clear();
    }
}
