using BenchmarkDotNet.Attributes;
using Quantization.Benchmarks.Kernels;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Microbenchmarks;

/// <summary>Each generated kernel beside the generic implementation and TensorPrimitives, at each instruction-set level.</summary>
[Config(typeof(InstructionSets))]
[MemoryDiagnoser(displayGenColumns: false)]
public class KernelBenchmarks
{
    private Workload? workload;
    private Action ours = () => { };
    private Action generic = () => { };
    private Action tensorPrimitives = () => { };

    /// <summary>The kernel and size, as BenchmarkDotNet names the case.</summary>
    [ParamsSource(nameof(Names))]
    public string Kernel { get; set; } = "";

    /// <summary>The number of elements of a call.</summary>
    [ParamsSource(nameof(Sizes))]
    public string Elements { get; set; } = "";

    /// <summary>The names of the kernels that TensorPrimitives can do.</summary>
    public static IEnumerable<string> Names => KernelCatalog.All.Where(kernel => kernel.HasPeer(PeerNames.TensorPrimitives)).Select(kernel => kernel.Name);

    /// <summary>The sizes of kernels over elements.</summary>
    public static IEnumerable<string> Sizes => SizeFormat.Elements.Defaults;

    /// <summary>Fills the memory and checks the results before anything is timed.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Kernel kernel = KernelCatalog.Find(Kernel);
        workload = kernel.Prepare(kernel.Sizes.Parse(Elements));
        if (workload.FindMistake() is { } mistake) throw new InvalidOperationException(mistake);
        ours = workload.Ours.Run;
        generic = workload.Peer(PeerNames.Generic)!.Run;
        tensorPrimitives = workload.Peer(PeerNames.TensorPrimitives)!.Run;
    }

    /// <summary>Frees the memory.</summary>
    [GlobalCleanup]
    public void Release() => workload?.Dispose();

    /// <summary>The generic implementation.</summary>
    [Benchmark(Baseline = true)]
    public void Generic() => generic();

    /// <summary>The generated kernel.</summary>
    [Benchmark]
    public void Generated() => ours();

    /// <summary>The composition of TensorPrimitives.</summary>
    [Benchmark]
    public void TensorPrimitives() => tensorPrimitives();
}
