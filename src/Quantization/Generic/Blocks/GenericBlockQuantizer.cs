using System.Globalization;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Every block format, in plain loops that decide everything at run time: for formats that are only known then, and the reference
/// that generated kernels equal bit for bit.
/// </summary>
/// <remarks>
/// <para>
/// A block is <see cref="BlockSize"/> consecutive values with their parameters inside, <see cref="BytesPerBlock"/> bytes, little-endian. Tensors are
/// whole blocks, one behind the other.
/// </para>
/// <para>
/// The range of a block is taken over its finite values. NaN is quantized as 0.0 (composed formats: as their options say), an infinity takes the
/// extreme code of its sign, and the other values of the block are not harmed. A scale or minimum that its type does not hold is stored as the greatest
/// number of that type. Where the reciprocal of a scale is not finite, the scale is stored as 0 with codes that decode to 0, or to the minimum.
/// </para>
/// <para>
/// Decoding rounds each operation: <c>q · s</c>; with a minimum <c>q · s + m</c>; where parts have scales, <c>((d · sc) · q) − (dmin · mn)</c>.
/// Formats whose codes have levels (NF4, IQ4_NL, the floats of 4, 6 and 8 bits) take the level for q. The middle of a cell is q + ½.
/// </para>
/// </remarks>
public sealed partial class GenericBlockQuantizer
{
    private readonly BlockFormat format;

    // What each field is worth: under a scale of 1, and as the integer that dot products multiply.
    private readonly float[] steps;
    private readonly int[] integers;

    // Between one level and the next, where codes are levels of a table.
    private readonly float[] midpoints;

    // The field that decodes to 0 under any scale, or without one where a table has no zero.
    private readonly int zeroField;

    private readonly GenericBlockQuantizer? partner;

    /// <summary>Creates a quantizer of a named format.</summary>
    /// <param name="format">The format: one of blocks.</param>
    /// <param name="encoding">Which of its encoding rules is followed.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format of blocks, or no such rule.</exception>
    /// <exception cref="ArgumentException">The format does not have that rule.</exception>
    public GenericBlockQuantizer(QuantizationFormat format, BlockEncoding encoding = BlockEncoding.ByFormat)
        : this(Named(format, encoding))
    {
    }

    /// <summary>Creates a quantizer of a composed format.</summary>
    /// <param name="options">Its width, scheme, block and choices.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width, size or choice is not one that exists.</exception>
    /// <exception cref="ArgumentException">Two choices contradict each other, or the scheme.</exception>
    public GenericBlockQuantizer(BlockOptions options)
        : this(Composed(options))
    {
    }

    private GenericBlockQuantizer(BlockFormat format)
    {
        this.format = format;
        (steps, integers) = Tables(format);
        midpoints = format.Levels is { } table ? BlockFormat.Midpoints(table) : [];
        zeroField = format.Levels is { } levels ? Math.Max(Array.IndexOf(levels, 0f), 0) : format.Zero;
        if (format.Partner is { } other) partner = other.ToString() == format.Name ? this : new GenericBlockQuantizer(other);
    }

    /// <summary>The values of a block.</summary>
    public int BlockSize => format.Size;

    /// <summary>The bytes of a block.</summary>
    public int BytesPerBlock => format.Bytes;

    /// <summary>The width of a code in bits; ternary codes count as two.</summary>
    public int Bits => format.Bits;

    /// <summary>The parts of a block that have scales of their own; 1 where the block has one scale.</summary>
    public int PartCount => format.PartCount;

    /// <summary>The format of the blocks that these are multiplied by; null where there is none.</summary>
    public QuantizationFormat? Partner => format.Partner;

    /// <summary>The bytes that blocks of a number of values take.</summary>
    /// <param name="count">The number of values: whole blocks.</param>
    /// <returns>count / <see cref="BlockSize"/> · <see cref="BytesPerBlock"/>.</returns>
    /// <exception cref="ArgumentException">They are not whole blocks.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the bytes are more than a span can have.</exception>
    public int GetByteCount(int count) => QuantizerGuard.GetByteCount(count, BlockSize, BytesPerBlock);

    /// <summary>Quantizes values to blocks.</summary>
    /// <param name="source">The values: whole blocks.</param>
    /// <param name="destination">Receives <see cref="GetByteCount"/> bytes.</param>
    /// <exception cref="ArgumentException">
    /// The values are not whole blocks, the destination is too short or overlaps them, or a NaN is to be refused; nothing is written.
    /// </exception>
    public void Quantize(ReadOnlySpan<float> source, Span<byte> destination)
    {
        QuantizerGuard.RequireBlocks(source, destination, BlockSize, BytesPerBlock);
        if (format.NaNHandling == NaNHandling.Throw) QuantizerGuard.RequireNoNaN(source);
        for (; !source.IsEmpty; source = source[BlockSize..], destination = destination[BytesPerBlock..])
        {
            Encode(source[..BlockSize], destination[..BytesPerBlock]);
        }
    }

    /// <summary>Dequantizes blocks to values.</summary>
    /// <param name="source">The bytes of whole blocks.</param>
    /// <param name="destination">Receives <see cref="BlockSize"/> values a block.</param>
    /// <exception cref="ArgumentException">The bytes are not whole blocks, or the destination is too short or overlaps them; nothing is written.</exception>
    public void Dequantize(ReadOnlySpan<byte> source, Span<float> destination)
    {
        QuantizerGuard.RequireWholeBlocks(source, destination, BlockSize, BytesPerBlock);
        for (; !source.IsEmpty; source = source[BytesPerBlock..], destination = destination[BlockSize..])
        {
            Decode(source[..BytesPerBlock], destination[..BlockSize]);
        }
    }

    /// <summary>Quantizes values and dequantizes them again, a block after the other.</summary>
    /// <param name="source">The values: whole blocks.</param>
    /// <param name="destination">Receives as many values; it may be the very memory of <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">
    /// The values are not whole blocks, the destination is too short or overlaps them without starting with them, or a NaN is to be refused; nothing is written.
    /// </exception>
    public void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination)
    {
        QuantizerGuard.RequireBlocksInPlaceOrApart(source, destination, BlockSize);
        if (format.NaNHandling == NaNHandling.Throw) QuantizerGuard.RequireNoNaN(source);
        Span<byte> block = stackalloc byte[BytesPerBlock];
        for (; !source.IsEmpty; source = source[BlockSize..], destination = destination[BlockSize..])
        {
            Encode(source[..BlockSize], block);
            Decode(block, destination[..BlockSize]);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
