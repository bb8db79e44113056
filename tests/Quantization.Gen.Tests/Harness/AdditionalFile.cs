using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Quantization.Gen.Tests.Harness;

/// <summary>A file of <c>AdditionalFiles</c>, and how often it was read.</summary>
internal sealed class AdditionalFile(string path, string content) : AdditionalText
{
    private int reads;

    public override string Path { get; } = path;

    internal int Reads => reads;

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref reads);
        return SourceText.From(content, System.Text.Encoding.UTF8);
    }
}
