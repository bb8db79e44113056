using Microsoft.CodeAnalysis;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>The quantizer that a declaration names as the other operand of its products.</summary>
internal static class PartnerReader
{
    /// <summary>The partner that the attribute names; null where it names none, or the declared type itself.</summary>
    internal static INamedTypeSymbol? SymbolOf(AttributeData attribute, INamedTypeSymbol type)
    {
        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (named.Key != nameof(QuantizerArguments.Partner) || named.Value.Value is not INamedTypeSymbol partner) continue;
            // In typeof a generic type stands without its arguments.
            return SymbolEqualityComparer.Default.Equals(partner.OriginalDefinition, type.OriginalDefinition) ? null : partner;
        }

        return null;
    }

    /// <summary>The partner's spec, in the assembly that <paramref name="home"/> is; null where it cannot be one, which is added to <paramref name="problems"/>, or is itself not sound, which is said where it is declared.</summary>
    internal static QuantizerSpec? Read(INamedTypeSymbol partner, IAssemblySymbol home, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (DeclarationReader.AttributeOf(partner) is not { } attribute) return Refuse("it is not declared a quantizer");
        // Editors may have the source of other projects; compilers do not.
        if (!SymbolEqualityComparer.Default.Equals(partner.ContainingAssembly, home)) return Refuse("it is declared in another project, where its kernels are, too");
        if (partner.IsGenericType) return Refuse("it has type parameters");
        if (DeclarationReader.ReadPartner(partner, attribute, cancellationToken).Spec is not { } spec) return null;
        if (spec.Format is not null || spec.HasBlocks) return Refuse("it has no codes");
        if (CodeRanges.AreNumbersOfLevels(spec.Scheme)) return Refuse("its codes are numbers of levels, which say nothing as factors");
        return spec.Target is IntegerTarget.SByte or IntegerTarget.Byte ? spec : Refuse($"its codes are '{spec.CodeType}', and those of a partner take a byte each");

        QuantizerSpec? Refuse(string reason)
        {
            problems.Add(new Problem(Rule.PartnerInvalid, Place.OfArgument(nameof(QuantizerArguments.Partner)), partner.ToDisplayString(), reason));
            return null;
        }
    }
}
