using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Quantization.Tool.Commands;

/// <summary>An option whose value is a number within bounds.</summary>
internal static class NumberOption
{
    /// <summary>Creates an option that refuses numbers outside its bounds with a line that names it and them. Without a maximum every greater number is within.</summary>
    public static Option<T> Create<T>(string name, string helpName, string description, T defaultValue, T minimum, T? maximum = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => defaultValue };
        option.Validators.Add(result =>
        {
            // What is no number at all is left to the parser, which comes later and has its own words for it.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !(value >= minimum && (maximum is null || value <= maximum)))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be {(maximum is null ? $"at least {minimum}" : $"from {minimum} to {maximum}")}."));
        });
        return option;
    }
}
