using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace Quantization.Benchmarks.Microbenchmarks;

/// <summary>One job for each instruction-set level; the runtime reads these variables when it starts.</summary>
internal sealed class InstructionSets : ManualConfig
{
    public InstructionSets()
    {
        AddJob(Job.Default.WithId("default"));
        AddJob(Job.Default.WithId("avx2").WithEnvironmentVariable("DOTNET_EnableAVX512", "0"));
        AddJob(Job.Default.WithId("vector128").WithEnvironmentVariable("DOTNET_EnableAVX2", "0"));
        AddJob(Job.Default.WithId("scalar").WithEnvironmentVariable("DOTNET_EnableHWIntrinsic", "0"));
    }
}
