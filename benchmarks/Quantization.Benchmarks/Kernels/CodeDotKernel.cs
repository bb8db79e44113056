using System.Numerics.Tensors;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>
/// The dot product of two rows of codes. <c>generic</c> is a plain loop over them, <c>tensorprimitives</c> the product of the floats that were quantized, and ggml's
/// that of the same floats in blocks.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="left">The format of ggml's blocks on the left, those on the right being Q8_0; null where it has no such product.</param>
/// <param name="tolerance">By how much ggml may differ from the product of the floats, of the sum of all magnitudes.</param>
internal sealed class CodeDotKernel(string name, QuantizationFormat? left, double tolerance) : Kernel(name, SizeFormat.Elements)
{
    private const int Block = 32;

    internal delegate void Encoder(ReadOnlySpan<float> values, Span<byte> codes);

    internal delegate long Product(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int elements);

    internal delegate int Decoder(ReadOnlySpan<byte> codes, int index);

    public required int LeftBits { get; init; }

    public required int RightBits { get; init; }

    public required Encoder EncodeLeft { get; init; }

    public required Encoder EncodeRight { get; init; }

    /// <summary>The generated kernel.</summary>
    public required Product Dot { get; init; }

    /// <summary>A code on the left; those on the right are bytes where the widths differ.</summary>
    public required Decoder Code { get; init; }

    private string Routine => $"ggml_vec_dot_{left?.ToString().ToLowerInvariant()}_q8_0";

    public override bool HasPeer(string name) => name == PeerNames.Ggml && left is not null && GgmlPeer.Has(Routine);

    public override Workload Prepare(WorkSize size)
    {
        int elements = size.Dimensions[0];
        // The floats on the right, and on the left the same in reverse, so that the product is no sum of squares.
        ElementBuffers<byte> buffers = new(elements, Bytes(elements, LeftBits), Bytes(elements, RightBits));
        AlignedBuffer<long> sum = buffers.Own(new AlignedBuffer<long>(1));
        buffers.Values.Span.CopyTo(buffers.Results.Span);
        buffers.Results.Span.Reverse();
        EncodeLeft(buffers.Results.Span, buffers.Codes.Span);
        EncodeRight(buffers.Values.Span, buffers.Partners.Span);
        Contender ours = new(PeerNames.Ours, () => sum.Span[0] = Dot(buffers.Codes.Span, buffers.Partners.Span, elements));
        Contender generic = new(PeerNames.Generic, () => sum.Span[0] = Plain(buffers, elements));
        List<Contender> peers = [generic, Floats(buffers)];
        if (Ggml(buffers) is { } ggml) peers.Add(ggml);
        return new Workload(size, ours, peers, () => Results.FindMistake(sum, generic, ours) ?? peers.Select(peer => peer.Check?.Invoke()).FirstOrDefault(mistake => mistake is not null), buffers);
    }

    private static int Bytes(int elements, int bits) => (int)((((long)elements * bits) + 7) / 8);

    private static Contender Floats(ElementBuffers<byte> buffers)
    {
        AlignedBuffer<float> result = buffers.Own(new AlignedBuffer<float>(1));
        return Checked(PeerNames.TensorPrimitives, () => result.Span[0] = TensorPrimitives.Dot<float>(buffers.Results.Span, buffers.Values.Span), buffers, result, 1e-5);
    }

    private Contender? Ggml(ElementBuffers<byte> buffers)
    {
        int elements = buffers.Values.Length;
        if (left is not { } format || elements % Block != 0 || !GgmlPeer.Has(Routine)) return null;
        GenericBlockQuantizer ofLeft = new(format), ofRight = new(QuantizationFormat.Q8_0);
        AlignedBuffer<byte> blocks = buffers.Own(new AlignedBuffer<byte>(ofLeft.GetByteCount(elements))), partners = buffers.Own(new AlignedBuffer<byte>(ofRight.GetByteCount(elements)));
        AlignedBuffer<float> result = buffers.Own(new AlignedBuffer<float>(1));
        ofLeft.Quantize(buffers.Results.Span, blocks.Span);
        ofRight.Quantize(buffers.Values.Span, partners.Span);
        return GgmlPeer.Dot(Routine, elements, blocks, partners, result) is { } run ? Checked(PeerNames.Ggml, run, buffers, result, tolerance) : null;
    }

    // Of the product of the floats, it is a part of the sum of all magnitudes that a contender may differ by.
    private static Contender Checked(string name, Action run, ElementBuffers<byte> buffers, AlignedBuffer<float> result, double tolerance) =>
        Contender.Free(name, run, () => FindMistake(name, run, buffers, result, tolerance));

    private static string? FindMistake(string name, Action run, ElementBuffers<byte> buffers, AlignedBuffer<float> result, double tolerance)
    {
        result.Span[0] = float.NaN;
        run();
        ReadOnlySpan<float> left = buffers.Results.Span, right = buffers.Values.Span;
        double sum = 0, magnitude = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
            magnitude += Math.Abs((double)left[i] * right[i]);
        }

        return Math.Abs(result.Span[0] - sum) <= tolerance * magnitude ? null : string.Create(null, $"{name} is wrong: {result.Span[0]} instead of {sum}.");
    }

    private long Plain(ElementBuffers<byte> buffers, int elements)
    {
        ReadOnlySpan<byte> left = buffers.Codes.Span, right = buffers.Partners.Span;
        long sum = 0;
        if (LeftBits == RightBits)
        {
            for (int i = 0; i < elements; i++) sum += Code(left, i) * Code(right, i);
        }
        else
        {
            for (int i = 0; i < elements; i++) sum += Code(left, i) * (sbyte)right[i];
        }

        return sum;
    }
}
