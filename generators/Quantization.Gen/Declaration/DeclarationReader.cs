using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Quantization.Gen.Declaration;

/// <summary>
/// From a type with the attribute to its spec or its problems. The generator takes the spec and says nothing; the analyzer
/// speaks of the problems: one reading serves both, so that neither knows a rule that the other does not.
/// </summary>
internal static class DeclarationReader
{
    /// <summary>The attribute's full metadata name.</summary>
    internal const string AttributeName = "Quantization.QuantizerAttribute";

    /// <summary>The oldest C# that the generated code is written in.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp11;

    /// <summary>What became of a declaration: a spec, or at least one problem, or neither where the compiler itself refuses the code.</summary>
    internal readonly struct Reading(QuantizerSpec? spec, ImmutableArray<Problem> problems)
    {
        public QuantizerSpec? Spec { get; } = spec;

        public ImmutableArray<Problem> Problems { get; } = problems;
    }

    /// <summary>The attribute that declares <paramref name="type"/> a quantizer; null where there is none, or more than one.</summary>
    internal static AttributeData? AttributeOf(INamedTypeSymbol type)
    {
        AttributeData? found = null;
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (!IsQuantizer(attribute.AttributeClass)) continue;
            if (found is not null) return null;
            found = attribute;
        }

        return found;
    }

    /// <summary>Reads the declaration that <paramref name="attribute"/> makes of <paramref name="type"/>.</summary>
    internal static Reading Read(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken) =>
        Read(type, attribute, asPartner: false, cancellationToken);

    /// <summary>The same of the partner of a declaration, of which no partner is asked in turn.</summary>
    internal static Reading ReadPartner(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken) =>
        Read(type, attribute, asPartner: true, cancellationToken);

    private static Reading Read(INamedTypeSymbol type, AttributeData attribute, bool asPartner, CancellationToken cancellationToken)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            || attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || QuantizerArguments.Read(attribute) is not { } arguments
            || IsDeclaredTwice(type))
        {
            return new Reading(null, []);
        }

        List<Problem> problems = [];
        CheckLanguage(declaration, problems);
        TypeShell shell = ShellReader.Read(type, declaration, problems);
        Storage storage = BlockDeclaration.Applies(arguments) ? BlockDeclaration.Resolve(arguments, problems) : Storage.Resolve(arguments, problems);
        Choices? choices = arguments.Format is null ? Choices.Resolve(arguments, problems) : Choices.OfFormat(arguments, problems);
        bool isFixed = choices is null || arguments.Format is not null || BlockDeclaration.Applies(arguments);
        (StepTable? steps, ConstantParameters? constants) = isFixed ? default : Constants.Resolve(arguments, choices!, problems);
        if (choices is null) return new Reading(null, OfEachArgument(problems));

        QuantizerSpec spec = Spec(shell, arguments, choices, storage, constants) with { Steps = steps };
        spec = Products.Resolve(spec, arguments, asPartner ? null : PartnerReader.SymbolOf(attribute, type), type.ContainingAssembly, problems, cancellationToken);
        if (asPartner) return problems.Count > 0 ? new Reading(null, OfEachArgument(problems)) : new Reading(spec, []);
        MemberConflicts.Find(type, GeneratedMembers.Of(spec), problems);
        return problems.Count > 0 ? new Reading(null, OfEachArgument(problems)) : new Reading(spec, []);
    }

    // Several rules may refuse one argument for reasons of their own; that it is no value at all comes before what it contradicts.
    private static ImmutableArray<Problem> OfEachArgument(List<Problem> problems) =>
    [
        .. problems.Where((problem, index) => problem.Place.Argument is not { } argument || index == Foremost(problems, argument)),
    ];

    private static int Foremost(List<Problem> problems, string argument)
    {
        int undefined = problems.FindIndex(problem => problem.Rule == Rule.UndefinedValue && problem.Place.Argument == argument);
        return undefined >= 0 ? undefined : problems.FindIndex(problem => problem.Place.Argument == argument);
    }

    private static QuantizerSpec Spec(TypeShell shell, QuantizerArguments arguments, Choices choices, Storage storage, ConstantParameters? constants) => new()
    {
        Shell = shell,
        Bits = choices.Bits,
        Format = arguments.Format,
        Source = storage.Source,
        Kernels = storage.Kernels,
        Length = storage.Length,
        Packing = storage.Packing,
        BlockSize = storage.BlockSize,
        ScaleType = arguments.ScaleType ?? ScaleType.None,
        Encoding = arguments.Encoding ?? BlockEncoding.ByFormat,
        Saturate = arguments.Saturate ?? true,
        Scheme = choices.Scheme,
        Target = choices.Target,
        MinCode = choices.MinCode,
        MaxCode = choices.MaxCode,
        Rounding = choices.Rounding,
        ScaleOperation = arguments.ScaleOperation ?? ScaleOperation.Divide,
        NaNHandling = arguments.NaNHandling ?? NaNHandling.Zero,
        OutOfRange = arguments.OutOfRange ?? OutOfRangeHandling.Saturate,
        Reconstruction = arguments.Reconstruction ?? Reconstruction.Midpoint,
        Constants = constants,
        Steps = null,
        Calibration = arguments.Calibration,
        Partner = null,
        AccumulatesInt32 = arguments.Accumulator?.Special == SpecialType.System_Int32,
    };

    private static void CheckLanguage(TypeDeclarationSyntax declaration, List<Problem> problems)
    {
        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < OldestLanguage } options)
        {
            problems.Add(new Problem(Rule.LanguageVersion, Place.TypeName, declaration.Identifier.ValueText, OldestLanguage.ToDisplayString(), options.LanguageVersion.ToDisplayString()));
        }
    }

    // Say, as a class and as a struct. The compiler refuses that, and two files cannot have one name.
    private static bool IsDeclaredTwice(INamedTypeSymbol type)
    {
        INamespaceOrTypeSymbol container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        return container.GetTypeMembers(type.Name, type.Arity).Count(other => other.MetadataName == type.MetadataName) > 1;
    }

    private static bool IsQuantizer(INamedTypeSymbol? attributeClass) => attributeClass is
    {
        Name: "QuantizerAttribute",
        Arity: 0,
        ContainingType: null,
        ContainingNamespace: { Name: "Quantization", ContainingNamespace.IsGlobalNamespace: true },
    };
}
