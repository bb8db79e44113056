using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quantization.Gen.Tests.Harness;

/// <summary>The generator, run over a consumer. Whatever it makes must compile, and a second run must make nothing again.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation output, ImmutableArray<AdditionalText> additional)
    {
        Driver = driver;
        Output = output;
        Additional = additional;
    }

    internal GeneratorDriver Driver { get; }

    /// <summary>The consumer with the generated files.</summary>
    internal Compilation Output { get; }

    /// <summary>The additional files of the consumer.</summary>
    internal ImmutableArray<AdditionalText> Additional { get; }

    /// <summary>The generated files, their text by hint name.</summary>
    internal IReadOnlyDictionary<string, string> Files =>
        Driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    /// <summary>Runs the generator and demands code without a warning.</summary>
    internal static GeneratorRun Compiled(params string[] sources) => Compiled(Consumer.Compile(sources));

    /// <inheritdoc cref="Compiled(string[])"/>
    internal static GeneratorRun Compiled(CSharpCompilation consumer, params ImmutableArray<AdditionalText> additional)
    {
        GeneratorRun run = Over(consumer, additional: additional);
        ImmutableArray<Diagnostic> diagnostics = [.. run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(Counts)];
        Assert.True(diagnostics.IsEmpty, string.Join('\n', diagnostics.Take(10)));
        return run;
    }

    /// <summary>Runs the generator twice, whether or not the consumer compiles; the second time, every output must come from the cache.</summary>
    internal static GeneratorRun Over(CSharpCompilation consumer, IIncrementalGenerator? generator = null, params ImmutableArray<AdditionalText> additional)
    {
        GeneratorDriver driver = Driving(generator ?? new QuantizerGenerator(), consumer, additional)
            .RunGeneratorsAndUpdateCompilation(consumer, out Compilation output, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        // A generator that throws is a mere warning of the compiler, CS8785.
        Assert.True(diagnostics.IsEmpty, string.Join('\n', diagnostics));
        Assert.Null(driver.GetRunResult().Results.Single().Exception);

        GeneratorRunResult again = driver.RunGenerators(consumer.Clone(), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.All(
            again.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        return new GeneratorRun(driver, output, additional);
    }

    internal static GeneratorDriver Driving(IIncrementalGenerator generator, CSharpCompilation consumer, params ImmutableArray<AdditionalText> additional) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        additional,
        parseOptions: (CSharpParseOptions)consumer.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static bool Counts(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed;
}
