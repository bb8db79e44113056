using System.Numerics;
using Quantization.Runtime;

namespace Quantization;

/// <content>Packed codes: a dense bit stream, or blocks of split halves.</content>
public sealed partial class GenericQuantizer
{
    private const int DefaultBlockSize = 32;

    // The codes of a block of split halves; 0 where codes are dense.
    private readonly int blockSize;

    // Packed codes are read from multiples of this: 8 dense codes of any width are whole bytes.
    private int Group => blockSize == 0 ? 8 : blockSize;

    /// <summary>The bytes that packed codes take.</summary>
    /// <param name="count">The number of codes.</param>
    /// <returns>⌈count · <see cref="Bits"/> / 8⌉.</returns>
    /// <exception cref="ArgumentException">The count is not whole blocks of <see cref="Packing.SplitHalves"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or the bytes are more than a span can have.</exception>
    public int GetPackedLength(int count)
    {
        int length = PackedCodes.GetLength(count, Bits);
        if (blockSize != 0) QuantizerGuard.RequireBlocks(count, blockSize);
        return length;
    }

    /// <summary>Quantizes values to packed codes.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The values.</param>
    /// <param name="destination">Receives <see cref="GetPackedLength"/> bytes.</param>
    /// <param name="parameters">The parameters to quantize with.</param>
    /// <param name="random">The numbers of stochastic rounding: element i takes number i.</param>
    /// <exception cref="ArgumentException">
    /// The destination is too short or overlaps the source, the values are not whole blocks, <typeparamref name="TSource"/> is another type, or a NaN is to be
    /// refused; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void QuantizePacked<TSource>(ReadOnlySpan<TSource> source, Span<byte> destination, QuantizerParameters parameters, RandomSequence random = default)
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        QuantizerGuard.RequirePacked(source, destination, GetPackedLength(source.Length));
        Check(parameters);
        CheckNaN(source);
        if (blockSize == 0)
        {
            if (source.IsEmpty) return;
            PackedCodes.DenseWriter writer = new(ref destination[0], Bits);
            for (int i = 0; i < source.Length; i++) writer.Add(Field(CodeOf(source[i], parameters, random, i)));
            writer.Finish();
            return;
        }

