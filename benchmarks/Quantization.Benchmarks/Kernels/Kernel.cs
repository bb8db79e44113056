namespace Quantization.Benchmarks.Kernels;

/// <summary>A kernel to measure: what it is called, how its sizes are written, and who does the same work.</summary>
internal abstract class Kernel(string name, SizeFormat sizes)
{
    /// <summary>What <c>--filter</c> matches, such as <c>quantize/scale8</c>.</summary>
    public string Name => name;

    public SizeFormat Sizes => sizes;

    /// <summary>How much of a size the kernel can do, such as whole blocks; null where that is nothing.</summary>
    public virtual WorkSize? Fit(WorkSize size) => size;

    /// <summary>Whether a peer that not every kernel has is among the contenders.</summary>
    public virtual bool HasPeer(string name) => false;

    /// <summary>Allocates and fills the memory of one size and binds every contender to it.</summary>
    public abstract Workload Prepare(WorkSize size);
}

/// <summary>A kernel at one size: its memory, and all contenders bound to the same of it.</summary>
internal sealed class Workload(WorkSize size, Contender ours, IReadOnlyList<Contender> peers, Func<string?> findMistake, IDisposable memory) : IDisposable
{
    public WorkSize Size => size;

    public Contender Ours => ours;

    /// <summary>Those that ours is compared with.</summary>
    public IReadOnlyList<Contender> Peers => peers;

    /// <summary>The peer of a name; not every kernel has each.</summary>
    public Contender? Peer(string name) => peers.FirstOrDefault(peer => peer.Name == name);

    /// <summary>Runs all and compares what they write; null where it is right.</summary>
    public string? FindMistake() => findMistake();

    public void Dispose() => memory.Dispose();
}
