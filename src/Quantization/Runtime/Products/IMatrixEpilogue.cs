using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>What becomes of sums: written once, in 128 bits, because there is one sum for all the products of a row and an output.</summary>
/// <typeparam name="TResult">The type of a result.</typeparam>
internal unsafe interface IMatrixEpilogue<TResult>
    where TResult : unmanaged
{
    /// <summary>Writes the results of four outputs.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="output">The first of the outputs.</param>
    /// <param name="destination">Where the results go.</param>
    static abstract void Write(Vector128<int> sums, in MatrixTables tables, nint output, TResult* destination);
}

/// <summary>The sums themselves.</summary>
internal readonly unsafe struct Sums : IMatrixEpilogue<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Vector128<int> sums, in MatrixTables tables, nint output, int* destination) => sums.Store(destination);
}

/// <summary>Floats: rounded, times the scale, plus the bias, each operation by itself.</summary>
internal readonly unsafe struct Floats : IMatrixEpilogue<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Vector128<int> sums, in MatrixTables tables, nint output, float* destination)
    {
        Vector128<float> scaled = Vector128.ConvertToSingle(sums) * Vector128.Load(tables.Scales + output);
        Vector128<float> result = scaled + Vector128.Load((float*)tables.Bias + output);
        // As a comparison, which leaves no −0.0 either.
        if (tables.Relu) result &= Vector128.GreaterThan(result, Vector128<float>.Zero);
        result.Store(destination);
    }
}

/// <summary>Codes, as requantizing makes them.</summary>
/// <typeparam name="TCode">byte or sbyte.</typeparam>
internal readonly unsafe struct Codes<TCode> : IMatrixEpilogue<TCode>
    where TCode : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Vector128<int> sums, in MatrixTables tables, nint output, TCode* destination)
    {
        Vector128<int> bias = Vector128.Load(tables.Bias + output), biased = sums + bias;
        // Where both have a sign that the result has not, the nearest integer is the greatest or least.
        Vector128<int> overflows = ((biased ^ sums) & (biased ^ bias)) >> 31;
        biased = Vector128.ConditionalSelect(overflows, (sums >> 31) ^ Vector128.Create(int.MaxValue), biased);
        Vector128<float> scaled = Vector128.ConvertToSingle(biased) * Vector128.Load(tables.Scales + output);
        // Both bounds are whole numbers, so it does not matter that rounding comes after them.
        Vector128<float> bounded = Vector128.MinNative(Vector128.MaxNative(scaled, Vector128.Create(tables.LowestStep)), Vector128.Create(tables.HighestStep));
        Vector128<int> codes = Vector128Primitives.ToInt32NearestEven(bounded) + Vector128.Create(tables.ZeroPoint);
        Unsafe.WriteUnaligned(destination, Vector128Primitives.LowBytes(codes, codes, codes, codes).AsUInt32().ToScalar());
    }
}
