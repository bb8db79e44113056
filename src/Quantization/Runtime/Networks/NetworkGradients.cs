using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>
/// Gradients through quantization networks: makes pieces of a tensor for a kernel, and adds up what it sums. Called by generated code.
/// </summary>
/// <remarks>
/// The order of additions is the same on every processor. Of each 1,024 elements, element i is added in float to sum i mod 16, in order; the sixteen sums become eight by adding
/// sum k + 8 to sum k, then four, two and one; and that is added in double to the sum of what came before.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkGradients
{
    private const int Chunk = 1024, Piece = 64, Lanes = 16;

    /// <summary>Carries the gradient of a tensor back; the caller has checked the tensor.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="gradient">The gradient of what became of them.</param>
    /// <param name="destination">Receives the gradient of the values.</param>
    /// <param name="network">The network.</param>
    /// <param name="sums">To which the gradients of the parameters are added.</param>
    /// <exception cref="ArgumentNullException">There are no sums.</exception>
    /// <exception cref="ArgumentException">The sums are for another number of biases; nothing is written.</exception>
    public static void Run<TKernel>(ReadOnlySpan<float> source, ReadOnlySpan<float> gradient, Span<float> destination, in NetworkTable network, QuantizationNetworkGradient sums)
        where TKernel : struct, INetworkGradient
    {
        ArgumentNullException.ThrowIfNull(sums);
        Span<double> ofBiases = sums.Biases;
        if (!ofBiases.IsEmpty && ofBiases.Length != network.Count)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The sums are for {ofBiases.Length} biases; the network has {network.Count}."), nameof(sums));
        }

        Span<float> lanes = stackalloc float[Lanes * (2 + ofBiases.Length)];
        Span<double> totals = stackalloc double[2 + ofBiases.Length];
        for (int start = 0; start < source.Length; start += Chunk)
        {
            int length = Math.Min(Chunk, source.Length - start), whole = length & -Piece;
            lanes.Clear();
            if (whole > 0) Carry<TKernel>(source.Slice(start, whole), gradient.Slice(start, whole), destination.Slice(start, whole), network, lanes);
            if (whole < length) CarryRest<TKernel>(source[(start + whole)..], gradient[(start + whole)..], destination[(start + whole)..], network, lanes);
            for (int i = 0; i < totals.Length; i++) totals[i] += Sum(lanes.Slice(Lanes * i, Lanes));
        }

        double slope = (double)network.Alpha * network.Temperature;
        sums.Alpha += totals[0];
        sums.Beta += slope * totals[1];
        for (int i = 0; i < ofBiases.Length; i++) ofBiases[i] -= slope * network.Height(i) * totals[2 + i];
    }

    private static void Carry<TKernel>(ReadOnlySpan<float> source, ReadOnlySpan<float> gradient, Span<float> destination, in NetworkTable network, Span<float> lanes)
        where TKernel : struct, INetworkGradient => TKernel.Run(
        ref MemoryMarshal.GetReference(source),
        ref MemoryMarshal.GetReference(gradient),
        ref MemoryMarshal.GetReference(destination),
        (nuint)source.Length,
        in network,
        ref MemoryMarshal.GetReference(lanes),
        biases: lanes.Length > 2 * Lanes);

    // What is less than a piece, between values of 0 with gradients of 0: they add nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CarryRest<TKernel>(ReadOnlySpan<float> source, ReadOnlySpan<float> gradient, Span<float> destination, in NetworkTable network, Span<float> lanes)
        where TKernel : struct, INetworkGradient
    {
        Span<float> values = stackalloc float[Piece], gradients = stackalloc float[Piece];
        values.Clear();
        gradients.Clear();
        source.CopyTo(values);
        gradient.CopyTo(gradients);
        Carry<TKernel>(values, gradients, gradients, network, lanes);
        gradients[..source.Length].CopyTo(destination);
    }

    private static float Sum(Span<float> lanes)
    {
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++) lanes[k] += lanes[k + half];
        }

        return lanes[0];
    }
}
