using Spectre.Console;

namespace Quantization.Tool.Terminal;

/// <summary>Work in steps, behind a bar where the output is a terminal and with no trace elsewhere.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work. The bar is gone at its end.</summary>
    /// <param name="console">The output.</param>
    /// <param name="description">What is being done.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="work">The work, given what to call after each step.</param>
    /// <returns>The result of the work.</returns>
    public static T Run<T>(IAnsiConsole console, string description, int steps, Func<Action, T> work)
    {
        if (!console.Profile.Out.IsTerminal)
            return work(static () => { });
        return console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(description), maxValue: steps);
            return work(() => task.Increment(1));
        });
    }
}
