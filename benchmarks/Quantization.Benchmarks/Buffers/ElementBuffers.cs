namespace Quantization.Benchmarks.Buffers;

/// <summary>The memory of a kernel over elements: all contenders read and write the same.</summary>
internal sealed class ElementBuffers<TCode> : IDisposable
    where TCode : unmanaged
{
    private readonly List<IDisposable> owned = [];

    public ElementBuffers(int elements, int codes, int partners = 0)
    {
        Values = Own(new AlignedBuffer<float>(elements));
        Codes = Own(new AlignedBuffer<TCode>(codes));
        Partners = Own(new AlignedBuffer<TCode>(partners));
        Results = Own(new AlignedBuffer<float>(elements));
        GaussianValues.Fill(Values.Span);
    }

    /// <summary>What is quantized.</summary>
    public AlignedBuffer<float> Values { get; }

    /// <summary>What quantizing writes and dequantizing reads.</summary>
    public AlignedBuffer<TCode> Codes { get; }

    /// <summary>The other side of dot products of codes and codes; elsewhere nothing.</summary>
    public AlignedBuffer<TCode> Partners { get; }

    /// <summary>What dequantizing, fake quantizing and copying write, and the first element of it dot products.</summary>
    public AlignedBuffer<float> Results { get; }

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
