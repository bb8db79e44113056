using System.ComponentModel;
using System.Globalization;

namespace Quantization.Runtime;

/// <summary>
/// A <see cref="QuantizationNetwork"/> as kernels read it: what they would compute from it for each element is computed once, in double, and kept as sums of
/// two floats where one is not enough. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct NetworkTable
{
    /// <summary>Floats a step.</summary>
    private const int Stride = 3;

    // Products of values that are clamped for it stay below, and sums of such a product and a bias, which is up to 2^124, do not overflow.
    private const double GreatestProduct = (double)(1L << 62) * (1L << 62) * 4;

    private readonly ref float steps;
    private readonly int count;

    private NetworkTable(QuantizationNetwork network, Span<float> memory)
    {
        ReadOnlySpan<float> levels = network.Levels, biases = network.Biases;
        double temperature = network.Temperature, steepness = temperature * network.Beta;
        for (int i = 0; i < biases.Length; i++)
        {
            // Both products are exact in double.
            double place = temperature * biases[i];
            memory[Stride * i] = (float)place;
            memory[(Stride * i) + 1] = (float)(place - (float)place);
            memory[(Stride * i) + 2] = (float)((double)levels[i + 1] - levels[i]);
        }

        steps = ref memory[0];
        count = biases.Length;
        Steepness = (float)steepness;
        SteepnessRest = (float)(steepness - Steepness);
        Bound = (float)Math.Min(GreatestProduct / steepness, float.MaxValue);
        Alpha = network.Alpha;
        Beta = network.Beta;
        Temperature = network.Temperature;
        LowestLevel = levels[0];
    }

    /// <summary>The first of three floats a step: T·b in two parts, the first rounded, and the height of the step.</summary>
    public ref float Steps => ref steps;

    /// <summary>The number of those floats.</summary>
    public nuint Floats => (nuint)(Stride * count);

    /// <summary>T·β, rounded.</summary>
    public float Steepness { get; }

    /// <summary>What T·β is more than that.</summary>
    public float SteepnessRest { get; }

    /// <summary>The greatest magnitude that values count for; about 2^126 when multiplied by T·β, or the greatest float.</summary>
    public float Bound { get; }

    /// <summary>α.</summary>
    public float Alpha { get; }

    /// <summary>The lowest level: Y₀.</summary>
    public float LowestLevel { get; }

    /// <summary>β.</summary>
    internal float Beta { get; }

    /// <summary>T.</summary>
    internal float Temperature { get; }

    /// <summary>The number of steps.</summary>
    internal int Count => count;

    /// <summary>The height of a step.</summary>
    internal float Height(int step) => System.Runtime.CompilerServices.Unsafe.Add(ref steps, (Stride * step) + 2);

    /// <summary>The floats of memory that a network's table takes.</summary>
    /// <param name="network">The network.</param>
    /// <returns>Their number.</returns>
    /// <exception cref="ArgumentNullException">There is no network.</exception>
    public static int GetFloats(QuantizationNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Stride * network.Biases.Length;
    }

    /// <summary>The table of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="levels">The most levels that it may have.</param>
    /// <param name="memory">Where its steps are kept: as many floats as <see cref="GetFloats"/> says.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">The network has too many levels.</exception>
    /// <exception cref="InvalidOperationException">A bias is not a number of a magnitude up to 2^100.</exception>
    public static NetworkTable Of(QuantizationNetwork network, int levels, Span<float> memory)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Levels.Length > levels)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The network has {network.Levels.Length} levels, more than the {levels} that codes of the declaration can number."), nameof(network));
        }

        network.RequireBiases();
        return new NetworkTable(network, memory);
    }
}
