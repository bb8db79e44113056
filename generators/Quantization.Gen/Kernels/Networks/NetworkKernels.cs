using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the kernels of quantization networks: the soft quantizer, and its gradients.</summary>
/// <param name="spec">The declaration.</param>
/// <param name="dialects">The dialects of both, widest first; the last is of single elements.</param>
/// <param name="writer">Where the code goes.</param>
internal sealed class NetworkKernels(QuantizerSpec spec, IReadOnlyList<Dialect> dialects, SourceWriter writer)
{
    /// <summary>Writes them.</summary>
    internal void Write()
    {
        var soft = new SoftQuantizeKernel(spec);
        ElementMethod.Write(soft, dialects[dialects.Count - 1], writer);
        writer.Line();
        new KernelMethods(soft, spec, dialects, writer).Write();
        writer.Line();
        // Sums are of sixteen elements at least.
        new SoftGradientKernel([.. dialects.Where(d => d.Lanes == 1 || d.Step >= 16)], writer).Write();
    }
}
