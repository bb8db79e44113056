using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>
/// A product of activations with weights that were packed beforehand. Its size is rows × inputs × outputs, and so many multiplications are its elements.
/// </summary>
internal abstract class MatrixKernel<TActivation, TWeight, TResult>(string name, SizeFormat sizes) : Kernel(name, sizes)
    where TActivation : unmanaged
    where TWeight : unmanaged
    where TResult : unmanaged
{
    public sealed override Workload Prepare(WorkSize size)
    {
        MatrixBuffers<TActivation, TWeight, TResult> buffers = Allocate(size.Dimensions[0], size.Dimensions[1], size.Dimensions[2]);
        Contender ours = new(PeerNames.Ours, Ours(buffers));
        Contender reference = new(PeerNames.Generic, Generic(buffers));
        Contender[] others = [.. Others(buffers)];
        return new Workload(size, ours, [reference, .. others], () => FindMistake(buffers, reference, [ours, .. others]), buffers);
    }

    /// <summary>Allocates and fills the memory of a size.</summary>
    protected abstract MatrixBuffers<TActivation, TWeight, TResult> Allocate(int rows, int inputs, int outputs);

    /// <summary>Packs the weights for the generated kernel and binds it.</summary>
    protected abstract Action Ours(MatrixBuffers<TActivation, TWeight, TResult> buffers);

    /// <summary>Binds the plain loop that says what is right.</summary>
    protected abstract Action Generic(MatrixBuffers<TActivation, TWeight, TResult> buffers);

    /// <summary>Binds the other peers.</summary>
    protected abstract IEnumerable<Contender> Others(MatrixBuffers<TActivation, TWeight, TResult> buffers);

    private string? FindMistake(MatrixBuffers<TActivation, TWeight, TResult> buffers, Contender reference, Contender[] contenders)
    {
        foreach (Contender contender in contenders)
        {
            string? mistake = contender.Check is { } check ? check() : Results.FindMistake(buffers.Results, reference, contender);
            if (mistake is not null) return $"{Name}: {mistake}";
        }

        return null;
    }
}
