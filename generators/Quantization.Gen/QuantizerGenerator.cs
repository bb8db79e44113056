using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Quantization.Gen.Baked;
using Quantization.Gen.Declaration;

namespace Quantization.Gen;

/// <summary>
/// Adds kernels to each type that is declared a quantizer. A declaration is read into a spec, a record of values; from there on
/// nothing knows the compilation, so that an edit elsewhere writes nothing again. What is wrong with a declaration is the
/// analyzer's to say: here, such a type is passed over in silence.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class QuantizerGenerator : IIncrementalGenerator
{
    /// <summary>The names of the pipeline's steps, by which tests follow what ran again.</summary>
    internal static class Steps
    {
        /// <summary>Declarations read; null where one is not sound.</summary>
        internal const string Declarations = nameof(Declarations);

        /// <summary>The sound ones.</summary>
        internal const string Specs = nameof(Specs);

        /// <summary>Additional files read; null where one is no calibration file.</summary>
        internal const string Calibrations = nameof(Calibrations);

        /// <summary>The calibration files together.</summary>
        internal const string CalibrationFiles = nameof(CalibrationFiles);

        /// <summary>Specs with all their constants, those of calibration files too; none where a file does not have them.</summary>
        internal const string Baked = nameof(Baked);

        /// <summary>The names that tell files apart by case only.</summary>
        internal const string AlikeNames = nameof(AlikeNames);

        /// <summary>Specs with the name of the file that each becomes.</summary>
        internal const string Files = nameof(Files);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<QuantizerSpec> specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(DeclarationReader.AttributeName, static (node, _) => node is TypeDeclarationSyntax, Read)
            .WithTrackingName(Steps.Declarations)
            .SelectMany(static (spec, _) => spec is null ? ImmutableArray<QuantizerSpec>.Empty : [spec])
            .WithTrackingName(Steps.Specs);

        IncrementalValueProvider<EquatableArray<BakedFile>> calibrations = context.AdditionalTextsProvider
            .Where(static file => CalibrationReader.MayBe(file.Path))
            .Select(static (file, cancellationToken) => CalibrationReader.Read(file, cancellationToken))
            .WithTrackingName(Steps.Calibrations)
            .Collect()
            .Select(static (files, _) => CalibrationFiles.Together(files))
            .WithTrackingName(Steps.CalibrationFiles);

        // The entries of a file are looked up here and not further down, so that from here on each type depends on its own entry alone.
        IncrementalValuesProvider<QuantizerSpec> baked = specs
            .Combine(calibrations)
            .SelectMany(static (pair, _) => Baking.Of(pair.Left, pair.Right).Spec is { } spec ? [spec] : ImmutableArray<QuantizerSpec>.Empty)
            .WithTrackingName(Steps.Baked);

        IncrementalValueProvider<EquatableArray<string>> alikeNames = baked
            .Select(static (spec, _) => spec.Shell.MetadataName)
            .Collect()
            .Select(static (names, _) => HintNames.AlikeButForCase(names))
            .WithTrackingName(Steps.AlikeNames);

        IncrementalValuesProvider<(string HintName, QuantizerSpec Spec)> files = baked
            .Combine(alikeNames)
            .Select(static (pair, _) => (HintNames.Of(pair.Left.Shell.MetadataName, pair.Right), pair.Left))
            .WithTrackingName(Steps.Files);

        context.RegisterSourceOutput(files, static (output, file) =>
            output.AddSource(file.HintName, SourceText.From(QuantizerFile.Write(file.Spec), Encoding.UTF8)));
    }

    private static QuantizerSpec? Read(GeneratorAttributeSyntaxContext declared, CancellationToken cancellationToken) =>
        declared.TargetSymbol is INamedTypeSymbol type && DeclarationReader.AttributeOf(type) is { } attribute
            ? DeclarationReader.Read(type, attribute, cancellationToken).Spec
            : null;
}
