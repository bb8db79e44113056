using System.CommandLine;
using Quantization.Tool.Commands;
using Quantization.Tool.Terminal;

namespace Quantization.Tool;

/// <summary>The command line <c>quantize</c>.</summary>
internal static class Program
{
    public static int Main(string[] args) => Run(args, new InvocationConfiguration());

    /// <summary>Runs a command line; what a user can mend becomes one line on the error stream and exit code 1.</summary>
    internal static int Run(IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        var root = new RootCommand("Quantizes networks with generated kernels.")
        {
            DemoCommand.Create(),
            CalibrateCommand.Create(),
            SensitivityCommand.Create(),
            PlotCommand.Create(),
            TrainCommand.Create(),
            FineTuneCommand.Create(),
            LearnCommand.Create(),
            LearnTableCommand.Create(),
            MethodsCommand.Create(),
            SearchCommand.Create(),
            SampleCommand.Create(),
        };
        configuration.EnableDefaultExceptionHandler = false;
        try
        {
            return root.Parse(args).Invoke(configuration);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or OptionException)
        {
            configuration.Error.WriteLine($"quantize: {exception.Message}");
            return 1;
        }
    }
}
