using System.ComponentModel;
using System.Runtime.Intrinsics.X86;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>A kernel that can write past the caches. Implemented by generated code.</summary>
/// <typeparam name="TSource">The element type read.</typeparam>
/// <typeparam name="TDestination">The element type written.</typeparam>
/// <typeparam name="TParameters">What the kernel is given besides.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStreamingKernel<TSource, TDestination, TParameters>
{
    /// <summary>The number of elements of one step of <see cref="Stream"/>.</summary>
    static abstract int Step { get; }

    /// <summary>The elements that only come together, such as those that share bytes of the source.</summary>
    static abstract int Group { get; }

    /// <summary>Where in the source an element is.</summary>
    /// <param name="elements">A multiple of <see cref="Group"/>.</param>
    /// <returns>The units of the source before that element.</returns>
    static abstract nuint SourceOffset(nuint elements);

    /// <summary>Runs on any number of elements, through the caches.</summary>
    /// <param name="source">The first element to read.</param>
    /// <param name="destination">The first element to write.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="parameters">What the kernel is given besides.</param>
    static abstract void Run(ref TSource source, ref TDestination destination, nuint length, TParameters parameters);

    /// <summary>Runs on whole steps, past the caches, to pinned memory aligned to 64 bytes.</summary>
    /// <inheritdoc cref="Run"/>
    static abstract void Stream(ref TSource source, ref TDestination destination, nuint length, TParameters parameters);
}

/// <summary>Runs kernels past the caches: pins the destination, aligns it, and orders the writes. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Streaming
{
    /// <summary>
    /// The bytes read and written together from which writing past the caches pays. Chosen on a processor with 32 MiB of shared
    /// last-level cache: below, the destination would have stayed there and its next reader would pay for the detour.
    /// </summary>
    public const int LeastBytes = 24 << 20;

    // Vectors of 64 bytes; narrower ones are aligned by it, too.
    private const nuint Alignment = 64;

    /// <summary>Runs a kernel on <paramref name="length"/> elements: head and tail through the caches, the rest past them.</summary>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <typeparam name="TSource">The element type read.</typeparam>
    /// <typeparam name="TDestination">The element type written.</typeparam>
    /// <typeparam name="TParameters">What the kernel is given besides.</typeparam>
    /// <param name="source">The first element to read.</param>
    /// <param name="destination">The first element to write.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="parameters">What the kernel is given besides.</param>
    public static unsafe void Run<TKernel, TSource, TDestination, TParameters>(ref TSource source, ref TDestination destination, nuint length, TParameters parameters)
        where TKernel : IStreamingKernel<TSource, TDestination, TParameters>
        where TDestination : unmanaged
    {
        fixed (TDestination* pinned = &destination)
        {
            nuint size = (nuint)sizeof(TDestination);
            nuint headBytes = (nuint)(-(nint)pinned) & (Alignment - 1);
            nuint head = headBytes / size;
            // A destination that is not even aligned to its elements never reaches a vector's alignment, nor does one where that would split a group.
            nuint body = headBytes % size != 0 || head % (nuint)TKernel.Group != 0 || head > length ? 0 : (length - head) / (nuint)TKernel.Step * (nuint)TKernel.Step;
            if (body == 0)
            {
                TKernel.Run(ref source, ref destination, length, parameters);
                return;
            }

            TKernel.Run(ref source, ref destination, head, parameters);
            TKernel.Stream(ref Unsafe.Add(ref source, TKernel.SourceOffset(head)), ref Unsafe.Add(ref destination, head), body, parameters);
            // Non-temporal stores are weakly ordered: what another thread is told afterwards must not overtake them.
            if (Sse.IsSupported) Sse.StoreFence();
            nuint done = head + body;
            TKernel.Run(ref Unsafe.Add(ref source, TKernel.SourceOffset(done)), ref Unsafe.Add(ref destination, done), length - done, parameters);
        }
    }
}

/// <summary>Stands for the parameters of a kernel whose parameters are constants. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NoParameters;
