using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>The checks that every generated method makes before it writes anything. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class QuantizerGuard
{
    /// <summary>Requires a destination that is long enough and apart from the source in memory.</summary>
    /// <typeparam name="TSource">The element type read.</typeparam>
    /// <typeparam name="TDestination">The element type written.</typeparam>
    /// <param name="source">What will be read.</param>
    /// <param name="destination">Where one element for each of <paramref name="source"/> will be written.</param>
    /// <exception cref="ArgumentException">The destination is too short or overlaps the source.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireApart<TSource, TDestination>(ReadOnlySpan<TSource> source, Span<TDestination> destination)
        where TSource : unmanaged
        where TDestination : unmanaged
    {
        if (destination.Length < source.Length) ThrowTooShort(source.Length, destination.Length);
        if (Overlap(source, destination)) ThrowOverlap();
    }

    /// <summary>Requires a destination that is long enough and either the very memory of the source or apart from it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">What will be read.</param>
    /// <param name="destination">Where one element for each of <paramref name="source"/> will be written.</param>
    /// <exception cref="ArgumentException">The destination is too short, or overlaps the source without starting with it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireInPlaceOrApart<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
    {
        if (destination.Length < source.Length) ThrowTooShort(source.Length, destination.Length);
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination)) && Overlap(source, destination)) ThrowOverlap();
    }

    /// <summary>Requires a positive, finite scale, and a finite reciprocal where the quantizer multiplies by it.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="reciprocal">Whether 1 / scale must be finite, too.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireScale(float scale, bool reciprocal)
    {
        // Written so that NaN fails it.
        if (!(scale > 0f && scale <= float.MaxValue)) ThrowScale(scale);
        if (reciprocal && !(1f / scale <= float.MaxValue)) ThrowReciprocal(scale);
    }

    /// <summary>Requires a zero point within the code range.</summary>
    /// <param name="zeroPoint">The zero point.</param>
    /// <param name="minCode">The lowest code.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireZeroPoint(int zeroPoint, int minCode, int maxCode)
    {
        if (zeroPoint < minCode || zeroPoint > maxCode) ThrowZeroPoint(zeroPoint, minCode, maxCode);
    }

    /// <summary>Requires a finite minimum.</summary>
    /// <param name="minimum">The minimum.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN or infinite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireMinimum(float minimum)
    {
        if (!float.IsFinite(minimum)) ThrowMinimum(minimum);
    }

    internal static void RequireBounds(float minimum, float maximum)
    {
        if (!float.IsFinite(minimum)) throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "The lower bound of the range must be finite.");
        if (!float.IsFinite(maximum)) throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The upper bound of the range must be finite.");
        if (minimum > maximum) throw new ArgumentOutOfRangeException(nameof(minimum), minimum, Invariant($"The lower bound must not be above the upper bound {maximum}."));
    }

    // Only the part of the destination that will be written counts.
    private static bool Overlap<TSource, TDestination>(ReadOnlySpan<TSource> source, Span<TDestination> destination)
        where TSource : unmanaged
        where TDestination : unmanaged =>
        Overlap(source, source.Length, destination, source.Length);

    internal static bool Overlap<TSource, TDestination>(ReadOnlySpan<TSource> source, int read, Span<TDestination> destination, int written)
        where TSource : unmanaged
        where TDestination : unmanaged
    {
        nuint readBytes = (nuint)read * (nuint)Unsafe.SizeOf<TSource>();
        nuint writtenBytes = (nuint)written * (nuint)Unsafe.SizeOf<TDestination>();
        nuint distance = (nuint)Unsafe.ByteOffset(
            ref Unsafe.As<TSource, byte>(ref MemoryMarshal.GetReference(source)),
            ref Unsafe.As<TDestination, byte>(ref MemoryMarshal.GetReference(destination)));
        return distance < readBytes || (nuint)(-(nint)distance) < writtenBytes;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [DoesNotReturn]
    private static void ThrowTooShort(int source, int destination) =>
        throw new ArgumentException(Invariant($"The destination holds {destination} elements, fewer than the {source} of the source."), nameof(destination));

    [DoesNotReturn]
    private static void ThrowOverlap() =>
        throw new ArgumentException("The destination overlaps the source in memory.", "destination");

    [DoesNotReturn]
    private static void ThrowScale(float scale) =>
        throw new ArgumentOutOfRangeException("parameters", scale, "The scale must be positive and finite.");

    [DoesNotReturn]
    private static void ThrowReciprocal(float scale) =>
        throw new ArgumentOutOfRangeException("parameters", scale, "The reciprocal of the scale overflows; multiplying by the reciprocal needs a scale of at least 2.94e-39.");

    [DoesNotReturn]
    private static void ThrowZeroPoint(int zeroPoint, int minCode, int maxCode) =>
        throw new ArgumentOutOfRangeException("parameters", zeroPoint, Invariant($"The zero point must be within the code range {minCode} to {maxCode}."));

    [DoesNotReturn]
    private static void ThrowMinimum(float minimum) =>
        throw new ArgumentOutOfRangeException("parameters", minimum, "The minimum must be finite.");
}
