using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Quantization.Gen.Tests.Harness;

/// <summary>Walks through everything that an object keeps alive.</summary>
internal static class ObjectGraph
{
    /// <summary>The path to the first part of a compilation that <paramref name="root"/> reaches, or null.</summary>
    internal static string? PathToCompiler(object? root) => Walk(root, root?.GetType().Name ?? "", new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static string? Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || value is string) return null;
        if (IsOfCompiler(value)) return $"{path} is a {value.GetType().Name}";
        if (!value.GetType().IsValueType && !seen.Add(value)) return null;

        if (value is Array array)
        {
            return array.Cast<object?>().Select((item, index) => Walk(item, $"{path}[{index}]", seen)).FirstOrDefault(found => found is not null);
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (Walk(field.GetValue(value), $"{path}.{field.Name}", seen) is { } found) return found;
            }
        }

        return null;
    }

    private static bool IsOfCompiler(object value) => value is
        ISymbol or SyntaxNode or SyntaxToken or SyntaxTrivia or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel or AttributeData
        or Diagnostic or TypedConstant or IOperation;
}
