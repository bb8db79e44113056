using System.CommandLine;
using System.CommandLine.Help;
using Quantization.Benchmarks.Compare;
using Quantization.Benchmarks.Microbenchmarks;

RootCommand root = new("Benchmarks of generated quantization kernels.")
{
    CompareCommand.Create(),
    BenchCommand.Create(),
};
root.SetAction(result => new HelpAction().Invoke(result));
return root.Parse(args).Invoke();
