using System.Runtime.CompilerServices;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>A matrix stored in equal slices of consecutive weights, each with its parameters.</summary>
/// <param name="weights">The weights.</param>
/// <param name="sliceLength">The weights that share parameters.</param>
/// <param name="parameters">The parameters of each slice.</param>
internal abstract class StoredSlices<TParameters>(Matrix weights, int sliceLength, TParameters[] parameters) : StoredWeights
    where TParameters : struct
{
    public sealed override long Bytes => CodeBytes + parameters.Length * (long)Unsafe.SizeOf<TParameters>();

    public sealed override bool CanRequantize => true;

    protected abstract long CodeBytes { get; }

    public sealed override Matrix Restore()
    {
        var restored = new Matrix(weights.Rows, weights.Columns);
        for (var i = 0; i < parameters.Length; i++)
            Dequantize(i, restored.Values.AsSpan(i * sliceLength, sliceLength), parameters[i]);
        return restored;
    }

    public sealed override void Requantize()
    {
        for (var i = 0; i < parameters.Length; i++)
            Quantize(weights.Values.AsSpan(i * sliceLength, sliceLength), i, parameters[i]);
    }

    protected abstract void Quantize(ReadOnlySpan<float> values, int slice, TParameters parameters);

    protected abstract void Dequantize(int slice, Span<float> values, TParameters parameters);
}
