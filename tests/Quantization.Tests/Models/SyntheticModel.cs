using Quantization.Models;
using Xunit;

namespace Quantization.Tests.Models;

/// <summary>A model whose score is a formula of which layers are quantized, and which keeps every question it was asked.</summary>
internal sealed class SyntheticModel(int layers, Func<bool[], double> score) : IQuantizableModel
{
    private readonly List<string> _questions = [];

    public IReadOnlyList<string> LayerNames { get; init; } = [.. Enumerable.Range(0, layers).Select(static i => $"layer{i}")];

    /// <summary>One text for every evaluation: for each layer Q where it was quantized and f where it was in float.</summary>
    public IReadOnlyList<string> Questions => _questions;

    /// <summary>Runs before every evaluation.</summary>
    public Action? OnEvaluate { get; init; }

    /// <summary>Every quantized layer takes its loss away from 100, whatever the others are.</summary>
    public static SyntheticModel Additive(params double[] losses) =>
        new(losses.Length, quantized => 100 - losses.Where((_, i) => quantized[i]).Sum());

    public SensitivityAnalysis Analyze() => SensitivityAnalysis.Run(this, null, TestContext.Current.CancellationToken);

    public double Evaluate(ReadOnlySpan<bool> quantized)
    {
        OnEvaluate?.Invoke();
        bool[] copy = [.. quantized];
        _questions.Add(string.Concat(copy.Select(static each => each ? 'Q' : 'f')));
        return score(copy);
    }
}

/// <summary>Keeps what it is told, on the thread that tells it.</summary>
internal sealed class Heard<T> : IProgress<T>
{
    private readonly List<T> _values = [];

    public IReadOnlyList<T> Values => _values;

    public void Report(T value) => _values.Add(value);
}
