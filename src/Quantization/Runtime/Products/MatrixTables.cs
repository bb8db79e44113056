using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>What a matrix product is to make of its sums, as the caller says it.</summary>
internal ref struct MatrixResults
{
    /// <summary>The zero point of the activations.</summary>
    internal int ActivationZeroPoint;

    /// <summary>Those of the weights: none, one, or one for each output.</summary>
    internal ReadOnlySpan<int> WeightZeroPoints;

    /// <summary>A factor of all scales.</summary>
    internal float Scale;

    /// <summary>One scale, or one for each output.</summary>
    internal ReadOnlySpan<float> Scales;

    /// <summary>The bits of a bias for each output, or none.</summary>
    internal ReadOnlySpan<int> Bias;

    /// <summary>The bits of what is added where there is none.</summary>
    internal int NoBias;

    /// <summary>What lies between the zero point of the results and the lowest and highest code, or 0 where results are floats of any sign.</summary>
    internal float LowestStep, HighestStep;

    /// <summary>The zero point of the results.</summary>
    internal int ZeroPoint;

    /// <summary>Whether floats below 0 become 0.</summary>
    internal bool Relu;
}

/// <summary>The same as kernels read it: a number of each kind for every output, up to whole panels.</summary>
/// <remarks>
/// Of <c>Σ (a − z_a)(w − z_w) = Σ aw − z_a·(Σw − K·z_w) − z_w·Σa</c> the second term is one number an output, whatever the row. All of it wraps: the sum fits, so it is exact.
/// </remarks>
internal unsafe struct MatrixTables
{
    /// <summary>The bytes of an output.</summary>
    internal const int BytesAnOutput = 4 * sizeof(int);

    /// <summary>What is added to the products' sum.</summary>
    internal int* Corrections;

    /// <summary>The zero points of the weights; null where all are 0.</summary>
    internal int* WeightZeroPoints;

    /// <summary>The scales.</summary>
    internal float* Scales;

    /// <summary>The bits of the biases.</summary>
    internal int* Bias;

    /// <summary>See <see cref="MatrixResults"/>.</summary>
    internal float LowestStep, HighestStep;

    /// <summary>The zero point of the results.</summary>
    internal int ZeroPoint;

    /// <summary>Whether floats below 0 become 0.</summary>
    internal bool Relu;

    /// <summary>Fills them.</summary>
    /// <param name="results">What the caller says.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="offset">What kernels add to each activation.</param>
    /// <param name="memory"><see cref="BytesAnOutput"/> for every output, up to whole panels.</param>
    internal MatrixTables(in MatrixResults results, PackedMatrix weights, int offset, byte* memory)
    {
        ReadOnlySpan<int> sums = weights.Sums!.OfOutputs;
        int padded = sums.Length;
        Corrections = (int*)memory;
        Scales = (float*)(Corrections + padded);
        Bias = (int*)(Scales + padded);
        LowestStep = results.LowestStep;
        HighestStep = results.HighestStep;
        ZeroPoint = results.ZeroPoint;
        Relu = results.Relu;
        int zeroPoint = unchecked(results.ActivationZeroPoint + offset);
        if (results.WeightZeroPoints.IndexOfAnyExcept(0) >= 0)
        {
            WeightZeroPoints = Bias + padded;
            Fill(results.WeightZeroPoints, 0, WeightZeroPoints, padded);
        }

        // Whole panels are whole vectors.
        Vector256<int> negated = Vector256.Create(unchecked(-zeroPoint)), inputs = Vector256.Create(weights.Inputs);
        for (int n = 0; n < padded; n += Vector256<int>.Count)
        {
            Vector256<int> ofWeights = Vector256.Create<int>(sums.Slice(n, Vector256<int>.Count));
            if (WeightZeroPoints != null) ofWeights -= inputs * Vector256.Load(WeightZeroPoints + n);
            (negated * ofWeights).Store(Corrections + n);
        }

        // Sums that stay what they are.
        if (results.Scales.IsEmpty) return;
        Fill(MemoryMarshal.Cast<float, int>(results.Scales), 0, (int*)Scales, padded);
        Vector256<float> scale = Vector256.Create(results.Scale);
        for (int n = 0; n < padded; n += Vector256<float>.Count) (Vector256.Load(Scales + n) * scale).Store(Scales + n);
        Fill(results.Bias, results.NoBias, Bias, padded);
    }

    // One for all, or one for each; where there is none, and behind the last output, something else.
    private static void Fill(ReadOnlySpan<int> numbers, int otherwise, int* to, int padded)
    {
        Span<int> table = new(to, padded);
        if (numbers.Length == 1)
        {
            table.Fill(numbers[0]);
            return;
        }

        numbers.CopyTo(table);
        table[numbers.Length..].Fill(otherwise);
    }
}
