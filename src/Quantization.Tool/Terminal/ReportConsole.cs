using Spectre.Console;

namespace Quantization.Tool.Terminal;

/// <summary>Where a command writes its tables.</summary>
internal static class ReportConsole
{
    // Where the output is no terminal there is no width to fit into.
    private const int WidthOfFiles = 120;

    public static IAnsiConsole Create(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
