using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Quantization.Tool.Commands;

/// <summary>An option whose value is a number within bounds, or several of them. Numbers are read alike under every culture, and without separators of thousands.</summary>
internal static class NumberOption
{
    /// <summary>Creates an option that refuses numbers outside its bounds with a line that names it and them. Without a maximum every greater number is within.</summary>
    public static Option<T> Create<T>(string name, string helpName, string description, T defaultValue, T minimum, T? maximum = null)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result => result.Tokens is [var token] ? Parse(result, name, token.Value, minimum, maximum) : default,
        };

    /// <summary>The same of one or more numbers.</summary>
    public static Option<T[]> CreateMany<T>(string name, string helpName, string description, T[] defaultValues, T minimum, T? maximum = null)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => defaultValues,
            CustomParser = result => [.. result.Tokens.Select(token => Parse(result, name, token.Value, minimum, maximum))],
        };

    private static T Parse<T>(ArgumentResult result, string name, string text, T minimum, T? maximum)
        where T : struct, INumber<T>
    {
        // Of integers a fraction or an exponent is refused by their own reading.
        if (T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && value >= minimum && (maximum is null || value <= maximum))
            return value;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be {(maximum is null ? $"at least {minimum}" : $"from {minimum} to {maximum}")}, not '{text}'."));
        return default;
    }
}
