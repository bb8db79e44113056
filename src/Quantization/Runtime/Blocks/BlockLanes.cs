using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>One number of each of four blocks, from a vector of each. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockLanes
{
    /// <summary>The greatest lane of each of four vectors.</summary>
    /// <param name="a">Floats, none NaN.</param>
    /// <param name="b">The second vector.</param>
    /// <param name="c">The third vector.</param>
    /// <param name="d">The fourth vector.</param>
    /// <returns>The greatest of each, in order; of zeros any.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Greatest(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) => Fold<GreatestFloat, float>(a, b, c, d);

    /// <inheritdoc cref="Greatest(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Greatest(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) => Fold<GreatestFloat, float>(a, b, c, d);

    /// <inheritdoc cref="Greatest(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Greatest(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) => Fold<GreatestFloat, float>(a, b, c, d);

    /// <summary>The least lane of each of four vectors.</summary>
    /// <param name="a">Floats, none NaN.</param>
    /// <param name="b">The second vector.</param>
    /// <param name="c">The third vector.</param>
    /// <param name="d">The fourth vector.</param>
    /// <returns>The least of each, in order; of zeros any.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Least(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) => Fold<LeastFloat, float>(a, b, c, d);

    /// <inheritdoc cref="Least(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Least(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d) => Fold<LeastFloat, float>(a, b, c, d);

    /// <inheritdoc cref="Least(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Least(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) => Fold<LeastFloat, float>(a, b, c, d);

    /// <summary>The greatest lane of each of four vectors.</summary>
    /// <param name="a">Integers.</param>
    /// <param name="b">The second vector.</param>
    /// <param name="c">The third vector.</param>
    /// <param name="d">The fourth vector.</param>
    /// <returns>The greatest of each, in order.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Greatest(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d) => Fold<GreatestInteger, int>(a, b, c, d);

    /// <inheritdoc cref="Greatest(Vector512{int}, Vector512{int}, Vector512{int}, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Greatest(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d) => Fold<GreatestInteger, int>(a, b, c, d);

    /// <inheritdoc cref="Greatest(Vector512{int}, Vector512{int}, Vector512{int}, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Greatest(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) => Fold<GreatestInteger, int>(a, b, c, d);

    /// <summary>
    /// The quotients of two sums of each of four blocks, the terms of each added up in order.
    /// </summary>
    /// <param name="terms">For each block the terms of the numerator, then as many of the denominator.</param>
    /// <param name="count">The terms of either: a multiple of four.</param>
    /// <returns>The quotients; not finite where a denominator is 0 or a sum overflows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Quotients(ref float terms, nuint count)
    {
        return Sums(ref terms, 2 * count, count) / Sums(ref Unsafe.Add(ref terms, count), 2 * count, count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<float> Sums(ref float terms, nuint stride, nuint count)
        {
            Vector128<float> sums = Vector128<float>.Zero;
            for (nuint i = 0; i < count; i += 4)
            {
                // Four terms of each block become one of all four, four times.
                Vector128<float> a = Vector128.LoadUnsafe(ref terms, i), b = Vector128.LoadUnsafe(ref terms, stride + i);
                Vector128<float> c = Vector128.LoadUnsafe(ref terms, (2 * stride) + i), d = Vector128.LoadUnsafe(ref terms, (3 * stride) + i);
                Vector128<double> lowerAb = Lower(a, b).AsDouble(), upperAb = Upper(a, b).AsDouble(), lowerCd = Lower(c, d).AsDouble(), upperCd = Upper(c, d).AsDouble();
                sums += Lower(lowerAb, lowerCd).AsSingle();
                sums += Upper(lowerAb, lowerCd).AsSingle();
                sums += Lower(upperAb, upperCd).AsSingle();
                sums += Upper(upperAb, upperCd).AsSingle();
            }

            return sums;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fold<TFold, T>(Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d)
        where TFold : struct, IFold<T>
    {
        Vector512<T> ab = TFold.Of(Avx512F.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>(), Avx512F.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>());
        Vector512<T> cd = TFold.Of(Avx512F.UnpackLow(c.AsSingle(), d.AsSingle()).As<float, T>(), Avx512F.UnpackHigh(c.AsSingle(), d.AsSingle()).As<float, T>());
        Vector512<T> all = TFold.Of(Avx512F.UnpackLow(ab.AsDouble(), cd.AsDouble()).As<double, T>(), Avx512F.UnpackHigh(ab.AsDouble(), cd.AsDouble()).As<double, T>());
        Vector256<T> halves = TFold.Of(all.GetLower(), all.GetUpper());
        return TFold.Of(halves.GetLower(), halves.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fold<TFold, T>(Vector256<T> a, Vector256<T> b, Vector256<T> c, Vector256<T> d)
        where TFold : struct, IFold<T>
    {
        Vector256<T> ab = TFold.Of(Avx.UnpackLow(a.AsSingle(), b.AsSingle()).As<float, T>(), Avx.UnpackHigh(a.AsSingle(), b.AsSingle()).As<float, T>());
        Vector256<T> cd = TFold.Of(Avx.UnpackLow(c.AsSingle(), d.AsSingle()).As<float, T>(), Avx.UnpackHigh(c.AsSingle(), d.AsSingle()).As<float, T>());
        Vector256<T> all = TFold.Of(Avx.UnpackLow(ab.AsDouble(), cd.AsDouble()).As<double, T>(), Avx.UnpackHigh(ab.AsDouble(), cd.AsDouble()).As<double, T>());
        return TFold.Of(all.GetLower(), all.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fold<TFold, T>(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d)
        where TFold : struct, IFold<T>
    {
        Vector128<T> ab = TFold.Of(Lower(a.AsSingle(), b.AsSingle()).As<float, T>(), Upper(a.AsSingle(), b.AsSingle()).As<float, T>());
        Vector128<T> cd = TFold.Of(Lower(c.AsSingle(), d.AsSingle()).As<float, T>(), Upper(c.AsSingle(), d.AsSingle()).As<float, T>());
        return TFold.Of(Lower(ab.AsDouble(), cd.AsDouble()).As<double, T>(), Upper(ab.AsDouble(), cd.AsDouble()).As<double, T>());
    }

    // a₀ b₀ a₁ b₁
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    // a₂ b₂ a₃ b₃
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Lower(Vector128<double> a, Vector128<double> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Upper(Vector128<double> a, Vector128<double> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[1], b[1]);
    }

    /// <summary>How two lanes become one.</summary>
    private interface IFold<T>
    {
        static abstract Vector512<T> Of(Vector512<T> a, Vector512<T> b);

        static abstract Vector256<T> Of(Vector256<T> a, Vector256<T> b);

        static abstract Vector128<T> Of(Vector128<T> a, Vector128<T> b);
    }

    private readonly struct GreatestFloat : IFold<float>
    {
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

        public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

        public static Vector128<float> Of(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);
    }

    private readonly struct LeastFloat : IFold<float>
    {
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.MinNative(a, b);

        public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => Vector256.MinNative(a, b);

        public static Vector128<float> Of(Vector128<float> a, Vector128<float> b) => Vector128.MinNative(a, b);
    }

    private readonly struct GreatestInteger : IFold<int>
    {
        public static Vector512<int> Of(Vector512<int> a, Vector512<int> b) => Vector512.Max(a, b);

        public static Vector256<int> Of(Vector256<int> a, Vector256<int> b) => Vector256.Max(a, b);

        public static Vector128<int> Of(Vector128<int> a, Vector128<int> b) => Vector128.Max(a, b);
    }
}
