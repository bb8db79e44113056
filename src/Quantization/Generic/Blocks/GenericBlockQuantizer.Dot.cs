using System.Buffers.Binary;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <content>Dot products, in orders that are fixed.</content>
public sealed partial class GenericBlockQuantizer
{
    private const int Accumulators = 16, SuperAccumulators = 8;

    /// <summary>The dot product of blocks and values.</summary>
    /// <param name="blocks">The bytes of whole blocks.</param>
    /// <param name="values">As many values as the blocks have.</param>
    /// <returns>The sum of the products, in float.</returns>
    /// <remarks>
    /// Sixteen accumulators: the product of element e, rounded, is added to accumulator e mod 16. At the end a₀ + a₈, a₁ + a₉, … leave eight
    /// sums, those with the sums 4 further four, 2 further two, 1 further one. Nothing is fused.
    /// </remarks>
    /// <exception cref="ArgumentException">The bytes are not whole blocks, or the values are not as many as theirs.</exception>
    public float Dot(ReadOnlySpan<byte> blocks, ReadOnlySpan<float> values)
    {
        QuantizerGuard.RequireBlocksAndValues(blocks, values, BlockSize, BytesPerBlock);
        Span<float> sums = stackalloc float[Accumulators], decoded = stackalloc float[BlockSize];
        sums.Clear();
        for (; !blocks.IsEmpty; blocks = blocks[BytesPerBlock..], values = values[BlockSize..])
        {
            Decode(blocks[..BytesPerBlock], decoded);
            // A block has a multiple of 16 elements.
            for (int e = 0; e < decoded.Length; e++) sums[e % Accumulators] += decoded[e] * values[e];
        }

        return Sum(sums);
    }

    /// <summary>The dot product of blocks and blocks of the format that goes with theirs.</summary>
    /// <param name="blocks">The bytes of whole blocks.</param>
    /// <param name="partners">
    /// The bytes of as many elements: in Q8_0 for Q8_0, Q4_0, Q5_0, IQ4_NL, MXFP4 and NVFP4, in Q8_1 for Q4_1 and Q5_1, in Q8_K for K-quants and ternary blocks.
    /// </param>
    /// <returns>The sum of the products: of integers exactly within a block, then in float.</returns>
    /// <remarks>
    /// <para>
    /// Sixteen accumulators: element e belongs to accumulator (e / g) mod 16, where g is 2 for Q8_0 and 4 for the others. Within a block (of
    /// NVFP4 a part) the integer products of an accumulator are summed exactly, converted to float and multiplied by f, rounded, and added to it. At
    /// the end a₀ + a₈, a₁ + a₉, … leave eight sums, those with the sums 4 further four, 2 further two, 1 further one. Nothing is fused.
    /// </para>
    /// <para>
    /// f is the rounded product of both scales. The levels of MXFP4 and NVFP4 count in halves: integers are twice the levels, and the scale is
    /// halved before it is multiplied. Q4_1 and Q5_1: block b adds the rounded product of its minimum and the other's sum to one of two further
    /// accumulators, b mod 2; the sum of both is added last.
    /// </para>
    /// <para>
    /// K-quants and ternary blocks have eight accumulators, (e / 4) mod 8. The integer products are part scale (ternary: 1) · field · code, with the field before
    /// its zero is taken off; from accumulator k the zero times (sc₂ₖ · B₂ₖ + sc₂ₖ₊₁ · B₂ₖ₊₁) is subtracted while it is an integer, where B are the sums of 16 codes that Q8_K
    /// stores and sc the scales of their parts. f = d · dy. Minima: eight further accumulators, n_k gains (mn₂ₖ · B₂ₖ + mn₂ₖ₊₁ · B₂ₖ₊₁), as a float, · (dmin · dy); they are
    /// summed in the same order and subtracted last.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The bytes of either are not whole blocks, or not of as many elements.</exception>
    /// <exception cref="NotSupportedException">No format goes with this one in dot products.</exception>
    public float Dot(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> partners)
    {
        if (partner is null) throw new NotSupportedException(Invariant($"There are no dot products of blocks of the format {format.Name} and other blocks."));
        QuantizerGuard.RequireBlocksAndPartners(blocks, partners, BlockSize, BytesPerBlock, partner.BlockSize, partner.BytesPerBlock);
        Span<float> sums = stackalloc float[Accumulators], rest = stackalloc float[SuperAccumulators];
        sums.Clear();
        rest.Clear();
        Span<int> fields = stackalloc int[BlockSize], codes = stackalloc int[BlockSize];
        int otherBytes = BlockSize / partner.BlockSize * partner.BytesPerBlock;
        for (int index = 0; !blocks.IsEmpty; blocks = blocks[BytesPerBlock..], partners = partners[otherBytes..], index++)
        {
            BlockCodes.Read(format, blocks, fields);
            for (int first = 0, at = 0; first < BlockSize; first += partner.BlockSize, at += partner.BytesPerBlock)
            {
                partner.ReadIntegers(partners[at..], codes.Slice(first, partner.BlockSize));
            }

            if (partner.format.Sums == BlockSums.Int16) AddSuperBlock(blocks, partners, fields, codes, sums, rest);
            else AddBlock(blocks, partners, index, fields, codes, sums, rest);
        }

        return partner.format.Sums == BlockSums.Int16 ? Sum(sums[..SuperAccumulators]) - Sum(rest) : Sum(sums) + (rest[0] + rest[1]);
    }

