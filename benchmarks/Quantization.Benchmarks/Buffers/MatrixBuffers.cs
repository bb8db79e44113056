namespace Quantization.Benchmarks.Buffers;

/// <summary>The memory of a product of matrices: activations [rows × inputs], weights [outputs × inputs], results [rows × outputs].</summary>
internal sealed class MatrixBuffers<TActivation, TWeight, TResult> : OwnedResources
    where TActivation : unmanaged
    where TWeight : unmanaged
    where TResult : unmanaged
{
    public MatrixBuffers(int rows, int inputs, int outputs, int weights)
    {
        (Rows, Inputs, Outputs) = (rows, inputs, outputs);
        Activations = Own(new AlignedBuffer<TActivation>(rows * inputs));
        Weights = Own(new AlignedBuffer<TWeight>(weights));
        Results = Own(new AlignedBuffer<TResult>(rows * outputs));
    }

    public int Rows { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    public AlignedBuffer<TActivation> Activations { get; }

    public AlignedBuffer<TWeight> Weights { get; }

    public AlignedBuffer<TResult> Results { get; }
}
