using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>A kernel that writes packed codes. Implemented by generated code.</summary>
/// <typeparam name="TSource">The element type read.</typeparam>
/// <typeparam name="TParameters">What the kernel is given besides.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPackingKernel<TSource, TParameters>
{
    /// <summary>The bytes that packed codes take.</summary>
    /// <param name="elements">The number of codes.</param>
    /// <returns>The number of bytes, the last one perhaps not full.</returns>
    static abstract nuint GetBytes(nuint elements);

    /// <summary>Runs on any number of elements, through the caches.</summary>
    /// <param name="source">The first element to read.</param>
    /// <param name="destination">The first byte to write.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="parameters">What the kernel is given besides.</param>
    static abstract void Run(ref TSource source, ref byte destination, nuint length, TParameters parameters);
}

/// <summary>
/// Writes packed codes past the caches. A step of a kernel writes a few bytes, and only whole lines can pass: so some steps write to a
/// few lines that stay in the first-level cache, and those go on from there. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedStreaming
{
    private const nuint Line = 64;

    // Whole groups and blocks of every packing; with codes of 15 bits not eight kilobytes.
    private const nuint Chunk = 4096;
    private const int MostChunkBytes = 4096 * 15 / 8;

    /// <summary>Runs a kernel on <paramref name="length"/> elements.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <typeparam name="TSource">The element type read.</typeparam>
    /// <typeparam name="TParameters">What the kernel is given besides.</typeparam>
    /// <param name="source">The first element to read.</param>
    /// <param name="destination">The first byte to write.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="parameters">What the kernel is given besides.</param>
    public static unsafe void Run<TKernel, TSource, TParameters>(ref TSource source, ref byte destination, nuint length, TParameters parameters)
        where TKernel : IPackingKernel<TSource, TParameters>
    {
        // What is left of a line before, and a chunk.
        byte* lines = stackalloc byte[(int)Line + MostChunkBytes];
        fixed (byte* pinned = &destination)
        {
            byte* next = pinned;
            nuint held = 0, head = (nuint)(-(nint)pinned) & (Line - 1);
            for (nuint i = 0; i < length; i += Chunk)
            {
                nuint count = Math.Min(Chunk, length - i);
                TKernel.Run(ref Unsafe.Add(ref source, i), ref lines[held], count, parameters);
                nuint bytes = held + TKernel.GetBytes(count);
                byte* from = lines;
                if (head > 0)
                {
                    nuint first = Math.Min(head, bytes);
                    Buffer.MemoryCopy(from, next, first, first);
                    from += first;
                    next += first;
                    bytes -= first;
                    head -= first;
                }

                for (; bytes >= Line; bytes -= Line, from += Line, next += Line)
                {
                    Vector256.StoreAlignedNonTemporal(Vector256.Load(from), next);
                    Vector256.StoreAlignedNonTemporal(Vector256.Load(from + 32), next + 32);
                }

                // The beginning of the next line.
                Buffer.MemoryCopy(from, lines, Line, bytes);
                held = bytes;
            }

            Buffer.MemoryCopy(lines, next, held, held);
            // Non-temporal stores are weakly ordered: what another thread is told afterwards must not overtake them.
            if (Sse.IsSupported) Sse.StoreFence();
        }
    }
}
