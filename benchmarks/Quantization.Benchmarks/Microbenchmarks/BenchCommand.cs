using System.CommandLine;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Quantization.Benchmarks.Microbenchmarks;

/// <summary><c>bench</c>: BenchmarkDotNet, with whatever it is told.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        Command command = new("bench", "Runs BenchmarkDotNet, from within the repository; what follows is for it, such as --list flat or --filter '*\"quantize/scale8\"*\"4096\"*'.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(result =>
        {
            IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchCommand).Assembly).Run([.. result.UnmatchedTokens]);
            return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
        });
        return command;
    }
}
