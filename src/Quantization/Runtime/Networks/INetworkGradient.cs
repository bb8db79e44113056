using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>The kernel that carries gradients back through a quantization network. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INetworkGradient
{
    /// <summary>Carries the gradients of a piece of a tensor back.</summary>
    /// <param name="source">The first value.</param>
    /// <param name="gradient">The first gradient of what became of values.</param>
    /// <param name="destination">The first gradient of the values; may be the memory of either.</param>
    /// <param name="length">The number of elements: a multiple of 64.</param>
    /// <param name="network">The network.</param>
    /// <param name="sums">
    /// Sixteen sums for each parameter, to each of which every sixteenth element is added, in order: <c>g·y/α</c>; <c>g·x·Σ sᵢ·hᵢ</c>; and, if there are sums of biases, for
    /// each bias <c>g·hᵢ</c>.
    /// </param>
    /// <param name="biases">Whether there are sums of biases.</param>
    static abstract void Run(ref float source, ref float gradient, ref float destination, nuint length, in NetworkTable network, ref float sums, bool biases);
}
