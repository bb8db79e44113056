using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>Calls that are refused: which exception, which parameter, and that nothing is written.</summary>
public class RefusedCallTests
{
    private static readonly GenericBlockQuantizer Q4 = new(QuantizationFormat.Q4_0);

    [Fact]
    public void Values_are_whole_blocks()
    {
        byte[] blocks = [9, 9];
        float[] values = [9f];
        ArgumentException exception = Assert.Throws<ArgumentException>("source", () => Q4.Quantize(new float[33], blocks));
        Assert.Contains("32", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("source", () => Q4.FakeQuantize(new float[31], values));
        Assert.Throws<ArgumentException>("source", () => Q4.Dequantize(new byte[17], values));
        Assert.Throws<ArgumentException>("count", () => Q4.GetByteCount(40));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Q4.GetByteCount(-32));
        Assert.Equal([9, 9], blocks);
        Assert.Equal([9f], values);
    }

    [Fact]
    public void Bytes_are_no_more_than_a_span_can_have()
    {
        GenericBlockQuantizer larger = new(new BlockOptions(8, QuantizationScheme.Uniform, 16, ScaleType.Single));
        Assert.Equal(24, larger.GetByteCount(16));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => larger.GetByteCount(1_500_000_000 / 16 * 16));
    }

    [Fact]
    public void A_destination_must_be_long_enough()
    {
        byte[] blocks = new byte[35];
        float[] values = new float[63];
        Assert.Throws<ArgumentException>("destination", () => Q4.Quantize(Ones(64), blocks));
        Assert.Throws<ArgumentException>("destination", () => Q4.Dequantize(Enumerable.Repeat((byte)1, 36).ToArray(), values));
        Assert.Throws<ArgumentException>("destination", () => Q4.FakeQuantize(Ones(64), values));
        Assert.All(blocks, b => Assert.Equal(0, b));
        Assert.All(values, x => Assert.Equal(0f, x));
    }

    [Fact]
    public void A_longer_destination_keeps_its_rest()
    {
        byte[] blocks = new byte[20];
        blocks.AsSpan(18).Fill(9);
        Q4.Quantize(Ones(32), blocks);
        Assert.Equal([9, 9], blocks[18..]);
        float[] values = new float[34];
        values.AsSpan(32).Fill(9f);
        Q4.Dequantize(blocks.AsSpan(0, 18), values);
        Assert.Equal([9f, 9f], values[32..]);
        Q4.FakeQuantize(Ones(32), values);
        Assert.Equal([9f, 9f], values[32..]);
    }

    [Fact]
    public void Blocks_are_written_apart_from_what_is_read()
    {
        byte[] memory = new byte[256];
        Assert.Throws<ArgumentException>("destination", () => Q4.Quantize(MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, 128)), memory.AsSpan(127)));
        Assert.Throws<ArgumentException>("destination", () => Q4.Dequantize(memory.AsSpan(100, 18), MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, 128))));
        Assert.Throws<ArgumentException>("destination", () => Q4.FakeQuantize(MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, 128)), MemoryMarshal.Cast<byte, float>(memory.AsSpan(4, 128))));
        Assert.Equal(new byte[256], memory);
        Q4.Quantize(MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, 128)), memory.AsSpan(128));
        // Only the bytes of the blocks count.
        Q4.Quantize(MemoryMarshal.Cast<byte, float>(memory.AsSpan(32, 128)), memory.AsSpan(14));
    }

    [Fact]
    public void Nothing_is_fine()
    {
        Q4.Quantize([], []);
        Q4.Dequantize([], []);
        Q4.FakeQuantize([], []);
        Assert.Equal(0, Q4.GetByteCount(0));
    }

    [Fact]
    public void A_NaN_that_is_to_be_refused_is_found_before_anything_is_written()
    {
        GenericBlockQuantizer quantizer = new(new BlockOptions(4, QuantizationScheme.Scale, 16, ScaleType.Half) { NaNHandling = NaNHandling.Throw });
        float[] source = Ones(48), values = new float[48];
        byte[] blocks = new byte[30];
        source[47] = float.NaN;
        Assert.Throws<ArgumentException>("source", () => quantizer.Quantize(source, blocks));
        Assert.Throws<ArgumentException>("source", () => quantizer.FakeQuantize(source, values));
        Assert.All(blocks, b => Assert.Equal(0, b));
        Assert.All(values, x => Assert.Equal(0f, x));
        source[47] = float.PositiveInfinity;
        quantizer.Quantize(source, blocks);
    }

    [Fact]
    public void Readers_look_within_a_block()
    {
        byte[] block = new byte[18];
        Assert.Throws<ArgumentException>("block", () => Q4.GetCode(block.AsSpan(1), 0));
        Assert.Throws<ArgumentException>("block", () => Q4.GetScale(block.AsSpan(1)));
        Assert.Throws<ArgumentException>("block", () => Q4.GetMinimum(block.AsSpan(1)));
        Assert.Throws<ArgumentException>("block", () => Q4.GetValue(block.AsSpan(1), 0));
        foreach (int index in (int[])[-1, 32])
        {
            Assert.Throws<ArgumentOutOfRangeException>("index", () => Q4.GetCode(block, index));
            Assert.Throws<ArgumentOutOfRangeException>("index", () => Q4.GetValue(block, index));
        }

        Assert.Throws<ArgumentOutOfRangeException>("part", () => Q4.GetScale(block, 1));
        Assert.Throws<ArgumentOutOfRangeException>("part", () => Q4.GetMinimum(block, -1));
    }

    [Fact]
    public void Dot_products_take_as_many_elements()
    {
        Assert.Throws<ArgumentException>("blocks", () => Q4.Dot(new byte[17], new float[32]));
        Assert.Throws<ArgumentException>("values", () => Q4.Dot(new byte[18], new float[31]));
        Assert.Throws<ArgumentException>("blocks", () => Q4.Dot(new byte[17], new byte[34]));
        Assert.Throws<ArgumentException>("partners", () => Q4.Dot(new byte[18], new byte[33]));
        Assert.Throws<ArgumentException>("partners", () => Q4.Dot(new byte[18], new byte[68]));
        Assert.Throws<NotSupportedException>(() => new GenericBlockQuantizer(QuantizationFormat.NF4).Dot(new byte[36], new byte[36]));
    }

    [Fact]
    public void A_format_is_one_of_blocks_and_has_its_encodings()
    {
        foreach (QuantizationFormat format in (QuantizationFormat[])[QuantizationFormat.Half, QuantizationFormat.BFloat16, QuantizationFormat.Float8E4M3, QuantizationFormat.Float8E5M2, (QuantizationFormat)99, (QuantizationFormat)(-1)])
        {
            Assert.Throws<ArgumentOutOfRangeException>("format", () => new GenericBlockQuantizer(format));
        }

        Assert.Throws<ArgumentOutOfRangeException>("encoding", () => new GenericBlockQuantizer(QuantizationFormat.Q8_0, (BlockEncoding)3));
        Assert.Throws<ArgumentException>("encoding", () => new GenericBlockQuantizer(QuantizationFormat.Q4_0, BlockEncoding.Reference));
        Assert.Throws<ArgumentException>("encoding", () => new GenericBlockQuantizer(QuantizationFormat.Q8_0, BlockEncoding.Microscaling));
    }

    [Fact]
    public void Choices_that_do_not_exist_or_contradict_each_other()
    {
        BlockOptions ordinary = new(4, QuantizationScheme.Scale, 32, ScaleType.Half), uniform = new(4, QuantizationScheme.Uniform, 32, ScaleType.Half);
        Refuse<ArgumentOutOfRangeException>(ordinary with { Bits = 1 }, "2 to 8");
        Refuse<ArgumentOutOfRangeException>(ordinary with { Bits = 9 }, "2 to 8");
        Refuse<ArgumentOutOfRangeException>(ordinary with { BlockSize = 0 }, "16 to 4096");
        Refuse<ArgumentOutOfRangeException>(ordinary with { BlockSize = 4112 }, "16 to 4096");
        Refuse<ArgumentOutOfRangeException>(ordinary with { BlockSize = 40 }, "multiple of 16");
        Refuse<ArgumentOutOfRangeException>(ordinary with { BlockSize = 48, Packing = Packing.SplitHalves }, "multiple of 32");
        Refuse<ArgumentOutOfRangeException>(ordinary with { ScaleType = ScaleType.None }, "missing");
        Refuse<ArgumentOutOfRangeException>(ordinary with { Scheme = (QuantizationScheme)9 }, "QuantizationScheme");
        Refuse<ArgumentOutOfRangeException>(ordinary with { ScaleType = (ScaleType)9 }, "ScaleType");
        Refuse<ArgumentException>(ordinary with { Bits = 5, Packing = Packing.SplitHalves }, "4 bits");
        Refuse<ArgumentException>(ordinary with { Scheme = QuantizationScheme.Affine }, "Scale or Uniform");
        Refuse<ArgumentException>(ordinary with { Rounding = Rounding.NearestAway }, "nearest even");
        Refuse<ArgumentException>(ordinary with { Rounding = Rounding.Floor }, "nearest even");
        Refuse<ArgumentException>(uniform with { Rounding = Rounding.TowardZero }, "Floor");
        Refuse<ArgumentException>(uniform with { ScaleType = ScaleType.E8M0 }, "BFloat16");
        Refuse<ArgumentException>(uniform with { ScaleType = ScaleType.E4M3 }, "BFloat16");
        Refuse<ArgumentException>(uniform with { Range = CodeRange.Full }, "unsigned");
        Assert.Throws<ArgumentNullException>("options", () => new GenericBlockQuantizer(null!));

        static void Refuse<TException>(BlockOptions options, string reason)
            where TException : ArgumentException =>
            Assert.Contains(reason, Assert.Throws<TException>(nameof(options), () => new GenericBlockQuantizer(options)).Message, StringComparison.Ordinal);
    }

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];
}
