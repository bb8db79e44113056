using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Quantization.Gen.Baked;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Diagnostics;

/// <summary>Says what is wrong with the declaration of a quantizer, or with a calibration file, at the place where it is wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that names a type for the codes, as a C# keyword, where another target mends the declaration.</summary>
    internal const string BetterTarget = nameof(BetterTarget);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // The generator reads files that are marked as generated, too; silence there would leave its own unexplained.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            // Once a compilation, however many types ask for entries.
            CalibrationFiles calibrations = CalibrationFiles.Read(start.Options.AdditionalFiles, start.CancellationToken);
            start.RegisterSymbolAction(symbol => Analyze(symbol, calibrations), SymbolKind.NamedType);
            start.RegisterAdditionalFileAction(file => Analyze(file, calibrations));
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context, CalibrationFiles calibrations)
    {
        if (calibrations.Of(context.AdditionalFile) is not { } file) return;
        foreach (BakedProblem problem in file.Problems)
        {
            Location location = Location.Create(file.Path, problem.Span, problem.Lines);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CalibrationMalformed, location, problem.Message));
        }
    }

    private static void Analyze(SymbolAnalysisContext context, CalibrationFiles calibrations)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        if (DeclarationReader.AttributeOf(type) is not { } attribute) return;

        DeclarationReader.Reading reading = DeclarationReader.Read(type, attribute, context.CancellationToken);
        if (reading.Spec is { } spec) reading = Baking.Of(spec, calibrations.All);
        foreach (Problem problem in reading.Problems)
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
            if (problem.BetterTarget is { } better) properties = properties.Add(BetterTarget, better);
            Location location = Locations.Of(problem.Place, type, attribute, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Rule), location, properties, problem.Arguments));
        }
    }
}
