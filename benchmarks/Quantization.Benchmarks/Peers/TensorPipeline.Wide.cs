using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Quantization.Benchmarks.Peers;

/// <content>What takes 16 bits.</content>
internal sealed partial class TensorPipeline
{
    public void Quantize(ReadOnlySpan<float> source, Span<ushort> destination, AffineParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = floats.Span[..count];
            Span<uint> wide = unsignedInts.Span[..count];
            TensorPrimitives.Divide(source.Slice(start, count), parameters.Scale, tile);
            TensorPrimitives.Round(tile, tile);
            TensorPrimitives.Add(tile, parameters.ZeroPoint, tile);
            TensorPrimitives.Clamp(tile, ushort.MinValue, ushort.MaxValue, tile);
            TensorPrimitives.ConvertTruncating<float, uint>(tile, wide);
            TensorPrimitives.ConvertTruncating<uint, ushort>(wide, destination.Slice(start, count));
        }
    }

    public void Dequantize(ReadOnlySpan<ushort> source, Span<float> destination, AffineParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = destination.Slice(start, count);
            Span<uint> wide = unsignedInts.Span[..count];
            TensorPrimitives.ConvertTruncating(source.Slice(start, count), wide);
            TensorPrimitives.ConvertTruncating<uint, float>(wide, tile);
            TensorPrimitives.Subtract(tile, parameters.ZeroPoint, tile);
            TensorPrimitives.Multiply(tile, parameters.Scale, tile);
        }
    }

    /// <summary>The formula of the format on integers, for values without NaN.</summary>
    public void ToBFloat16(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(source);
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<uint> tile = unsignedInts.Span[..count];
            TensorPrimitives.ShiftRightLogical(bits.Slice(start, count), 16, tile);
            TensorPrimitives.BitwiseAnd(tile, 1u, tile);
            TensorPrimitives.Add(tile, bits.Slice(start, count), tile);
            TensorPrimitives.Add(tile, 0x7FFFu, tile);
            TensorPrimitives.ShiftRightLogical(tile, 16, tile);
            TensorPrimitives.ConvertTruncating<uint, ushort>(tile, destination.Slice(start, count));
        }
    }

    public static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        Span<uint> bits = MemoryMarshal.Cast<float, uint>(destination);
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<uint> tile = bits.Slice(start, count);
            TensorPrimitives.ConvertTruncating(source.Slice(start, count), tile);
            TensorPrimitives.ShiftLeft(tile, 16, tile);
        }
    }
}
