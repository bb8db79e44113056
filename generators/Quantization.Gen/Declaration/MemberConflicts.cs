using Microsoft.CodeAnalysis;

namespace Quantization.Gen.Declaration;

/// <summary>Finds members of the consumer that would stand where a generated one goes.</summary>
internal static class MemberConflicts
{
    /// <summary>Adds one problem for each name already taken in <paramref name="type"/>.</summary>
    internal static void Find(INamedTypeSymbol type, IEnumerable<GeneratedMember> generated, List<Problem> problems)
    {
        foreach (IGrouping<string, GeneratedMember> members in generated.GroupBy(member => member.Name))
        {
            if (Taken(type, members.Key, [.. members]) is { } place) problems.Add(new Problem(Rule.MemberExists, place, type.Name, members.Key));
        }
    }

    private static Place? Taken(INamedTypeSymbol type, string name, GeneratedMember[] generated)
    {
        // A member cannot be named like its own type.
        if (type.Name == name) return Place.TypeName;
        if (type.TypeParameters.FirstOrDefault(parameter => parameter.Name == name) is { } parameter) return Place.OfMember(parameter);
        // An analyzer sees the generated members, too.
        return type.GetMembers(name).FirstOrDefault(member => !GeneratedFiles.Declares(member) && generated.Any(other => Clash(member, other))) is { } taken
            ? Place.OfMember(taken)
            : null;
    }

    // Overloads live together; anything else of the same name does not.
    private static bool Clash(ISymbol member, GeneratedMember generated) =>
        member is not IMethodSymbol method
        || generated.Parameters is not { } parameters
        || (method.Arity == 0
            && method.Parameters.Length == parameters.Length
            && method.Parameters.Zip(parameters, (mine, theirs) => Spelled(mine) == theirs).All(same => same));

    // Methods cannot differ in the kind of a reference alone.
    private static string Spelled(IParameterSymbol parameter) => (parameter.RefKind == RefKind.None ? "" : "in ") + parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
