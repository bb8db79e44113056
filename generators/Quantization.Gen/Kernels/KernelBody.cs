namespace Quantization.Gen.Kernels;

/// <summary>What the stages of one kernel have said so far: constants computed before the loop, and the loop's statements.</summary>
/// <param name="typeOf">The type of a column, as the dialect calls it.</param>
/// <param name="streams">Whether it can write past the caches.</param>
internal sealed class KernelBody(Func<ElementKind, string> typeOf, bool streams = false)
{
    private readonly List<string> hoisted = [];
    private readonly List<string> statements = [];
    private readonly Dictionary<string, string> meanings = new(StringComparer.Ordinal);

    /// <summary>Whether the kernel takes its way of storing as a type argument, in dialects that have more than one.</summary>
    internal bool Streams => streams;

    /// <summary>Declarations that stand before the loop.</summary>
    internal IReadOnlyList<string> Hoisted => hoisted;

    /// <summary>The statements of one step.</summary>
    internal IReadOnlyList<string> Statements => statements;

    /// <summary>A constant before the loop. Asking again by its name gives the same variable; another meaning under that name is a mistake of the generator.</summary>
    internal string Hoist(string type, string name, string expression, string? why = null)
    {
        string meaning = $"{type} {expression}";
        if (meanings.TryGetValue(name, out string? known))
        {
            return known == meaning ? name : throw new InvalidOperationException($"'{name}' already means '{known}', not '{meaning}'.");
        }

        meanings.Add(name, meaning);
        if (why is not null) hoisted.Add($"// {why}");
        hoisted.AddRange($"{type} {name} = {expression};".Split('\n'));
        return name;
    }

    /// <summary>Begins another list of statements; what is hoisted stays.</summary>
    internal void Clear() => statements.Clear();

    /// <summary>A statement of the step.</summary>
    internal void Line(string statement) => statements.Add(statement);

    /// <summary>A comment that says why what follows is as it is.</summary>
    internal void Comment(string why) => statements.Add($"// {why}");

    /// <summary>Statements in a scope of their own, so that the same stage can be asked for twice.</summary>
    internal void Scope(Action write)
    {
        int first = statements.Count;
        write();
        for (int s = first; s < statements.Count; s++) statements[s] = "    " + statements[s];
        statements.Insert(first, "{");
        statements.Add("}");
    }

    /// <summary>Applies an expression to every column.</summary>
    internal Columns Each(Columns input, string name, ElementKind kind, Func<string, string> expression)
    {
        Columns output = input with { Name = name, Kind = kind };
        for (int c = 0; c < input.Count; c++)
        {
            statements.Add($"{typeOf(kind)} {output[c]} = {expression(input[c])};");
        }

        return output;
    }
}
