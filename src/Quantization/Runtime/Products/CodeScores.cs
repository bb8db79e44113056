using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>
/// From sums of products of codes to those of the values that they stand for: <c>(s_q·s_r) · sum</c> in double, rounded once to float, as a single dot product is.
/// Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodeScores
{
    /// <summary>Turns sums into scores, in place.</summary>
    /// <param name="scores">The bits of sums of 32 bits; then the scores.</param>
    /// <param name="queryScale">The scale of the query.</param>
    /// <param name="rowScale">The scale of all rows.</param>
    public static void ToValues(Span<float> scores, float queryScale, float rowScale)
    {
        double scale = (double)queryScale * rowScale;
        ref float score = ref MemoryMarshal.GetReference(scores);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<double> scaleEach = Vector128.Create(scale);
            for (; i <= scores.Length - Vector128<float>.Count; i += Vector128<float>.Count) ToValues(ref Unsafe.Add(ref score, i), scaleEach, scaleEach);
        }

        for (; i < scores.Length; i++) scores[i] = ToValue(scores[i], scale);
    }

    /// <inheritdoc cref="ToValues(Span{float}, float, float)"/>
    /// <param name="scores">The bits of sums of 32 bits; then the scores.</param>
    /// <param name="queryScale">The scale of the query.</param>
    /// <param name="rowParameters">The parameters of all rows, or of each.</param>
    public static void ToValues(Span<float> scores, float queryScale, ReadOnlySpan<ScaleParameters> rowParameters)
    {
        if (scores.Length == 0) return;
        if (rowParameters.Length == 1)
        {
            ToValues(scores, queryScale, rowParameters[0].Scale);
            return;
        }

        // Parameters are a float each.
        ReadOnlySpan<float> rowScales = MemoryMarshal.Cast<ScaleParameters, float>(rowParameters);
        ref float score = ref MemoryMarshal.GetReference(scores);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<double> queryScales = Vector128.Create((double)queryScale);
            for (; i <= scores.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(Vector128.Create(rowScales[i..]));
                ToValues(ref Unsafe.Add(ref score, i), queryScales * lower, queryScales * upper);
            }
        }

        for (; i < scores.Length; i++) scores[i] = ToValue(scores[i], (double)queryScale * rowScales[i]);
    }

    // The product of two floats is exact in double, the sum is, and their product is rounded before the one to float.
    private static float ToValue(float sum, double scale) => (float)(scale * BitConverter.SingleToInt32Bits(sum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToValues(ref float score, Vector128<double> lower, Vector128<double> upper)
    {
        Vector128<int> sums = Vector128.LoadUnsafe(ref score).AsInt32();
        Vector128.Narrow(lower * Vector128Primitives.ToDoubleLower(sums), upper * Vector128Primitives.ToDoubleUpper(sums)).StoreUnsafe(ref score);
    }
}
