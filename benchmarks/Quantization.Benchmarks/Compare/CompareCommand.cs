using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Quantization.Benchmarks.Kernels;
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
        Option<string?> json = new("--json")
        {
            HelpName = "FILE",
            Description = "Writes the rows to a file, too.",
        };
        Command command = new("compare", "Measures generated kernels beside their peers, interleaved, in one process on one thread.") { filter, sizes, json };
        command.Validators.Add(result => Validate(result, result.GetValue(filter), result.GetValue(sizes), result.GetValue(json)));
        command.SetAction(result => Run(result, result.GetValue(filter), result.GetValue(sizes), result.GetValue(json)));
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

    private static int Run(ParseResult result, string? filter, string? sizes, string? json)
    {
        IAnsiConsole console = ComparisonTable.CreateConsole(result.InvocationConfiguration.Output);
        console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Dialect.Current}; 10^9 elements per second, one thread");
        List<ComparisonRow> all = [];
        foreach (Kernel kernel in Select(filter))
        {
            WarmUp(kernel);
            List<ComparisonRow> rows = [];
            foreach (WorkSize size in Sizes(kernel, sizes))
            {
                using Workload workload = kernel.Prepare(size);
                // The time of a wrong result means nothing.
                if (workload.FindMistake() is { } mistake)
                {
                    result.InvocationConfiguration.Error.WriteLine(mistake);
                    return 1;
                }

                rows.AddRange(Measure(kernel, workload));
            }

            ComparisonTable.Write(console, kernel.Name, rows);
            all.AddRange(rows);
        }

        if (json is not null) ComparisonFile.Write(json, all);
        return 0;
    }

    private static void WarmUp(Kernel kernel)
    {
        using Workload workload = kernel.Prepare(kernel.Sizes.Parse(kernel.Sizes.WarmUp));
        RoundRobin.WarmUp([workload.Ours, .. workload.Peers]);
    }

    private static IEnumerable<ComparisonRow> Measure(Kernel kernel, Workload workload)
    {
        Timing[] timings = RoundRobin.Measure([workload.Ours, .. workload.Peers]);
        return workload.Peers.Select((peer, i) => ComparisonRow.Create(kernel.Name, peer.Name, workload.Size.Elements, timings[0], timings[i + 1]));
    }

    private static Kernel[] Select(string? filter) =>
        [.. KernelCatalog.All.Where(kernel => FileSystemName.MatchesSimpleExpression(filter ?? "*", kernel.Name))];

    private static IEnumerable<WorkSize> Sizes(Kernel kernel, string? sizes) =>
        (sizes is null ? kernel.Sizes.Defaults : Split(sizes)).Select(kernel.Sizes.Parse);

    // No option means no texts; an empty one is a text that is no size.
    private static string[] Split(string? sizes) => sizes?.Split(',', StringSplitOptions.TrimEntries) ?? [];
}
