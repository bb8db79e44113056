using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Pipeline;

/// <summary>A compilation is let go as soon as the next one has been seen, however long the driver lives.</summary>
public sealed class MemoryTests
{
    private const string Source = "using Quantization;\n[Quantizer(8, QuantizationScheme.Affine)]\npublic partial struct Codes;\n[Quantizer(8, QuantizationScheme.Scale, Calibration = \"weights\")]\npublic partial struct Weights;\n";
    private const string File = """{"quantizationCalibration":1,"entries":{"weights":{"bits":8,"scheme":"Scale","minCode":-127,"maxCode":127,"scale":0.5}}}""";

    [Fact]
    public void An_old_compilation_is_let_go() => Assert.False(Survives(new QuantizerGenerator()));

    [Fact]
    public void A_generator_that_keeps_symbols_is_found_out() => Assert.True(Survives(new SymbolKeeper()));

    private static bool Survives(IIncrementalGenerator generator)
    {
        (GeneratorDriver driver, WeakReference old) = RunTwice(generator);
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        bool alive = old.IsAlive;
        GC.KeepAlive(driver);
        return alive;
    }

    // Apart, so that no local variable of the caller keeps the first compilation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunTwice(IIncrementalGenerator generator)
    {
        CSharpCompilation first = Consumer.Compile(Source, "internal static class Unrelated;");
        GeneratorDriver driver = GeneratorRun.Driving(generator, first, new AdditionalFile("calibration.json", File)).RunGenerators(first, TestContext.Current.CancellationToken);
        CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees[1], Consumer.Parse("internal static class Other;", "Source1.cs"));
        return (driver.RunGenerators(second, TestContext.Current.CancellationToken), new WeakReference(first));
    }

    private sealed class SymbolKeeper : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider
                .ForAttributeWithMetadataName("Quantization.QuantizerAttribute", (_, _) => true, (declared, _) => new Kept(declared.TargetSymbol.Name, declared.TargetSymbol)),
            (_, _) => { });
    }

    // Equal by name, so that the second run keeps what the first one found.
    private sealed record Kept(string Name, ISymbol Symbol)
    {
        public bool Equals(Kept? other) => other?.Name == Name;

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    }
}
