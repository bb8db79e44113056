using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Quantization.Benchmarks.Kernels;
using Quantization.Benchmarks.Peers;
using Quantization.Shared;
using Spectre.Console;

namespace Quantization.Benchmarks.Compare;

/// <summary><c>compare</c>: generated kernels beside their peers, in one process, on one thread.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        Option<string?> filter = new("--filter")
        {
            HelpName = "PATTERN",
            Description = "Only kernels of this name; * matches anything, case does not matter.",
        };
        Option<string?> sizes = new("--sizes")
        {
            HelpName = "N,...",
            Description = "Only these sizes, separated by commas.",
        };
        Option<string?> peer = new("--peer")
        {
            HelpName = "NAME",
            Description = "Only beside this peer; kernels without it are left out.",
        };
        peer.AcceptOnlyFromAmong(PeerNames.All);
        Option<string?> json = new("--json")
        {
            HelpName = "FILE",
            Description = "Writes the rows to a file, too.",
        };
        Command command = new("compare", "Measures generated kernels beside their peers, interleaved, in one process on one thread.") { filter, sizes, peer, json };
        command.Validators.Add(result => Validate(result, result.GetValue(filter), result.GetValue(sizes), result.GetValue(json)));
        command.SetAction(result => Run(result, result.GetValue(filter), result.GetValue(sizes), result.GetValue(peer), result.GetValue(json)));
        return command;
    }

    private static void Validate(CommandResult result, string? filter, string? sizes, string? json)
    {
        Kernel[] kernels = Select(filter);
        if (kernels.Length == 0)
        {
            result.AddError($"--filter: no kernel matches '{filter}'. There are: {string.Join(", ", KernelCatalog.All.Select(kernel => kernel.Name))}.");
        }

        foreach (SizeFormat format in kernels.Select(kernel => kernel.Sizes).Distinct())
        {
            foreach (string text in Split(sizes).Where(text => format.TryParse(text) is null))
            {
                result.AddError($"--sizes: '{text}' is not a size; one is written {format.Description}.");
            }
        }

        if (json is not null && ComparisonFile.FindObstacle(json) is { } obstacle) result.AddError($"--json: {obstacle}");
    }

    private static int Run(ParseResult result, string? filter, string? sizes, string? peer, string? json)
    {
        Kernel[] kernels = Select(filter);
        TextWriter error = result.InvocationConfiguration.Error;
        IAnsiConsole console = ComparisonTable.CreateConsole(result.InvocationConfiguration.Output);
        console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Dialect.Current}; 10^9 elements per second, one thread");
        if (kernels.Any(kernel => kernel is BlockKernel or CodeDotKernel or BlockMatrixKernel)) ReportGgml(console, error);
        List<ComparisonRow> all = [];
        foreach (Kernel kernel in kernels)
        {
            if (!WarmUp(kernel, peer)) continue;
            List<ComparisonRow> rows = [];
            foreach (WorkSize asked in Sizes(kernel, sizes))
            {
                if (kernel.Fit(asked) is not { } size)
                {
                    error.WriteLine($"{kernel.Name}: {asked} is less than a block, and left out.");
                    continue;
                }

                using Workload workload = kernel.Prepare(size);
                // The time of a wrong result means nothing.
                if (workload.FindMistake() is { } mistake)
                {
                    error.WriteLine(mistake);
                    return 1;
                }

                rows.AddRange(Measure(kernel, workload, peer));
            }

            if (rows.Count > 0) ComparisonTable.Write(console, kernel.Name, rows);
            all.AddRange(rows);
        }

        if (all.Count == 0) error.WriteLine("Nothing is left to compare.");
        if (json is not null) ComparisonFile.Write(json, all);
        return all.Count == 0 ? 1 : 0;
    }

    private static void ReportGgml(IAnsiConsole console, TextWriter error)
    {
        if (GgmlPeer.Build is { } build) console.WriteLine($"ggml: its build for {build}");
        else error.WriteLine($"{PeerNames.Ggml} is left out: .ci/ggml artifacts/ggml fetches its libraries for x64 Linux, or {Ggml.Variable} names their folder.");
    }

    // False where the kernel does not have the peer.
    private static bool WarmUp(Kernel kernel, string? peer)
    {
        using Workload workload = kernel.Prepare(kernel.Sizes.Parse(kernel.Sizes.WarmUp));
        Contender[] peers = Peers(workload, peer);
        if (peers.Length == 0) return false;
        RoundRobin.WarmUp([workload.Ours, .. peers]);
        return true;
    }

    private static IEnumerable<ComparisonRow> Measure(Kernel kernel, Workload workload, string? peer)
    {
        Contender[] peers = Peers(workload, peer);
        Timing[] timings = RoundRobin.Measure([workload.Ours, .. peers]);
        return peers.Select((contender, i) => ComparisonRow.Create(kernel.Name, contender.Name, workload.Size.Elements, timings[0], timings[i + 1]));
    }

    private static Contender[] Peers(Workload workload, string? name) => [.. workload.Peers.Where(peer => name is null || peer.Name == name)];

    private static Kernel[] Select(string? filter) =>
        [.. KernelCatalog.All.Where(kernel => FileSystemName.MatchesSimpleExpression(filter ?? "*", kernel.Name))];

    private static IEnumerable<WorkSize> Sizes(Kernel kernel, string? sizes) =>
        (sizes is null ? kernel.Sizes.Defaults : Split(sizes)).Select(kernel.Sizes.Parse);

    // No option means no texts; an empty one is a text that is no size.
    private static string[] Split(string? sizes) => sizes?.Split(',', StringSplitOptions.TrimEntries) ?? [];
}
