using System.Runtime.Intrinsics.X86;
using Quantization.Benchmarks.Buffers;
using Quantization.Shared;

namespace Quantization.Benchmarks.Peers;

/// <summary>
/// ggml's routines for rows of blocks, called by their addresses on our memory. Dot products, and the encoders of what activations are
/// quantized to, are the ones that it has for this processor; of the rest it has one text for all, which its compiler vectorized.
/// </summary>
internal static unsafe class GgmlPeer
{
    private static readonly Lazy<Ggml?> Library = new(() => Ggml.Load(Builds()));

    /// <summary>The build of ggml; null where its libraries are not.</summary>
    public static string? Build => Library.Value?.Build;

    /// <summary>Whether there is a routine of a name.</summary>
    public static bool Has(string routine) => Library.Value?.FindRoutine(routine) is not null;

    /// <summary>Binds a routine that quantizes a row; null where there is none.</summary>
    public static Action? Quantize(string routine, AlignedBuffer<float> values, AlignedBuffer<byte> blocks)
    {
        if (Library.Value?.FindRoutine(routine) is not { } address) return null;
        delegate* unmanaged<float*, byte*, long, void> quantize = (delegate* unmanaged<float*, byte*, long, void>)address;
        return () => quantize((float*)values.Address, (byte*)blocks.Address, values.Length);
    }

    /// <summary>Binds a routine that dequantizes a row; null where there is none.</summary>
    public static Action? Dequantize(string routine, AlignedBuffer<byte> blocks, AlignedBuffer<float> results)
    {
        if (Library.Value?.FindRoutine(routine) is not { } address) return null;
        delegate* unmanaged<byte*, float*, long, void> dequantize = (delegate* unmanaged<byte*, float*, long, void>)address;
        return () => dequantize((byte*)blocks.Address, (float*)results.Address, results.Length);
    }

    /// <summary>Binds a routine that multiplies two rows of a number of elements; null where there is none. The first result is the sum.</summary>
    public static Action? Dot(string routine, int elements, AlignedBuffer<byte> blocks, AlignedBuffer<byte> partners, AlignedBuffer<float> results)
    {
        if (Library.Value?.FindRoutine(routine) is not { } address) return null;
        delegate* unmanaged<int, float*, nint, byte*, nint, byte*, nint, int, void> dot =
            (delegate* unmanaged<int, float*, nint, byte*, nint, byte*, nint, int, void>)address;
        // One row a call: the distances between rows do not matter.
        return () => dot(elements, (float*)results.Address, 0, (byte*)blocks.Address, 0, (byte*)partners.Address, 0, 1);
    }

    /// <summary>
    /// Binds a product of matrices by dot products, one for each element of the result; null where there is no such routine. Rows are quantized in the call, to
    /// blocks of the other format.
    /// </summary>
    public static Action? Multiply(
        string quantizeRoutine, string dotRoutine, MatrixBuffers<float, byte, float> buffers, AlignedBuffer<byte> partners)
    {
        if (Library.Value?.FindRoutine(quantizeRoutine) is not { } first || Library.Value.FindRoutine(dotRoutine) is not { } second) return null;
        delegate* unmanaged<float*, byte*, long, void> quantize = (delegate* unmanaged<float*, byte*, long, void>)first;
        delegate* unmanaged<int, float*, nint, byte*, nint, byte*, nint, int, void> dot =
            (delegate* unmanaged<int, float*, nint, byte*, nint, byte*, nint, int, void>)second;
        (int inputs, int outputs) = (buffers.Inputs, buffers.Outputs);
        int length = buffers.Weights.Length / outputs;
        return () =>
        {
            byte* weights = (byte*)buffers.Weights.Address, row = (byte*)partners.Address;
            float* values = (float*)buffers.Activations.Address, results = (float*)buffers.Results.Address;
            for (int r = 0; r < buffers.Rows; r++, values += inputs, results += outputs)
            {
                quantize(values, row, inputs);
                for (int o = 0; o < outputs; o++) dot(inputs, results + o, 0, weights + ((long)o * length), 0, row, 0, 1);
            }
        };
    }

    // The instructions that our kernels may use, not those that the processor has: a leg without AVX-512 is compared with the build for AVX2.
    private static string[] Builds() =>
        Avx512BW.IsSupported ? ["zen4", "icelake", "skylakex", "haswell", "sse42", "x64"]
        : Avx2.IsSupported && Fma.IsSupported ? ["haswell", "sse42", "x64"]
        : Sse42.IsSupported ? ["sse42", "x64"]
        : ["x64"];
}
