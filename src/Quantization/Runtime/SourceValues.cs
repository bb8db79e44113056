using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>The types that values can have: float, double, Half and BFloat16. Each test of a type is decided by the JIT.</summary>
internal static class SourceValues
{
    /// <summary>Values that are converted at a time, on the stack: whole steps of every reduction.</summary>
    internal const int Chunk = 512;

    internal static void Require<TSource>()
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float) || typeof(TSource) == typeof(double) || typeof(TSource) == typeof(Half) || typeof(TSource) == typeof(BFloat16)) return;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Values are float, double, Half or BFloat16; {typeof(TSource).Name} is none of them."));
    }

    /// <summary>The value as a float: rounded where it is a double, otherwise exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float ToSingle<TSource>(TSource value)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) return Unsafe.BitCast<TSource, float>(value);
        if (typeof(TSource) == typeof(double)) return (float)Unsafe.BitCast<TSource, double>(value);
        if (typeof(TSource) == typeof(Half)) return (float)Unsafe.BitCast<TSource, Half>(value);
        return Unsafe.BitCast<TSource, BFloat16>(value);
    }

    /// <summary>A float as a value: rounded to nearest even where there are 16 bits, otherwise exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TSource FromSingle<TSource>(float value)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) return Unsafe.BitCast<float, TSource>(value);
        if (typeof(TSource) == typeof(double)) return Unsafe.BitCast<double, TSource>(value);
        if (typeof(TSource) == typeof(Half)) return Unsafe.BitCast<Half, TSource>((Half)value);
        return Unsafe.BitCast<BFloat16, TSource>((BFloat16)value);
    }

    /// <summary>Converts values to as many floats; infinite is also what is too large for one.</summary>
    internal static void ToSingles<TSource>(ReadOnlySpan<TSource> values, Span<float> floats)
        where TSource : unmanaged
    {
        for (int i = 0; i < values.Length; i++) floats[i] = ToSingle(values[i]);
    }

    internal static void RequireNoNaN<TSource>(ReadOnlySpan<TSource> source)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) QuantizerGuard.RequireNoNaN(MemoryMarshal.Cast<TSource, float>(source));
        else if (typeof(TSource) == typeof(double)) QuantizerGuard.RequireNoNaN(MemoryMarshal.Cast<TSource, double>(source));
        else if (typeof(TSource) == typeof(Half)) QuantizerGuard.RequireNoNaN(MemoryMarshal.Cast<TSource, Half>(source));
        else QuantizerGuard.RequireNoNaN(MemoryMarshal.Cast<TSource, BFloat16>(source));
    }

    // A double that is not NaN is not NaN as a float either.
    internal static void RequireNoNaN<TSource>(TSource value)
        where TSource : unmanaged =>
        QuantizerGuard.RequireNoNaN(ToSingle(value));
}
