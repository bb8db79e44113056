namespace Quantization.Tests.Networks;

/// <summary>A quantization network by its formulas, in double and with the exponential of the framework.</summary>
internal sealed class NetworkReference(QuantizationNetwork network)
{
    private readonly double[] levels = [.. network.Levels.ToArray().Select(l => (double)l)];
    private readonly double[] biases = [.. network.Biases.ToArray().Select(b => (double)b)];

    internal double Alpha { get; init; } = network.Alpha;

    internal double Beta { get; init; } = network.Beta;

    internal double Temperature { get; init; } = network.Temperature;

    internal double[] Biases => biases;

    /// <summary>y of a value.</summary>
    internal double Forward(double x) => Alpha * (levels[0] + Enumerable.Range(0, biases.Length).Sum(i => Height(i) * Sigmoid(Argument(x, i))));

    /// <summary>The magnitudes of what y is a sum of.</summary>
    internal double ForwardTerms(double x) => Alpha * (Math.Abs(levels[0]) + Enumerable.Range(0, biases.Length).Sum(i => Height(i) * Sigmoid(Argument(x, i))));

    /// <summary>dy/dx.</summary>
    internal double OfValue(double x) => Alpha * Beta * Temperature * Slope(x);

    /// <summary>dy/dα.</summary>
    internal double OfAlpha(double x) => Forward(x) / Alpha;

    /// <summary>dy/dβ.</summary>
    internal double OfBeta(double x) => Alpha * Temperature * x * Slope(x);

    /// <summary>dy/dbᵢ.</summary>
    internal double OfBias(double x, int i) => -Alpha * Temperature * Height(i) * Bell(Argument(x, i));

    private double Slope(double x) => Enumerable.Range(0, biases.Length).Sum(i => Height(i) * Bell(Argument(x, i)));

    private double Height(int i) => levels[i + 1] - levels[i];

    private double Argument(double x, int i) => Temperature * ((Beta * x) - biases[i]);

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    // σ · (1 − σ), without the difference.
    private static double Bell(double z) => Sigmoid(z) * Sigmoid(-z);
}
