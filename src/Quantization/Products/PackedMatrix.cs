using System.Globalization;
using System.Runtime.CompilerServices;

namespace Quantization;

/// <summary>
/// The weights of a matrix product in the order in which kernels read them: packed once, by the <c>PackMatrix</c> of a quantizer, and multiplied often. One order serves
/// every instruction set. It does not change, and any number of threads may use it.
/// </summary>
public sealed partial class PackedMatrix
{
    // A cache line, and the widest vector.
    private const int Alignment = 64;

    private readonly byte[] memory;
    private readonly int start;

    internal PackedMatrix(PackedMatrixLayout layout, int outputs, int inputs, long bytes)
    {
        if (bytes > Array.MaxLength - Alignment)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A packed matrix of {outputs} outputs and {inputs} inputs takes {bytes} bytes, more than an array has."));
        }

        Layout = layout;
        Outputs = outputs;
        Inputs = inputs;
        ByteCount = (int)bytes;
        memory = GC.AllocateArray<byte>(ByteCount + Alignment, pinned: true);
        start = (int)(-AddressOf(memory) & (Alignment - 1));
    }

    /// <summary>The number of outputs: rows of the weights.</summary>
    public int Outputs { get; }

    /// <summary>The number of inputs of each output.</summary>
    public int Inputs { get; }

    /// <summary>The order of the weights.</summary>
    public PackedMatrixLayout Layout { get; }

    /// <summary>The bytes that the packed weights take.</summary>
    public int ByteCount { get; }

    /// <summary>The packed weights, which begin at a cache line and stay where they are.</summary>
    internal Span<byte> Bytes => memory.AsSpan(start, ByteCount);

    /// <summary>What kernels of bytes need to know besides: null in other layouts.</summary>
    internal WeightSums? Sums { get; set; }

    private static unsafe nint AddressOf(byte[] pinned) => (nint)Unsafe.AsPointer(ref pinned[0]);
}
