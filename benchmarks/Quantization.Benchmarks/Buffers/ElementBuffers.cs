namespace Quantization.Benchmarks.Buffers;

/// <summary>The memory of a kernel over elements: all contenders read and write the same.</summary>
internal sealed class ElementBuffers<TCode> : OwnedResources
    where TCode : unmanaged
{
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
}
