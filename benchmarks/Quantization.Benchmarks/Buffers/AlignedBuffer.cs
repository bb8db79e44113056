using System.Runtime.InteropServices;

namespace Quantization.Benchmarks.Buffers;

/// <summary>Native memory that starts on a cache line: never moved by the collector, and known to native libraries by its address.</summary>
internal sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int CacheLine = 64;
    private T* start;

    /// <summary>Allocates elements and clears them, so that every page is there before anything is timed.</summary>
    public AlignedBuffer(int length)
    {
        Length = length;
        start = (T*)NativeMemory.AlignedAlloc((nuint)length * (nuint)sizeof(T), CacheLine);
        Span.Clear();
    }

    ~AlignedBuffer() => Free();

    public int Length { get; }

    public long Bytes => (long)Length * sizeof(T);

    public nint Address => (nint)start;

    public Span<T> Span => new(start, Length);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(start);
        start = null;
    }
}
