using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace Quantization.Gen.Tests.Harness;

/// <summary>The harness itself can fail.</summary>
public sealed class HarnessTests
{
    [Fact]
    public void A_generator_that_throws_fails_its_test()
    {
        XunitException failure = Assert.ThrowsAny<XunitException>(() => GeneratorRun.Over(Consumer.Compile("class Any;"), new Throwing()));
        Assert.Contains("CS8785", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generator_that_writes_again_fails_its_test() =>
        Assert.ThrowsAny<XunitException>(() => GeneratorRun.Over(Consumer.Compile("class Any;"), new Restless()));

    [Fact]
    public void A_warning_in_the_consumer_fails_its_test() =>
        Assert.ThrowsAny<XunitException>(() => GeneratorRun.Compiled("class Any { void Warned() { int unused; } }"));

    private sealed class Throwing : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (_, _) => throw new InvalidOperationException("On purpose."));
    }

    private sealed class Restless : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (output, _) => output.AddSource("Any.g.cs", "// Again."));
    }
}
