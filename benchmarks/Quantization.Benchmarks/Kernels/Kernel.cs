using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

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

/// <summary>One way of doing a kernel's work, bound to its memory.</summary>
/// <param name="Name">The peer's name.</param>
/// <param name="Run">Does the work once.</param>
internal sealed record Contender(string Name, Action Run)
{
    /// <summary>By how much what it writes may differ from what the reference writes; 0 is not by a bit.</summary>
    public double Tolerance { get; private init; }

    /// <summary>How to find a mistake where the kernel's reference does other work; null where it does the same.</summary>
    public Func<string?>? Check { get; private init; }

    /// <summary>A contender that may differ a little from the kernel's reference.</summary>
    public static Contender Near(string name, Action run, double tolerance) => new(name, run) { Tolerance = tolerance };

    /// <summary>A contender that need not write what the kernel's reference writes; <paramref name="check"/> tells its mistake, or null.</summary>
    public static Contender Free(string name, Action run, Func<string?> check) => new(name, run) { Check = check };

    /// <summary>A contender with a reference of its own, which it must equal in every bit.</summary>
    public static Contender Apart<T>(string name, AlignedBuffer<T> output, Action run, Action reference)
        where T : unmanaged
    {
        Contender contender = new(name, run);
        return contender with { Check = () => Results.FindMistake(output, new Contender(PeerNames.Generic, reference), contender) };
    }
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
