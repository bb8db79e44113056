using System.Buffers.Binary;
using Quantization.Arithmetic;

namespace Quantization;

/// <content>Decoding: of whole blocks, and of what a block holds piece by piece.</content>
public sealed partial class GenericBlockQuantizer
{
    private int PartSize => format.PartSize == 0 ? format.Size : format.PartSize;

    /// <summary>The code of a value.</summary>
    /// <param name="block">The bytes of a block, to its end at least.</param>
    /// <param name="index">The index of the value in the block.</param>
    /// <returns>
    /// The number that is multiplied by the scale, under Uniform with floor half a step less than it; where codes have levels, the index of the level: the bits
    /// themselves.
    /// </returns>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such value.</exception>
    public int GetCode(ReadOnlySpan<byte> block, int index)
    {
        RequireBlock(block);
        RequireWithin(index, BlockSize, nameof(index));
        return CodeOf(format, BlockCodes.ReadOne(format, block, index));
    }

    /// <summary>The scale of a part.</summary>
    /// <param name="block">The bytes of a block, to its end at least.</param>
    /// <param name="part">The index of the part; 0 where the block has one scale.</param>
    /// <returns>What codes of the part are multiplied by: where parts have scales, the factor of all times the part's own, rounded.</returns>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such part.</exception>
    public float GetScale(ReadOnlySpan<byte> block, int part = 0)
    {
        RequireBlock(block);
        RequireWithin(part, PartCount, nameof(part));
        return BlockParameters.EffectiveScale(format, block, part);
    }

    /// <summary>The minimum of a part.</summary>
    /// <param name="block">The bytes of a block, to its end at least.</param>
    /// <param name="part">The index of the part; 0 where the block has one scale.</param>
    /// <returns>What is added to a scaled code: m, or −dmin · mn where parts have minima; 0 where the format has none.</returns>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such part.</exception>
    public float GetMinimum(ReadOnlySpan<byte> block, int part = 0)
    {
        RequireBlock(block);
        RequireWithin(part, PartCount, nameof(part));
        float minimum = BlockParameters.EffectiveMinimum(format, block, part);
        return format.SubtractsMinimum && format.Minimum is not null ? -minimum : minimum;
    }

    /// <summary>A sum that a block carries for dot products.</summary>
    /// <param name="block">The bytes of a block, to its end at least.</param>
    /// <param name="index">Which sixteen codes, where the block has a sum for every sixteen (Q8_K); 0 otherwise.</param>
    /// <returns>The sum of sixteen codes, or the scale times the sum of all codes (Q8_1), as stored.</returns>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such sum.</exception>
    /// <exception cref="NotSupportedException">Blocks of the format carry none.</exception>
    public float GetSum(ReadOnlySpan<byte> block, int index = 0)
    {
        RequireBlock(block);
        if (format.Sums == BlockSums.None) throw new NotSupportedException(Invariant($"Blocks of the format {format.Name} carry no sums."));
        RequireWithin(index, format.Sums == BlockSums.Int16 ? BlockSize / 16 : 1, nameof(index));
        ReadOnlySpan<byte> sums = block[format.SumsOffset..];
        return format.Sums == BlockSums.Int16 ? BinaryPrimitives.ReadInt16LittleEndian(sums[(2 * index)..]) : BlockParameters.ReadHalf(sums);
    }

    /// <summary>One value of a block.</summary>
    /// <param name="block">The bytes of a block, to its end at least.</param>
    /// <param name="index">The index of the value in the block.</param>
    /// <returns>What <see cref="Dequantize"/> gives.</returns>
    /// <exception cref="ArgumentException">The block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such value.</exception>
    public float GetValue(ReadOnlySpan<byte> block, int index)
    {
        RequireBlock(block);
        RequireWithin(index, BlockSize, nameof(index));
        int part = index / PartSize;
        float value = steps[BlockCodes.ReadOne(format, block, index)] * BlockParameters.EffectiveScale(format, block, part);
        if (format.Minimum is null) return value;
        float minimum = BlockParameters.EffectiveMinimum(format, block, part);
        return format.SubtractsMinimum ? value - minimum : value + minimum;
    }

    private void Decode(ReadOnlySpan<byte> block, Span<float> values)
    {
        Span<int> fields = stackalloc int[values.Length];
        BlockCodes.Read(format, block, fields);
        int size = PartSize;
        for (int part = 0; part < PartCount; part++)
        {
            float scale = BlockParameters.EffectiveScale(format, block, part), minimum = BlockParameters.EffectiveMinimum(format, block, part);
            ReadOnlySpan<int> from = fields.Slice(part * size, size);
            Span<float> to = values.Slice(part * size, size);
            // Without a minimum nothing is added: 0 would take the sign off −0.
            if (format.Minimum is null) for (int i = 0; i < to.Length; i++) to[i] = steps[from[i]] * scale;
            else if (format.SubtractsMinimum) for (int i = 0; i < to.Length; i++) to[i] = (steps[from[i]] * scale) - minimum;
            else for (int i = 0; i < to.Length; i++) to[i] = (steps[from[i]] * scale) + minimum;
        }
    }

    private void RequireBlock(ReadOnlySpan<byte> block)
    {
        if (block.Length < BytesPerBlock) throw new ArgumentException(Invariant($"A block has {BytesPerBlock} bytes; there are {block.Length}."), nameof(block));
    }

    private static void RequireWithin(int index, int count, string argument)
    {
        if ((uint)index >= (uint)count) throw new ArgumentOutOfRangeException(argument, index, Invariant($"The index must be 0 to {count - 1}."));
    }
}
