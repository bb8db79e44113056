using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>The least and greatest lanes of a vector. Called by generated code, and not for vectors with NaN.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorRange
{
    /// <summary>The least lane.</summary>
    /// <param name="x">Eight floats.</param>
    /// <returns>The least of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Least(Vector256<float> x) => Least(Vector128.MinNative(x.GetLower(), x.GetUpper()));

    /// <summary>The least lane.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>The least of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Least(Vector128<float> x)
    {
        Vector128<float> two = Vector128.MinNative(x, Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MinNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The least lane.</summary>
    /// <param name="x">Sixteen floats.</param>
    /// <returns>The least of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Least(Vector512<float> x) => Least(Vector256.MinNative(x.GetLower(), x.GetUpper()));

    /// <summary>The greatest lane.</summary>
    /// <param name="x">Eight floats.</param>
    /// <returns>The greatest of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greatest(Vector256<float> x) => Greatest(Vector128.MaxNative(x.GetLower(), x.GetUpper()));

    /// <summary>The greatest lane.</summary>
    /// <param name="x">Four floats.</param>
    /// <returns>The greatest of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greatest(Vector128<float> x)
    {
        Vector128<float> two = Vector128.MaxNative(x, Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The greatest lane.</summary>
    /// <param name="x">Sixteen floats.</param>
    /// <returns>The greatest of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Greatest(Vector512<float> x) => Greatest(Vector256.MaxNative(x.GetLower(), x.GetUpper()));

    /// <summary>The least float that some bits are of, or 0.</summary>
    /// <param name="bits">The bits of floats. Unsigned, those of the least negative float are the greatest; if none is negative, that is 0.</param>
    /// <returns>The least of the floats and 0; NaN or −∞ where there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LeastOrZero(Vector256<uint> bits)
    {
        Vector128<uint> four = Vector128.Max(bits.GetLower(), bits.GetUpper());
        Vector128<uint> two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2u, 3, 0, 1)));
        uint greatest = Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1u, 0, 3, 2))).ToScalar();
        return (int)greatest < 0 ? BitConverter.UInt32BitsToSingle(greatest) : 0f;
    }

    /// <summary>The least float that some bits are of, or 0.</summary>
    /// <param name="bits">The bits of floats.</param>
    /// <returns>The least of the floats and 0; NaN or −∞ where there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LeastOrZero(Vector512<uint> bits) => LeastOrZero(Vector256.Max(bits.GetLower(), bits.GetUpper()));

    /// <summary>The greatest float that some bits are of, or 0.</summary>
    /// <param name="bits">The bits of floats and of 0. Signed, those of the greatest float are the greatest.</param>
    /// <returns>The greatest of the floats and 0; NaN or ∞ where there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GreatestOrZero(Vector256<int> bits) => BitConverter.Int32BitsToSingle(Greatest(bits));

    /// <summary>The greatest float that some bits are of, or 0.</summary>
    /// <param name="bits">The bits of floats and of 0.</param>
    /// <returns>The greatest of the floats and 0; NaN or ∞ where there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GreatestOrZero(Vector512<int> bits) => GreatestOrZero(Vector256.Max(bits.GetLower(), bits.GetUpper()));

    /// <summary>The greatest lane.</summary>
    /// <param name="x">Sixteen integers.</param>
    /// <returns>The greatest of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Greatest(Vector512<int> x) => Greatest(Vector256.Max(x.GetLower(), x.GetUpper()));

    /// <summary>The greatest lane.</summary>
    /// <param name="x">Eight integers.</param>
    /// <returns>The greatest of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Greatest(Vector256<int> x) => Greatest(Vector128.Max(x.GetLower(), x.GetUpper()));

    /// <summary>The greatest lane.</summary>
    /// <param name="x">Four integers.</param>
    /// <returns>The greatest of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Greatest(Vector128<int> x)
    {
        Vector128<int> two = Vector128.Max(x, Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
