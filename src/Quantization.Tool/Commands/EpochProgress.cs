using Spectre.Console;

namespace Quantization.Tool.Commands;

/// <summary>The progress of a training: a bar on a terminal, elsewhere a line for each epoch.</summary>
internal static class EpochProgress
{
    /// <summary>Runs <paramref name="work"/>, which calls what it is given with a line after each of <paramref name="epochs"/>.</summary>
    public static T Run<T>(IAnsiConsole console, int epochs, Func<Action<string>, T> work)
    {
        if (!console.Profile.Out.IsTerminal)
            return work(console.WriteLine);

        return console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).Start(context =>
        {
            var task = context.AddTask("fine-tuning", maxValue: epochs);
            return work(line =>
            {
                task.Description = Markup.Escape(line);
                task.Increment(1);
            });
        });
    }
}
