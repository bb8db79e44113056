using System.Numerics.Tensors;
using Quantization.Benchmarks.Buffers;

namespace Quantization.Benchmarks.Peers;

/// <summary>
/// Quantizers composed of TensorPrimitives, the fastest way found: tile by tile, so that what flows between operations stays in
/// the first-level cache, and narrowing in steps that the library vectorizes (its saturating conversions from float to 8 bits run
/// at one element a nanosecond). One instance serves one thread.
/// </summary>
internal sealed partial class TensorPipeline : IDisposable
{
    private const int Tile = 1024;

    // On cache lines, so that the speed does not depend on where the collector puts an array.
    private readonly AlignedBuffer<float> floats = new(Tile);
    private readonly AlignedBuffer<int> ints = new(Tile);
    private readonly AlignedBuffer<short> shorts = new(Tile);
    private readonly AlignedBuffer<uint> unsignedInts = new(Tile);
    private readonly AlignedBuffer<ushort> unsignedShorts = new(Tile);

    /// <summary>Binds a composition to memory, which owns its tiles.</summary>
    public static Action Bind<TCode>(ElementBuffers<TCode> buffers, Action<TensorPipeline> run)
        where TCode : unmanaged
    {
        TensorPipeline tensors = buffers.Own(new TensorPipeline());
        return () => run(tensors);
    }

    public void Dispose()
    {
        floats.Dispose();
        ints.Dispose();
        shorts.Dispose();
        unsignedInts.Dispose();
        unsignedShorts.Dispose();
    }

    public void Quantize(ReadOnlySpan<float> source, Span<byte> destination, AffineParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = floats.Span[..count];
            TensorPrimitives.Divide(source.Slice(start, count), parameters.Scale, tile);
            TensorPrimitives.Round(tile, tile);
            TensorPrimitives.Add(tile, parameters.ZeroPoint, tile);
            Narrow(tile, destination.Slice(start, count));
        }
    }

    public void Quantize(ReadOnlySpan<float> source, Span<sbyte> destination, ScaleParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = floats.Span[..count];
            TensorPrimitives.Divide(source.Slice(start, count), parameters.Scale, tile);
            TensorPrimitives.Round(tile, tile);
            Narrow(tile, destination.Slice(start, count));
        }
    }

    public void QuantizeByReciprocal(ReadOnlySpan<float> source, Span<sbyte> destination, ScaleParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = floats.Span[..count];
            TensorPrimitives.Multiply(source.Slice(start, count), 1f / parameters.Scale, tile);
            TensorPrimitives.Round(tile, tile);
            Narrow(tile, destination.Slice(start, count));
        }
    }

    public void Quantize(ReadOnlySpan<float> source, Span<byte> destination, UniformParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = floats.Span[..count];
            TensorPrimitives.Subtract(source.Slice(start, count), parameters.Minimum, tile);
            TensorPrimitives.Divide(tile, parameters.Scale, tile);
            // No floor: the conversion truncates, which is the same for what the clamp leaves.
            Narrow(tile, destination.Slice(start, count));
        }
    }

    public void Dequantize(ReadOnlySpan<byte> source, Span<float> destination, AffineParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = destination.Slice(start, count);
            Span<uint> wide = unsignedInts.Span[..count];
            Span<ushort> half = unsignedShorts.Span[..count];
            TensorPrimitives.ConvertTruncating(source.Slice(start, count), half);
            TensorPrimitives.ConvertTruncating<ushort, uint>(half, wide);
            TensorPrimitives.ConvertTruncating<uint, float>(wide, tile);
            TensorPrimitives.Subtract(tile, parameters.ZeroPoint, tile);
            TensorPrimitives.Multiply(tile, parameters.Scale, tile);
        }
    }

    public void Dequantize(ReadOnlySpan<sbyte> source, Span<float> destination, ScaleParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = destination.Slice(start, count);
            Span<int> wide = ints.Span[..count];
            Span<short> half = shorts.Span[..count];
            TensorPrimitives.ConvertTruncating(source.Slice(start, count), half);
            TensorPrimitives.ConvertTruncating<short, int>(half, wide);
            TensorPrimitives.ConvertTruncating<int, float>(wide, tile);
            TensorPrimitives.Multiply(tile, parameters.Scale, tile);
        }
    }

    public void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination, ScaleParameters parameters)
    {
        for (int start = 0; start < source.Length; start += Tile)
        {
            int count = Math.Min(Tile, source.Length - start);
            Span<float> tile = floats.Span[..count];
            TensorPrimitives.Divide(source.Slice(start, count), parameters.Scale, tile);
            TensorPrimitives.Round(tile, tile);
            TensorPrimitives.Clamp(tile, -sbyte.MaxValue, sbyte.MaxValue, tile);
            TensorPrimitives.Multiply(tile, parameters.Scale, destination.Slice(start, count));
        }
    }

    private void Narrow(Span<float> values, Span<sbyte> codes)
    {
        Span<int> wide = ints.Span[..values.Length];
        Span<short> half = shorts.Span[..values.Length];
        TensorPrimitives.Clamp(values, -sbyte.MaxValue, sbyte.MaxValue, values);
        TensorPrimitives.ConvertTruncating<float, int>(values, wide);
        TensorPrimitives.ConvertTruncating<int, short>(wide, half);
        TensorPrimitives.ConvertTruncating<short, sbyte>(half, codes);
    }

    private void Narrow(Span<float> values, Span<byte> codes)
    {
        Span<uint> wide = unsignedInts.Span[..values.Length];
        Span<ushort> half = unsignedShorts.Span[..values.Length];
        TensorPrimitives.Clamp(values, byte.MinValue, byte.MaxValue, values);
        TensorPrimitives.ConvertTruncating<float, uint>(values, wide);
        TensorPrimitives.ConvertTruncating<uint, ushort>(wide, half);
        TensorPrimitives.ConvertTruncating<ushort, byte>(half, codes);
    }
}
