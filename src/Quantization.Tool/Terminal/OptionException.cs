namespace Quantization.Tool.Terminal;

/// <summary>Options that each can be read but that make no sense together, or name what does not exist; the message is for the user.</summary>
internal sealed class OptionException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What the library says of choices that it refuses, without the argument of its own that they came in.</summary>
    public static OptionException From(Exception refusal)
    {
        var line = refusal.Message.Split(Environment.NewLine)[0];
        if (refusal is ArgumentException { ParamName: { } name })
            line = line.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
        return new OptionException(line, refusal);
    }
}
