using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Diagnostics;

/// <summary>The diagnostics, one a rule. Each has a help page of its id's name.</summary>
internal static class Descriptors
{
    private const string Category = "Quantization";
    private const string HelpPages = "https://github.com/quantization-gen/quantization.gen/blob/main/docs/diagnostics/";

    internal static readonly DiagnosticDescriptor NotPartial = new(
        "QG0001",
        "A quantizer must be partial",
        "'{0}' must be partial, so that its kernels can be added to it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0001.md");

    internal static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        "QG0002",
        "The types around a quantizer must be partial",
        "{1} must be partial, so that kernels can be added to '{0}' inside",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0002.md");

    internal static readonly DiagnosticDescriptor UnsupportedType = new(
        "QG0003",
        "This kind of type cannot be a quantizer",
        "'{0}' cannot be a quantizer: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0003.md");

    internal static readonly DiagnosticDescriptor BitsOutOfRange = new(
        "QG0004",
        "A code has 1 to 16 bits",
        "A code of {0} bits is not possible; it has 1 to {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0004.md");

    internal static readonly DiagnosticDescriptor SourceNotValueType = new(
        "QG0005",
        "The source is no type of values",
        "Values cannot be '{0}'; a source is 'float', 'double', 'System.Half' or 'Quantization.BFloat16'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0005.md");

    internal static readonly DiagnosticDescriptor TargetNotCodeType = new(
        "QG0006",
        "The target is no type for codes",
        "Codes cannot be stored as '{0}'; a target is an integer type of 8, 16 or 32 bits",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0006.md");

    internal static readonly DiagnosticDescriptor TargetCannotHoldCodes = new(
        "QG0007",
        "The target cannot hold the codes",
        "'{0}' cannot hold the codes {1} to {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0007.md");

    internal static readonly DiagnosticDescriptor OptionConflict = new(
        "QG0008",
        "An option contradicts the declaration",
        "'{0}' contradicts the rest of the declaration: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0008.md");

    internal static readonly DiagnosticDescriptor UndefinedValue = new(
        "QG0009",
        "There is no such choice",
        "'{0}' has no value {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0009.md");

    internal static readonly DiagnosticDescriptor ConstantInvalid = new(
        "QG0010",
        "A constant is not valid",
        "'{0}' cannot be {1}: {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0010.md");

    internal static readonly DiagnosticDescriptor ConstantsMismatch = new(
        "QG0011",
        "The constants do not fix the parameters",
        "{0} takes {1}, or {2}, as its constants, but {3} given",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0011.md");

    internal static readonly DiagnosticDescriptor MemberExists = new(
        "QG0012",
        "The name of a generated member is taken",
        "'{0}' already has a '{1}', which is the name of a generated member",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0012.md");

    internal static readonly DiagnosticDescriptor LanguageVersion = new(
        "QG0013",
        "The C# version is too old",
        "The kernels of '{0}' need C# {1} or later; the project is compiled as C# {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0013.md");

    internal static readonly DiagnosticDescriptor CalibrationMissing = new(
        "QG0014",
        "There is no such calibration entry, or more than one",
        "'{0}' does not name one calibration entry: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0014.md");

    internal static readonly DiagnosticDescriptor CalibrationMismatch = new(
        "QG0015",
        "The calibration entry is for another quantizer",
        "Entry '{0}' of '{1}' does not fit the declaration: {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0015.md");

    internal static readonly DiagnosticDescriptor CalibrationMalformed = new(
        "QG0016",
        "A calibration file is malformed",
        "The calibration file is malformed: {0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0016.md");

    internal static readonly DiagnosticDescriptor PartnerInvalid = new(
        "QG0017",
        "The partner cannot be multiplied by",
        "'{0}' cannot be the partner: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0017.md");

    internal static readonly DiagnosticDescriptor AccumulatorTooNarrow = new(
        "QG0018",
        "The accumulator is too narrow",
        "A sum of {0} products of codes {1} to {2} with codes {3} to {4} may not fit in 'int'; it is certain to for {5} elements at most",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPages + "QG0018.md");

    /// <summary>All of them, in the order of their ids.</summary>
    internal static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotPartial, ContainingTypeNotPartial, UnsupportedType, BitsOutOfRange, SourceNotValueType, TargetNotCodeType, TargetCannotHoldCodes,
        OptionConflict, UndefinedValue, ConstantInvalid, ConstantsMismatch, MemberExists, LanguageVersion,
        CalibrationMissing, CalibrationMismatch, CalibrationMalformed, PartnerInvalid, AccumulatorTooNarrow,
    ];

    /// <summary>The diagnostic of a rule: rules and ids count alike.</summary>
    internal static DiagnosticDescriptor Of(Rule rule) => All[(int)rule];
}
