using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>What a kernel writes, and contenders are compared by.</summary>
internal enum Output
{
    Codes,
    Results,
}

/// <summary>A kernel from floats to codes, from codes to floats, from floats to floats, or to a single float. A plain loop and the copy are peers of each of them.</summary>
internal abstract class ElementKernel<TCode>(string name, Output output) : Kernel(name, SizeFormat.Elements)
    where TCode : unmanaged
{
    /// <summary>What it writes.</summary>
    protected Output Output { get; } = output;

    public sealed override Workload Prepare(WorkSize size)
    {
        ElementBuffers<TCode> buffers = Allocate(size.Dimensions[0]);
        Encode(buffers);
        Contender ours = new(PeerNames.Ours, Ours(buffers));
        Contender reference = new(PeerNames.Generic, Generic(buffers));
        Contender[] others = [.. Others(buffers)];
        // The same number of floats, read and written: no kernel that reads floats from memory can be much faster.
        Contender copy = new(PeerNames.Copy, () => buffers.Values.Span.CopyTo(buffers.Results.Span));
        return new Workload(size, ours, [reference, .. others, copy], () => FindMistake(buffers, reference, [ours, .. others]), buffers);
    }

    /// <summary>The memory of a size: one code a float unless codes are packed.</summary>
    protected virtual ElementBuffers<TCode> Allocate(int elements) => new(elements, elements);

    /// <summary>Fills the codes that decoding starts from, by the plain loop.</summary>
    protected abstract void Encode(ElementBuffers<TCode> buffers);

    /// <summary>Binds the generated kernel to memory.</summary>
    protected abstract Action Ours(ElementBuffers<TCode> buffers);

    /// <summary>Binds the plain loop that says what is right.</summary>
    protected abstract Action Generic(ElementBuffers<TCode> buffers);

    /// <summary>Binds the other peers to memory.</summary>
    protected abstract IEnumerable<Contender> Others(ElementBuffers<TCode> buffers);

    private string? FindMistake(ElementBuffers<TCode> buffers, Contender reference, Contender[] contenders)
    {
        foreach (Contender contender in contenders)
        {
            string? mistake = contender.Check is { } check ? check()
                : Output == Output.Codes ? Results.FindMistake(buffers.Codes, reference, contender)
                : Results.FindMistake(buffers.Results, reference, contender);
            if (mistake is not null) return $"{Name}: {mistake}";
        }

        return null;
    }
}
