using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The members of a type of 4-bit blocks that multiply matrices of them by rows of floats.</summary>
internal sealed class BlockMatrixMembers(QuantizerSpec spec, BlockFormat format, SourceWriter writer)
{
    private readonly string kernels = $"global::Quantization.Generated.{SpecText.KernelClass(spec)}";

    /// <summary>Writes them.</summary>
    internal void Write()
    {
        string size = Literal.Of(format.Size), bytes = Literal.Of(format.Bytes);
        writer.Line();
        writer.Lines($"""
            /// <summary>Packs a matrix of weights, once, for <see cref="Multiply"/>.</summary>
            /// <param name="blocks">The blocks, {bytes} bytes each, [outputs × inputs]: those of an output side by side.</param>
            /// <param name="outputs">The number of outputs, at least 1.</param>
            /// <param name="inputs">The number of inputs: whole blocks of {size}.</param>
            /// <returns>The same weights in the order in which kernels read them.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A number of outputs or inputs is less than 1.</exception>
            /// <exception cref="global::System.ArgumentException">The inputs are not whole blocks of {size}, there are not as many bytes as their blocks have, or the packed ones are more than an array has.</exception>
            {GeneratedCode.Attribute}
            public static global::Quantization.PackedMatrix PackMatrix(global::System.ReadOnlySpan<byte> blocks, int outputs, int inputs) =>
                {kernels}.Generic.Quantizer.PackMatrix(blocks, outputs, inputs);

            /// <summary>Multiplies rows of values, quantized to 8 bits on the way, by a packed matrix of weights; integers are exact, floats are added in a fixed order.</summary>
            /// <param name="activations">The values, [rows × inputs].</param>
            /// <param name="weights">What <see cref="PackMatrix"/> made.</param>
            /// <param name="destination">Receives the sums, [rows × outputs]; long enough for all of them, and apart from the other spans in memory.</param>
            /// <param name="bias">What is added to the sums of each output; empty for nothing.</param>
            /// <param name="relu">Whether what is not above 0 then becomes 0.</param>
            /// <param name="degreeOfParallelism">The most threads that take part; the results are the same bits for any number.</param>
            /// <remarks>
            /// Every 32 values of a row become codes nearest-even(x · (127 / a)), where a is their largest finite magnitude, and a scale a / 127. NaN counts as 0, an infinity takes
            /// the code ±127; where 127 / a is not finite, all codes are 0. A sum begins with 0; for every 32 inputs, in order, the exact sum of the products of codes is
            /// multiplied by the product of both scales and added. Each operation rounds to float. The bias is added last.
            /// </remarks>
            /// <exception cref="global::System.ArgumentNullException">There are no weights.</exception>
            /// <exception cref="global::System.ArgumentException">The weights have another layout, the activations are not whole rows, the destination is too short or overlaps another span, or there are not as many biases as outputs; nothing is written.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The degree of parallelism is less than 1.</exception>
            {GeneratedCode.Attribute}
            public static void Multiply(
                global::System.ReadOnlySpan<float> activations,
                global::Quantization.PackedMatrix weights,
                global::System.Span<float> destination,
                global::System.ReadOnlySpan<float> bias = default,
                bool relu = false,
                int degreeOfParallelism = 1) =>
                global::Quantization.Runtime.BlockMatrix.Multiply<{kernels}.MatrixTiles>(activations, weights, destination, bias, relu, degreeOfParallelism);
            """);
    }
}
