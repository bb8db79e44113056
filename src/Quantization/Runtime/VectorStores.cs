using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>How a kernel writes a vector; a kernel is generic in it, so one body serves both ways. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVectorStore
{
    /// <summary>Writes a vector at an element offset.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The vector.</param>
    /// <param name="destination">The first element of the destination.</param>
    /// <param name="offset">The offset in elements.</param>
    static abstract void Store<T>(Vector256<T> value, ref T destination, nuint offset)
        where T : unmanaged;

    /// <inheritdoc cref="Store{T}(Vector256{T}, ref T, nuint)"/>
    static abstract void Store<T>(Vector512<T> value, ref T destination, nuint offset)
        where T : unmanaged;
}

/// <summary>Writes through the caches, at any address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CachedStore : IVectorStore
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> value, ref T destination, nuint offset)
        where T : unmanaged => value.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector512<T> value, ref T destination, nuint offset)
        where T : unmanaged => value.StoreUnsafe(ref destination, offset);
}

/// <summary>
/// Writes past the caches (non-temporal), which saves reading each line before it is overwritten. Needs memory that is pinned and
/// vector-aligned, and a fence at the end: only <see cref="Streaming"/> provides them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StreamingStore : IVectorStore
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<T>(Vector256<T> value, ref T destination, nuint offset)
        where T : unmanaged =>
        value.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref Unsafe.Add(ref destination, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<T>(Vector512<T> value, ref T destination, nuint offset)
        where T : unmanaged =>
        value.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref Unsafe.Add(ref destination, offset)));
}
