using System.CommandLine;

namespace Quantization.Tool.Commands;

/// <summary>An option whose value is one of a few words.</summary>
internal static class ChoiceOption
{
    /// <summary>Creates an option that refuses other words with a line that names it and them.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="choices">The words and what each stands for.</param>
    public static Option<T> Create<T>(string name, string description, params (string Word, T Value)[] choices) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', choices.Select(static choice => choice.Word)),
        CustomParser = result =>
        {
            var given = result.Tokens is [var token] ? token.Value : "";
            foreach (var (word, value) in choices)
            {
                if (word == given)
                    return value;
            }

            result.AddError($"{name} must be {string.Join(", ", choices[..^1].Select(static choice => choice.Word))} or {choices[^1].Word}, not '{given}'.");
            return default!;
        },
    };
}
