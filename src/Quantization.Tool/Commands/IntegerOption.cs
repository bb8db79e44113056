using System.CommandLine;
using System.Globalization;

namespace Quantization.Tool.Commands;

/// <summary>An option whose value is an integer within bounds.</summary>
internal static class IntegerOption
{
    /// <summary>Creates an option that refuses other values with a line that names it and its bounds.</summary>
    public static Option<int> Create(string name, string description, int defaultValue, int minimum, int maximum = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            // What is no integer is refused by the parser.
            if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && (value < minimum || value > maximum))
                result.AddError(maximum == int.MaxValue ? $"{name} must be at least {minimum}." : $"{name} must be from {minimum} to {maximum}.");
        });
        return option;
    }
}