        for (int i = 0; i < source.Length / 2; i++)
        {
            int low = FirstOfByte(i), high = low + (blockSize / 2);
            uint fields = Field(CodeOf(source[low], parameters, random, low)) | Field(CodeOf(source[high], parameters, random, high)) << 4;
            destination[i] = (byte)fields;
        }
    }

    /// <summary>Reconstructs values from packed codes.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">The packed codes: at least <see cref="GetPackedLength"/> bytes for the values.</param>
    /// <param name="destination">Receives values, to its end.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException">
    /// The source is too short, the destination overlaps it or is not whole blocks, or <typeparamref name="TSource"/> is another type; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The parameters are not valid; nothing is written.</exception>
    public void DequantizePacked<TSource>(ReadOnlySpan<byte> source, Span<TSource> destination, QuantizerParameters parameters)
        where TSource : unmanaged =>
        DequantizePacked(source, 0, destination, parameters);

    /// <summary>Reconstructs values from a part of packed codes.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="source">All the packed codes.</param>
    /// <param name="firstElement">The index of the first code to read: a multiple of 8, or of the block.</param>
    /// <param name="destination">Receives values, to its end.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException">
    /// The source is too short, the destination overlaps it or is not whole blocks, the first element is not a multiple of 8 or of the block, or
    /// <typeparamref name="TSource"/> is another type; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The first element is negative, or the parameters are not valid; nothing is written.</exception>
    public void DequantizePacked<TSource>(ReadOnlySpan<byte> source, int firstElement, Span<TSource> destination, QuantizerParameters parameters)
        where TSource : unmanaged
    {
        RequireSource<TSource>();
        QuantizerGuard.RequireGroup(firstElement, Group);
        source = PackedCodes.From(source, firstElement, Bits);
        QuantizerGuard.RequireUnpacked(source, destination, GetPackedLength(destination.Length));
        Check(parameters);
        for (int i = 0; i < destination.Length; i++) destination[i] = ValueOf<TSource>(CodeAt(source, i), parameters);
    }

    /// <summary>Packs codes.</summary>
    /// <typeparam name="TCode">The integer type of a code.</typeparam>
    /// <param name="source">The codes. Of one outside the code range the low <see cref="Bits"/> bits are kept; of signs, whether it is negative.</param>
    /// <param name="destination">Receives <see cref="GetPackedLength"/> bytes.</param>
    /// <exception cref="ArgumentException">
    /// The destination is too short or overlaps the source, the codes are not whole blocks, or <typeparamref name="TCode"/> does not hold them; nothing is written.
    /// </exception>
    public void Pack<TCode>(ReadOnlySpan<TCode> source, Span<byte> destination)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequirePacked(source, destination, GetPackedLength(source.Length));
        CheckTarget<TCode>();
        if (blockSize == 0)
        {
            if (source.IsEmpty) return;
            PackedCodes.DenseWriter writer = new(ref destination[0], Bits);
            foreach (TCode code in source) writer.Add(Field(int.CreateTruncating(code)));
            writer.Finish();
            return;
        }

        for (int i = 0; i < source.Length / 2; i++)
        {
            int low = FirstOfByte(i), high = low + (blockSize / 2);
            destination[i] = (byte)(Field(int.CreateTruncating(source[low])) | Field(int.CreateTruncating(source[high])) << 4);
        }
    }

    /// <summary>Unpacks codes.</summary>
    /// <typeparam name="TCode">The integer type of a code; it must hold <see cref="MinCode"/> to <see cref="MaxCode"/>.</typeparam>
    /// <param name="source">The packed codes: at least <see cref="GetPackedLength"/> bytes for as many as the destination has room for.</param>
    /// <param name="destination">Receives codes, to its end.</param>
    /// <exception cref="ArgumentException">
    /// The source is too short, the destination overlaps it or is not whole blocks, or <typeparamref name="TCode"/> does not hold the codes; nothing is written.
    /// </exception>
    public void Unpack<TCode>(ReadOnlySpan<byte> source, Span<TCode> destination)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    {
        QuantizerGuard.RequireUnpacked(source, destination, GetPackedLength(destination.Length));
        CheckTarget<TCode>();
        for (int i = 0; i < destination.Length; i++) destination[i] = TCode.CreateTruncating(CodeAt(source, i));
    }

    /// <summary>One of some packed codes.</summary>
    /// <param name="packed">The packed codes.</param>
    /// <param name="index">The index of the code.</param>
    /// <returns>The code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code: the index is negative, or bytes of it are missing.</exception>
    public int GetCode(ReadOnlySpan<byte> packed, int index)
    {
        // Whole blocks are there or they are not; a code at the start of a block may have a byte where its block has not.
        long codes = (long)packed.Length * 8 / Bits;
        if (blockSize != 0) codes -= codes % blockSize;
        if (index < 0 || index >= codes) throw new ArgumentOutOfRangeException(nameof(index), index, "There is no such code.");
        return CodeAt(packed, index);
    }

    private int CodeAt(ReadOnlySpan<byte> packed, int index)
    {
        if (blockSize != 0)
        {
            int half = blockSize / 2, place = index % blockSize;
            byte halves = packed[(index / blockSize * half) + (place % half)];
            return PackedCodes.Decode(place < half ? halves & 15u : (uint)halves >> 4, 4, MinCode < 0);
        }

        uint field = PackedCodes.Read(in packed[0], (nuint)index, Bits);
        return signs ? PackedCodes.SignOf(field) : PackedCodes.Decode(field, Bits, MinCode < 0);
    }

    private uint Field(int code) => signs ? PackedCodes.EncodeSign(code) : PackedCodes.Encode(code, Bits);

    // The element in the low half of a byte of split halves.
    private int FirstOfByte(int index)
    {
        int half = blockSize / 2;
        return (index / half * blockSize) + (index % half);
    }

    private static void CheckPacking(QuantizerOptions options)
    {
        if (options.Packing == Packing.Dense)
        {
            if (options.BlockSize != 0) throw new ArgumentException("Only split halves have blocks.", nameof(options));
            return;
        }

        if (options.Bits != 4) throw new ArgumentException("Split halves are for codes of 4 bits.", nameof(options));
        if (options.BlockSize != 0 && (options.BlockSize is < 32 or > 4096 || !int.IsPow2(options.BlockSize)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.BlockSize, "A block of split halves has a power of two of codes, from 32 to 4096.");
        }
    }
}
