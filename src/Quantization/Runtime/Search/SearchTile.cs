using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Quantization.Runtime;

/// <summary>
/// What the search works on: sixteen parts side by side (a super-block of sixteen, or two of eight), element j of part p at 16·j + p,
/// and rows of sixteen floats with a result of each part.
/// </summary>
[InlineArray(Length)]
internal struct SearchTile
{
    /// <summary>The values of a super-block.</summary>
    internal const int BlockValues = 256;

    /// <summary>The parts of a tile.</summary>
    internal const int Parts = 16;

    /// <summary>What counts as 0 beside the greatest magnitude of a block, so that no reciprocal overflows: 2^−120.</summary>
    internal const float Negligible = 7.5231638e-37f;

    private const int MaxElements = 32, Rows = 16, Length = (MaxElements + Rows) * Parts;

    private float first;

    /// <summary>A row of results.</summary>
    internal enum Row
    {
        /// <summary>The least value of a part and 0; in units of its block once the search has begun.</summary>
        Low,

        /// <summary>The greatest value.</summary>
        High,

        /// <summary>The power of two that brings a block's greatest magnitude into [1, 2).</summary>
        Unit,

        /// <summary>The scale of a part that would be best, before scales are integers.</summary>
        Scale,

        /// <summary>The minimum that would be best.</summary>
        Minimum,

        /// <summary>What a squared deviation of the scale costs.</summary>
        Curvature,

        /// <summary>The sum of the codes of a part.</summary>
        Codes,

        /// <summary>The sum of their squares.</summary>
        Squares,

        /// <summary>The sum of their products with the values.</summary>
        Products,

        /// <summary>The sum of the values.</summary>
        Values,

        /// <summary>The factor of the scales of a block, as stored, in units of the block.</summary>
        Factor,

        /// <summary>The factor of the minima.</summary>
        MinimumFactor,

        /// <summary>The integer that is the scale of a part.</summary>
        ScaleCode,

        /// <summary>The integer that is its minimum.</summary>
        MinimumCode,

        /// <summary>Room for a block's candidates, and for terms of its sums.</summary>
        Candidates,
    }

    /// <summary>The first element of the first part.</summary>
    [UnscopedRef]
    internal ref float Elements => ref first;

    /// <summary>The first float of a row.</summary>
    [UnscopedRef]
    internal ref float this[Row row] => ref Unsafe.Add(ref first, (MaxElements + (int)row) * Parts);

    /// <summary>Lays parts side by side.</summary>
    /// <param name="source">The first element of sixteen consecutive parts.</param>
    /// <param name="elements">The elements of a part: a multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Transpose(ref readonly float source, int elements)
    {
        ref float from = ref Unsafe.AsRef(in source);
        for (int part = 0; part < Parts; part += 4)
        {
            for (int element = 0; element < elements; element += 4)
            {
                nuint place = (nuint)((part * elements) + element);
                Vector128<float> a = Vector128.LoadUnsafe(ref from, place);
                Vector128<float> b = Vector128.LoadUnsafe(ref from, place + (nuint)elements);
                Vector128<float> c = Vector128.LoadUnsafe(ref from, place + (nuint)(2 * elements));
                Vector128<float> d = Vector128.LoadUnsafe(ref from, place + (nuint)(3 * elements));
                (Vector128<float> ac0, Vector128<float> ac1) = Interleave(a, c);
                (Vector128<float> bd0, Vector128<float> bd1) = Interleave(b, d);
                (a, b) = Interleave(ac0, bd0);
                (c, d) = Interleave(ac1, bd1);
                place = (nuint)((element * Parts) + part);
                a.StoreUnsafe(ref first, place);
                b.StoreUnsafe(ref first, place + Parts);
                c.StoreUnsafe(ref first, place + (2 * Parts));
                d.StoreUnsafe(ref first, place + (3 * Parts));
            }
        }
    }

    // a0 b0 a1 b1 and a2 b2 a3 b3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        if (AdvSimd.Arm64.IsSupported) return (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b));
        return (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));
    }
}
