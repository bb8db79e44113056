using Quantization.Runtime;

namespace Quantization;

/// <content>Products of rows of floats with matrices of 4-bit blocks.</content>
public sealed partial class GenericBlockQuantizer
{
    /// <summary>The product of rows of values, which are quantized to 8 bits on the way, with a matrix of blocks.</summary>
    /// <param name="activations">The values, [rows × inputs].</param>
    /// <param name="blocks">The bytes of the weights' blocks, [outputs × inputs]: those of an output side by side.</param>
    /// <param name="destination">Receives the sums, [rows × outputs].</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs: whole blocks.</param>
    /// <param name="bias">What is added to the sums of each output; empty for nothing.</param>
    /// <param name="relu">Whether what is not above 0 then becomes 0.</param>
    /// <remarks>
    /// <para>
    /// Every 32 values of a row are quantized by the rule of Q8_0, with the scale dₐ as a float: with their largest finite magnitude a, codes are
    /// nearest-even(x · (127 / a)) and dₐ is a / 127. NaN counts as 0, an infinity takes the code ±127; where 127 / a is not finite, all codes are 0.
    /// </para>
    /// <para>
    /// A sum begins with 0. For every 32 inputs, in order, the integer products of codes are added up exactly, converted to float and multiplied by the
    /// rounded product of dₐ and the block's scale; that is rounded and added. Nothing is fused. The bias is added last.
    /// </para>
    /// </remarks>
    /// <exception cref="NotSupportedException">The format is not Q4_0, nor composed of 4 bits under Scale in blocks of whole 32s.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of outputs or inputs is less than 1.</exception>
    /// <exception cref="ArgumentException">The inputs are not whole blocks, or a span has not the length that goes with the others; nothing is written.</exception>
    public void MultiplyMatrix(
        ReadOnlySpan<float> activations, ReadOnlySpan<byte> blocks, Span<float> destination, int outputs, int inputs, ReadOnlySpan<float> bias = default, bool relu = false)
    {
        RequireMatrix(blocks, outputs, inputs);
        int rows = QuantizerGuard.RequireRows(activations, destination, outputs, inputs, bias);
        int stride = inputs / BlockSize * BytesPerBlock;
        int[] codes = new int[inputs], weights = new int[BlockSize];
        float[] scales = new float[inputs / ActivationBlocks.Size];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = activations.Slice(row * inputs, inputs);
            for (int unit = 0; unit < scales.Length; unit++)
            {
                int first = unit * ActivationBlocks.Size;
                scales[unit] = ActivationBlocks.Quantize(values.Slice(first, ActivationBlocks.Size), codes.AsSpan(first, ActivationBlocks.Size));
            }

            for (int output = 0; output < outputs; output++)
            {
                float sum = Sum(blocks.Slice(output * stride, stride), codes, scales, weights);
                if (!bias.IsEmpty) sum += bias[output];
                destination[(row * outputs) + output] = relu && !(sum > 0f) ? 0f : sum;
            }
        }
    }

    /// <summary>Packs a matrix of blocks for <c>Multiply</c> of a declaration of this format.</summary>
    /// <param name="blocks">The bytes of the weights' blocks, [outputs × inputs]: those of an output side by side.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="inputs">The number of inputs: whole blocks.</param>
    /// <returns>The same weights in the order in which kernels read them.</returns>
    /// <exception cref="NotSupportedException">The format is not Q4_0, nor composed of 4 bits under Scale in blocks of whole 32s.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of outputs or inputs is less than 1.</exception>
    /// <exception cref="ArgumentException">The inputs are not whole blocks, there are not as many bytes as their blocks have, or the packed ones are more than an array has.</exception>
    public PackedMatrix PackMatrix(ReadOnlySpan<byte> blocks, int outputs, int inputs)
    {
        RequireMatrix(blocks, outputs, inputs);
        PackedMatrix matrix = new(BlockPanels.LayoutOf(format.MatrixZero), outputs, inputs, BlockPanels.BytesOf(outputs, inputs));
        int[] codes = new int[BlockSize];
        int units = inputs / ActivationBlocks.Size, unitsOfBlock = BlockSize / ActivationBlocks.Size;
        for (int output = 0; output < outputs; output++)
        {
            for (int first = 0; first < units; first += unitsOfBlock, blocks = blocks[BytesPerBlock..])
            {
                ReadIntegers(blocks, codes);
                float scale = BlockParameters.Read(format.Scale!, blocks);
                for (int unit = 0; unit < unitsOfBlock; unit++)
                {
                    BlockPanels.Pack(matrix.Bytes, inputs, output, first + unit, scale, codes.AsSpan(unit * ActivationBlocks.Size, ActivationBlocks.Size), format.MatrixZero);
                }
            }
        }

        return matrix;
    }

    private float Sum(ReadOnlySpan<byte> blocks, ReadOnlySpan<int> codes, ReadOnlySpan<float> scales, Span<int> weights)
    {
        float sum = 0f;
        for (int unit = 0; unit < scales.Length; unit++)
        {
            int first = unit * ActivationBlocks.Size, within = first % BlockSize;
            ReadOnlySpan<byte> block = blocks[(first / BlockSize * BytesPerBlock)..];
            if (within == 0) ReadIntegers(block, weights);
            int products = 0;
            for (int i = 0; i < ActivationBlocks.Size; i++) products += weights[within + i] * codes[first + i];
            sum += products * (scales[unit] * BlockParameters.Read(format.Scale!, block));
        }

        return sum;
    }

    private void RequireMatrix(ReadOnlySpan<byte> blocks, int outputs, int inputs)
    {
        if (!format.HasMatrixProduct)
        {
            throw new NotSupportedException(Invariant($"Matrix products are of Q4_0 and of composed blocks of 4 bits under Scale, whole 32s long; not of {format.Name}."));
        }

        QuantizerGuard.RequireMatrixOfBlocks(blocks, outputs, inputs, BlockSize, BytesPerBlock);
    }
}
