using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>Packs weights, and multiplies activations by them with the kernels of a declaration. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixProducts
{
    /// <summary>Packs weights.</summary>
    /// <param name="weights">The weights, output by output.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs of each.</param>
    /// <param name="codes">What the declarations say of the codes.</param>
    /// <returns>The packed weights.</returns>
    /// <exception cref="ArgumentException">There are not as many weights, one is not a code of the declaration, or they take more bytes than an array has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there are so many inputs that their sums may not fit 32 bits.</exception>
    public static PackedMatrix Pack(ReadOnlySpan<sbyte> weights, int outputs, int inputs, in MatrixCodes codes)
    {
        MatrixGuard.RequireWeights(weights, outputs, inputs, codes);
        PackedMatrix matrix = new(PackedMatrixLayout.SignedBytes, outputs, inputs, SignedBytePanels.BytesOf(outputs, inputs));
        SignedBytePanels.Pack(weights, outputs, inputs, matrix.Bytes);
        matrix.Complete();
        return matrix;
    }

    /// <summary>Multiplies to sums.</summary>
    /// <typeparam name="TTiles">The kernels.</typeparam>
    /// <typeparam name="TCode">The type of an activation: byte or sbyte.</typeparam>
    /// <param name="activations">The activations, row by row.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="destination">Receives the sums, row by row.</param>
    /// <param name="activationZeroPoint">The zero point of the activations.</param>
    /// <param name="weightZeroPoints">Those of the weights: none, one, or one for each output.</param>
    /// <param name="degreeOfParallelism">The number of threads.</param>
    public static void MultiplyCodes<TTiles, TCode>(
        ReadOnlySpan<TCode> activations, PackedMatrix weights, Span<int> destination, int activationZeroPoint, ReadOnlySpan<int> weightZeroPoints, int degreeOfParallelism)
        where TTiles : struct, IMatrixTiles
        where TCode : unmanaged
    {
        int rows = MatrixGuard.RequireProduct(activations, weights, destination, TTiles.Codes, degreeOfParallelism);
        MatrixGuard.RequireZeroPoints(activationZeroPoint, weightZeroPoints, weights.Outputs, TTiles.Codes, nameof(activationZeroPoint), nameof(weightZeroPoints));
        MatrixResults results = new() { ActivationZeroPoint = activationZeroPoint, WeightZeroPoints = weightZeroPoints };
        MatrixDriver<TTiles, TCode, int, Sums>.Run(activations, rows, weights, destination, results, degreeOfParallelism);
    }

    /// <summary>Multiplies to floats.</summary>
    /// <typeparam name="TTiles">The kernels.</typeparam>
    /// <typeparam name="TCode">The type of an activation: byte or sbyte.</typeparam>
    /// <param name="activations">The activations, row by row.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="destination">Receives the floats, row by row.</param>
    /// <param name="epilogue">What becomes of the sums.</param>
    /// <param name="degreeOfParallelism">The number of threads.</param>
    public static void Multiply<TTiles, TCode>(ReadOnlySpan<TCode> activations, PackedMatrix weights, Span<float> destination, in FloatEpilogue epilogue, int degreeOfParallelism)
        where TTiles : struct, IMatrixTiles
        where TCode : unmanaged
    {
        int rows = MatrixGuard.RequireProduct(activations, weights, destination, TTiles.Codes, degreeOfParallelism);
        MatrixGuard.RequireEpilogue(epilogue, weights.Outputs, TTiles.Codes);
        MatrixResults results = new()
        {
            ActivationZeroPoint = epilogue.ActivationZeroPoint,
            WeightZeroPoints = epilogue.WeightZeroPoints,
            Scale = epilogue.ActivationScale,
            Scales = epilogue.WeightScales,
            Bias = MemoryMarshal.Cast<float, int>(epilogue.Bias),
            // Adding −0.0 changes nothing.
            NoBias = BitConverter.SingleToInt32Bits(-0f),
            Relu = epilogue.Relu,
        };
        MatrixDriver<TTiles, TCode, float, Floats>.Run(activations, rows, weights, destination, results, degreeOfParallelism);
    }

    /// <summary>Multiplies to codes like those of the activations.</summary>
    /// <typeparam name="TTiles">The kernels.</typeparam>
    /// <typeparam name="TCode">The type of an activation: byte or sbyte.</typeparam>
    /// <param name="activations">The activations, row by row.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="destination">Receives the codes, row by row.</param>
    /// <param name="epilogue">What becomes of the sums.</param>
    /// <param name="degreeOfParallelism">The number of threads.</param>
    public static void Multiply<TTiles, TCode>(ReadOnlySpan<TCode> activations, PackedMatrix weights, Span<TCode> destination, in RequantizeEpilogue epilogue, int degreeOfParallelism)
        where TTiles : struct, IMatrixTiles
        where TCode : unmanaged
    {
        MatrixCodes codes = TTiles.Codes;
        int rows = MatrixGuard.RequireProduct(activations, weights, destination, codes, degreeOfParallelism);
        MatrixGuard.RequireEpilogue(epilogue, weights.Outputs, codes);
        MatrixResults results = new()
        {
            ActivationZeroPoint = epilogue.ActivationZeroPoint,
            WeightZeroPoints = epilogue.WeightZeroPoints,
            Scale = 1f,
            Scales = epilogue.Multipliers,
            Bias = epilogue.Bias,
            LowestStep = epilogue.Relu ? 0f : codes.MinActivation - epilogue.ZeroPoint,
            HighestStep = codes.MaxActivation - epilogue.ZeroPoint,
            ZeroPoint = epilogue.ZeroPoint,
        };
        MatrixDriver<TTiles, TCode, TCode, Codes<TCode>>.Run(activations, rows, weights, destination, results, degreeOfParallelism);
    }
}
