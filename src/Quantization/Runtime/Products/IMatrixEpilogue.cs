using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Quantization.Runtime;

/// <summary>What becomes of sums. Written once and not for each instruction set: there is one sum for all the products of a row and an output.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="TResult">The type of a result.</typeparam>
internal unsafe interface IMatrixEpilogue<TSelf, TResult>
    where TSelf : struct, IMatrixEpilogue<TSelf, TResult>
    where TResult : unmanaged
{
    /// <summary>Reads what is the same for all rows of eight outputs.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="output">The first of the outputs.</param>
    /// <returns>The epilogue of these.</returns>
    static abstract TSelf Of(in MatrixTables tables, nint output);

    /// <summary>Writes the results of these outputs.</summary>
    /// <param name="sums">The sums of a row.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="destination">Where the results go.</param>
    void Write(Vector256<int> sums, in MatrixTables tables, TResult* destination);
}

/// <summary>The sums themselves.</summary>
internal readonly unsafe struct Sums : IMatrixEpilogue<Sums, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sums Of(in MatrixTables tables, nint output) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Vector256<int> sums, in MatrixTables tables, int* destination) => sums.Store(destination);
}

/// <summary>Floats: rounded, times the scale, plus the bias, each operation by itself.</summary>
internal readonly unsafe struct Floats(Vector256<float> scales, Vector256<float> bias) : IMatrixEpilogue<Floats, float>
{
    private readonly Vector256<float> scales = scales, bias = bias;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats Of(in MatrixTables tables, nint output) => new(Vector256.Load(tables.Scales + output), Vector256.Load((float*)tables.Bias + output));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Vector256<int> sums, in MatrixTables tables, float* destination)
    {
        Vector256<float> scaled = Vector256.ConvertToSingle(sums) * scales;
        Vector256<float> result = scaled + bias;
        // As a comparison, which leaves no −0.0 either.
        if (tables.Relu) result &= Vector256.GreaterThan(result, Vector256<float>.Zero);
        result.Store(destination);
    }
}

/// <summary>Codes, as requantizing makes them.</summary>
/// <typeparam name="TCode">byte or sbyte.</typeparam>
internal readonly unsafe struct Codes<TCode>(Vector256<float> scales, Vector256<int> bias) : IMatrixEpilogue<Codes<TCode>, TCode>
    where TCode : unmanaged
{
    private readonly Vector256<float> scales = scales;
    private readonly Vector256<int> bias = bias;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Codes<TCode> Of(in MatrixTables tables, nint output) => new(Vector256.Load(tables.Scales + output), Vector256.Load(tables.Bias + output));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(Vector256<int> sums, in MatrixTables tables, TCode* destination)
    {
        Vector256<int> biased = sums + bias;
        // Where both have a sign that the result has not, the nearest integer is the greatest or least.
        Vector256<int> overflows = ((biased ^ sums) & (biased ^ bias)) >> 31;
        biased = Vector256.ConditionalSelect(overflows, (sums >> 31) ^ Vector256.Create(int.MaxValue), biased);
        Vector256<float> scaled = Vector256.ConvertToSingle(biased) * scales;
        // Both bounds are whole numbers, so it does not matter that rounding comes after them.
        Vector256<float> bounded = Vector256.MinNative(Vector256.MaxNative(scaled, Vector256.Create(tables.LowestStep)), Vector256.Create(tables.HighestStep));
        Vector128<int> zeroPoint = Vector128.Create(tables.ZeroPoint);
        Vector128<int> lower = Vector128Primitives.ToInt32NearestEven(bounded.GetLower()) + zeroPoint, upper = Vector128Primitives.ToInt32NearestEven(bounded.GetUpper()) + zeroPoint;
        Unsafe.WriteUnaligned(destination, Vector128Primitives.LowBytes(lower, upper, lower, upper).AsUInt64().ToScalar());
    }
}
