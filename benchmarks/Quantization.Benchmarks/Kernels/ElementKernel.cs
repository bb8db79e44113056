using System.Numerics;
using System.Runtime.InteropServices;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

internal enum Operation
{
    Quantize,
    Dequantize,
    FakeQuantize,
}

/// <summary>A kernel over elements of an 8-bit quantizer. The generic implementation and the copy are peers of each of them.</summary>
internal sealed class ElementKernel<TCode>(string name, Operation operation, QuantizerOptions options, QuantizerParameters parameters)
    : Kernel(name, SizeFormat.Elements)
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
{
    private readonly GenericQuantizer generic = new(options);

    /// <summary>Binds the generated kernel to memory.</summary>
    public required Func<ElementBuffers<TCode>, Action> Ours { get; init; }

    /// <summary>Binds the other peers to memory, by their names.</summary>
    public OrderedDictionary<string, Func<ElementBuffers<TCode>, Action>> Peers { get; } = [];

    public override Workload Prepare(WorkSize size)
    {
        ElementBuffers<TCode> buffers = new(size.Dimensions[0]);
        generic.Quantize(buffers.Values.Span, buffers.Codes.Span, parameters);
        Contender ours = new(PeerNames.Ours, Ours(buffers));
        Contender reference = new(PeerNames.Generic, () => RunGeneric(buffers));
        Contender[] others = [.. Peers.Select(peer => new Contender(peer.Key, peer.Value(buffers)))];
        // The same number of floats, read and written: no kernel that reads floats from memory can be much faster.
        Contender copy = new(PeerNames.Copy, () => buffers.Values.Span.CopyTo(buffers.Results.Span));
        return new Workload(size, ours, [reference, .. others, copy], () => FindMistake(buffers, reference, ours, others), buffers);
    }

    private void RunGeneric(ElementBuffers<TCode> buffers)
    {
        switch (operation)
        {
            case Operation.Quantize:
                generic.Quantize(buffers.Values.Span, buffers.Codes.Span, parameters);
                break;
            case Operation.Dequantize:
                generic.Dequantize<TCode>(buffers.Codes.Span, buffers.Results.Span, parameters);
                break;
            default:
                generic.FakeQuantize(buffers.Values.Span, buffers.Results.Span, parameters);
                break;
        }
    }

    private string? FindMistake(ElementBuffers<TCode> buffers, Contender reference, Contender ours, Contender[] others) =>
        operation == Operation.Quantize
            ? FindMistake(buffers.Codes.Span, 1, reference, ours, others)
            : FindMistake(buffers.Results.Span, parameters.Scale, reference, ours, others);

    // Ours must have every bit of the reference. The others may saturate or break ties in their own way: one code, but no more.
    private string? FindMistake<T>(Span<T> output, double step, Contender reference, Contender ours, Contender[] others)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> expected = Output(reference, output).ToArray();
        ReadOnlySpan<T> actual = Output(ours, output);
        int same = MemoryMarshal.AsBytes(expected).CommonPrefixLength(MemoryMarshal.AsBytes(actual)) / Marshal.SizeOf<T>();
        if (same < expected.Length) return Mistake(ours, same, expected[same], actual[same]);
        foreach (Contender other in others)
        {
            actual = Output(other, output);
            for (int i = 0; i < expected.Length; i++)
            {
                double difference = Math.Abs(double.CreateChecked(actual[i]) - double.CreateChecked(expected[i]));
                if (!(difference <= step * 1.001)) return Mistake(other, i, expected[i], actual[i]);
            }
        }

        return null;
    }

    private static Span<T> Output<T>(Contender contender, Span<T> output)
        where T : unmanaged
    {
        // So that what a contender leaves out is not what the one before it wrote.
        MemoryMarshal.AsBytes(output).Fill(0xA5);
        contender.Run();
        return output;
    }

    private string Mistake<T>(Contender contender, int index, T expected, T actual)
        where T : IFormattable =>
        string.Create(null, $"{Name}: {contender.Name} is wrong at element {index}: {actual} instead of {expected}.");
}
