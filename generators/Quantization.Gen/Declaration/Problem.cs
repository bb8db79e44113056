using Microsoft.CodeAnalysis;

namespace Quantization.Gen.Declaration;

/// <summary>A broken rule, where it is broken, and what the message says about it. It lives in an analyzer only, never in a pipeline.</summary>
internal sealed class Problem(Rule rule, Place place, params string[] arguments)
{
    public Rule Rule { get; } = rule;

    public Place Place { get; } = place;

    public string[] Arguments { get; } = arguments;

    /// <summary>The narrowest type that would hold the codes, as a C# keyword, where another target mends the declaration.</summary>
    public string? BetterTarget { get; set; }
}

/// <summary>Where in the source a problem is: at an argument of the attribute, a member, or the name of the type.</summary>
internal readonly struct Place
{
    private Place(string? argument, ISymbol? member)
    {
        Argument = argument;
        Member = member;
    }

    /// <summary>The argument's parameter or property name; null for another place.</summary>
    public string? Argument { get; }

    /// <summary>The consumer's member; null for another place.</summary>
    public ISymbol? Member { get; }

    public static Place TypeName => default;

    public static Place OfArgument(string name) => new(name, null);

    public static Place OfMember(ISymbol member) => new(null, member);
}
