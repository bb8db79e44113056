namespace Quantization.Gen.Kernels;

/// <summary>
/// How kernels take their arguments besides memory: one by one, for a struct of two floats would go through memory at each call; and
/// not at all where they are constants.
/// </summary>
internal sealed class KernelSignature(IReadOnlyList<(string Type, string Name)> arguments)
{
    /// <summary>What a declaration of a method ends with.</summary>
    internal string Declared => string.Concat(arguments.Select(p => $", {p.Type} {p.Name}"));

    /// <summary>What a call from another kernel method ends with.</summary>
    internal string Passed => string.Concat(arguments.Select(p => $", {p.Name}"));

    /// <summary>What a call ends with that begins some elements later: their numbers of a random sequence begin later, too.</summary>
    internal string PassedFrom(string elements) => string.Concat(arguments.Select(p => p.Name == "index" ? $", unchecked(index + {elements})" : $", {p.Name}"));

    /// <summary>What a call from where they are a tuple ends with.</summary>
    internal string Unpacked => arguments.Count == 1 ? ", parameters" : string.Concat(arguments.Select(p => $", parameters.{p.Name}"));

    /// <summary>The type argument for the library's streaming loop, which always has one.</summary>
    internal string StreamingType => arguments.Count switch
    {
        0 => "NoParameters",
        1 => arguments[0].Type,
        _ => $"({string.Join(", ", arguments.Select(p => $"{p.Type} {p.Name}"))})",
    };

    /// <summary>What is passed to that loop.</summary>
    internal string StreamingPassed => arguments.Count switch
    {
        0 => ", default",
        1 => $", {arguments[0].Name}",
        _ => $", ({string.Join(", ", arguments.Select(p => p.Name))})",
    };
}