    // A block beside one or two of 32 bytes. Only the accumulators that have elements gain something: a scale may be infinite.
    private void AddBlock(ReadOnlySpan<byte> block, ReadOnlySpan<byte> other, int index, ReadOnlySpan<int> fields, ReadOnlySpan<int> codes, Span<float> sums, Span<float> rest)
    {
        int together = format.Together, size = PartSize;
        for (int part = 0, first = 0; part < PartCount; part++, first += size)
        {
            float scale = BlockParameters.EffectiveScale(format, block, part) / format.LevelFactor;
            float factor = scale * BlockParameters.Read(partner!.format.Scale!, other[(first / partner.BlockSize * partner.BytesPerBlock)..]);
            for (int begin = first; begin < first + Math.Min(size, Accumulators * together); begin += together)
            {
                int sum = 0;
                for (int turn = begin; turn < first + size; turn += Accumulators * together)
                {
                    for (int i = turn; i < turn + together; i++) sum += integers[fields[i]] * codes[i];
                }

                sums[((index % 2 * BlockSize) + begin) / together % Accumulators] += sum * factor;
            }
        }

        if (format.Minimum is { } minimum) rest[index % 2] += BlockParameters.Read(minimum, block) * BlockParameters.ReadHalf(other[partner!.format.SumsOffset..]);
    }

    // Of 256 elements: thirty-two an accumulator, four of every 32.
    private void AddSuperBlock(ReadOnlySpan<byte> block, ReadOnlySpan<byte> other, ReadOnlySpan<int> fields, ReadOnlySpan<int> codes, Span<float> sums, Span<float> rest)
    {
        const int Together = 4, OfSum = 16;
        float otherScale = BlockParameters.Read(partner!.format.Scale!, other), factor = BlockParameters.Read(format.Scale!, block) * otherScale;
        float lowFactor = format.Minimum is { } minimum ? BlockParameters.Read(minimum, block) * otherScale : 0f;
        ReadOnlySpan<byte> otherSums = other[partner.format.SumsOffset..];
        for (int k = 0; k < SuperAccumulators; k++)
        {
            int sum = 0, low = 0;
            for (int turn = k * Together; turn < BlockSize; turn += SuperAccumulators * Together)
            {
                int scale = BlockParameters.PartScale(format, block, turn / PartSize);
                for (int i = turn; i < turn + Together; i++) sum += scale * fields[i] * codes[i];
            }

            for (int sixteen = 2 * k; sixteen < (2 * k) + 2; sixteen++)
            {
                int part = sixteen * OfSum / PartSize, stored = BinaryPrimitives.ReadInt16LittleEndian(otherSums[(2 * sixteen)..]);
                sum -= format.Zero * BlockParameters.PartScale(format, block, part) * stored;
                low += BlockParameters.PartMinimum(format, block, part) * stored;
            }

            sums[k] += sum * factor;
            if (format.Minimum is not null) rest[k] += low * lowFactor;
        }
    }

    private void ReadIntegers(ReadOnlySpan<byte> block, Span<int> codes)
    {
        BlockCodes.Read(format, block, codes);
        for (int i = 0; i < codes.Length; i++) codes[i] = integers[codes[i]];
    }

    private static float Sum(Span<float> sums)
    {
        for (int half = sums.Length / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++) sums[k] += sums[k + half];
        }

        return sums[0];
    }
}
