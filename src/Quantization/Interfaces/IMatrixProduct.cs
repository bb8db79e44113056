namespace Quantization;

/// <summary>Multiplies matrices of activations by weights that are the quantizer's codes.</summary>
/// <typeparam name="TSelf">The quantizer of the weights itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TActivation">The type of an activation: byte or sbyte.</typeparam>
public interface IMatrixProduct<TSelf, TActivation>
    where TSelf : IMatrixProduct<TSelf, TActivation>
    where TActivation : unmanaged
{
    /// <summary>Packs the weights of a matrix product, once for all products with them.</summary>
    /// <param name="weights">The weights: the inputs of the first output, then those of the second, and so on.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs of each.</param>
    /// <returns>The packed weights.</returns>
    /// <exception cref="ArgumentException">There are not as many weights, one is no code, or they take more bytes packed than an array has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there are so many inputs that sums may not fit 32 bits.</exception>
    static abstract PackedMatrix PackMatrix(ReadOnlySpan<sbyte> weights, int outputs, int inputs);

    /// <summary>Multiplies to sums <c>Σ (a − z_a) · (w − z_w)</c>, which are exact.</summary>
    /// <param name="activations">Whole rows of as many activations as the weights have inputs.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="destination">Receives the sum for each row and output, row by row; apart from the activations in memory.</param>
    /// <param name="activationZeroPoint">z_a, the code of 0.0 among the activations.</param>
    /// <param name="weightZeroPoints">z_w, those among the weights: none, one for all, or one for each output.</param>
    /// <param name="degreeOfParallelism">The most threads that share the work; the results are the same.</param>
    /// <exception cref="ArgumentException">The operands do not fit together, or an activation or a weight is no code; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A zero point is no code, or the degree of parallelism is less than 1; nothing is written.</exception>
    static abstract void MultiplyCodes(
        ReadOnlySpan<TActivation> activations, PackedMatrix weights, Span<int> destination, int activationZeroPoint = 0, ReadOnlySpan<int> weightZeroPoints = default, int degreeOfParallelism = 1);

    /// <summary>Multiplies to floats.</summary>
    /// <param name="activations">Whole rows of as many activations as the weights have inputs.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="destination">Receives the result for each row and output, row by row; apart from the activations in memory.</param>
    /// <param name="epilogue">What becomes of the sums.</param>
    /// <param name="degreeOfParallelism">The most threads that share the work; the results are the same.</param>
    /// <exception cref="ArgumentException">The operands do not fit together, or an activation or a weight is no code; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the epilogue is not valid, or the degree of parallelism is less than 1; nothing is written.</exception>
    static abstract void Multiply(ReadOnlySpan<TActivation> activations, PackedMatrix weights, Span<float> destination, in FloatEpilogue epilogue, int degreeOfParallelism = 1);

    /// <summary>Multiplies to codes like those of the activations.</summary>
    /// <inheritdoc cref="Multiply(ReadOnlySpan{TActivation}, PackedMatrix, Span{float}, in FloatEpilogue, int)"/>
    static abstract void Multiply(ReadOnlySpan<TActivation> activations, PackedMatrix weights, Span<TActivation> destination, in RequantizeEpilogue epilogue, int degreeOfParallelism = 1);
}
