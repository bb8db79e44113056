using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Generic;

/// <summary>Packed calls that are refused, with nothing written.</summary>
public class PackedCallTests
{
    private static readonly GenericQuantizer Dense = new(new QuantizerOptions(3, QuantizationScheme.Affine));
    private static readonly GenericQuantizer Halves = new(new QuantizerOptions(4, QuantizationScheme.Affine) { Packing = Packing.SplitHalves, BlockSize = 64 });
    private static readonly AffineParameters Ordinary = new(0.5f, 1);

    [Fact]
    public void Packed_codes_must_fit()
    {
        // 11 codes of 3 bits take 5 bytes.
        byte[] packed = [9, 9, 9, 9];
        byte[] codes = [.. Enumerable.Repeat((byte)9, 11)];
        float[] values = [.. Enumerable.Repeat(9f, 11)];
        Refuse<ArgumentException>("destination", () => Dense.QuantizePacked<float>(values, packed, Ordinary));
        Refuse<ArgumentException>("destination", () => Dense.Pack<byte>(codes, packed));
        Refuse<ArgumentException>("source", () => Dense.DequantizePacked<float>(packed, values, Ordinary));
        Refuse<ArgumentException>("source", () => Dense.DequantizePacked<float>(packed, 8, values.AsSpan(0, 3), Ordinary));
        Refuse<ArgumentException>("source", () => Dense.DequantizePacked<float>(packed, 16, [], Ordinary));
        Refuse<ArgumentException>("source", () => Dense.DequantizePacked<float>(packed, int.MaxValue - 7, values, Ordinary));
        // 2^28 codes of 16 bits are 2^32 bits.
        GenericQuantizer wide = new(new QuantizerOptions(16, QuantizationScheme.Affine));
        Refuse<ArgumentException>("source", () => wide.DequantizePacked<float>(packed, 1 << 28, values.AsSpan(0, 1), Ordinary));
        Refuse<ArgumentException>("source", () => Dense.Unpack(packed, codes.AsSpan()));
        Assert.All(packed, b => Assert.Equal(9, b));
        Assert.All(codes, b => Assert.Equal(9, b));
        Assert.All(values, x => Assert.Equal(9f, x));
        Dense.DequantizePacked<float>(packed, 8, values.AsSpan(0, 2), Ordinary);
        Dense.QuantizePacked<float>([], [], Ordinary);
        Dense.DequantizePacked<float>([], [], Ordinary);
        Dense.Pack<byte>([], []);
        Dense.Unpack<byte>([], []);
        Halves.QuantizePacked<float>([], [], Ordinary);
        Halves.DequantizePacked<float>([], [], Ordinary);
        Halves.Pack<byte>([], []);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    public void Reading_begins_at_a_multiple_of_eight(int firstElement)
    {
        float[] values = [9f];
        Refuse<ArgumentException>("firstElement", () => Dense.DequantizePacked<float>(new byte[99], firstElement, values, Ordinary));
        Assert.Equal([9f], values);
    }

    [Fact]
    public void Reading_does_not_begin_before_the_first() =>
        Refuse<ArgumentOutOfRangeException>("firstElement", () => Dense.DequantizePacked<float>(new byte[99], -8, new float[1], Ordinary));

    [Fact]
    public void Split_halves_are_whole_blocks()
    {
        byte[] packed = new byte[96];
        foreach (int count in (int[])[1, 32, 63, 65, 96])
        {
            float[] values = new float[count];
            byte[] codes = new byte[count];
            Action[] calls =
            [
                () => Halves.GetPackedLength(count),
                () => Halves.QuantizePacked<float>(values, packed, Ordinary),
                () => Halves.DequantizePacked<float>(packed, values, Ordinary),
                () => Halves.DequantizePacked<float>(packed, 64, values, Ordinary),
                () => Halves.Pack<byte>(codes, packed),
                () => Halves.Unpack(packed, codes.AsSpan()),
            ];
            Assert.All(calls, call => Assert.Contains("blocks of 64", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal));
        }

        foreach (int first in (int[])[8, 32, 63]) Refuse<ArgumentException>("firstElement", () => Halves.DequantizePacked<float>(packed, first, new float[64], Ordinary));
        Assert.All(packed, b => Assert.Equal(0, b));
    }

    [Fact]
    public void There_is_a_code_where_all_its_bits_are()
    {
        // 4 bytes hold 10 codes of 3 bits, and 2 bits of another.
        Assert.Equal(0, Dense.GetCode(new byte[4], 9));
        Refuse<ArgumentOutOfRangeException>("index", () => Dense.GetCode(new byte[4], 10));
        Refuse<ArgumentOutOfRangeException>("index", () => Dense.GetCode(new byte[4], -1));
        Refuse<ArgumentOutOfRangeException>("index", () => Dense.GetCode([], 0));
        Assert.Equal(0, Halves.GetCode(new byte[32], 63));
        Refuse<ArgumentOutOfRangeException>("index", () => Halves.GetCode(new byte[31], 0));
        Refuse<ArgumentOutOfRangeException>("index", () => Halves.GetCode(new byte[63], 64));
        Refuse<ArgumentOutOfRangeException>("index", () => Halves.GetCode(new byte[32], int.MinValue));
    }

    [Fact]
    public void Packed_codes_must_be_apart_from_what_they_are_made_of()
    {
        byte[] block = new byte[64];
        // 8 floats of 32 bytes and 3 bytes of codes.
        foreach ((int floatsAt, int packedAt, bool apart) in ((int, int, bool)[])[(0, 0, false), (0, 31, false), (0, 32, true), (4, 0, true), (4, 2, false), (4, 1, true)])
        {
            Assert.Equal(apart, !Fails(() => Dense.QuantizePacked<float>(Floats(floatsAt), block.AsSpan(packedAt, 3), Ordinary)));
            Assert.Equal(apart, !Fails(() => Dense.DequantizePacked(block.AsSpan(packedAt, 3), Floats(floatsAt), Ordinary)));
        }

        Assert.True(Fails(() => Dense.Pack<byte>(block.AsSpan(0, 8), block.AsSpan(7, 3))));
        Assert.True(Fails(() => Dense.Unpack(block.AsSpan(0, 3), block.AsSpan(2, 8))));
        // What is behind the codes does not count.
        Dense.Unpack(block.AsSpan(0, 20), block.AsSpan(3, 8));
        Dense.Pack<byte>(block.AsSpan(3, 8), block.AsSpan(0, 20));

        Span<float> Floats(int at) => MemoryMarshal.Cast<byte, float>(block.AsSpan(at, 32));

        static bool Fails(Action call) => Record.Exception(call) is { } exception && Assert.IsType<ArgumentException>(exception).ParamName == "destination";
    }

    [Fact]
    public void Parameters_targets_and_NaN_are_checked_before_anything_is_written()
    {
        byte[] packed = [9, 9, 9];
        float[] values = [1f, float.NaN];
        GenericQuantizer refusing = new(Dense.Options with { NaNHandling = NaNHandling.Throw });
        Refuse<ArgumentOutOfRangeException>("parameters", () => Dense.QuantizePacked<float>(values, packed, new AffineParameters(0f, 1)));
        Refuse<ArgumentOutOfRangeException>("parameters", () => Dense.DequantizePacked<float>(packed, values, new AffineParameters(1f, 8)));
        Refuse<ArgumentException>("source", () => refusing.QuantizePacked<float>(values, packed, Ordinary));
        GenericQuantizer wide = new(new QuantizerOptions(9, QuantizationScheme.Affine));
        Assert.Throws<ArgumentException>(() => wide.Pack<byte>([1, 2], packed));
        Assert.Throws<ArgumentException>(() => wide.Unpack(packed, new sbyte[2].AsSpan()));
        Assert.Equal([9, 9, 9], packed);
        Assert.Equal(1f, values[0]);
    }

    [Fact]
    public void Blocks_belong_to_split_halves_of_four_bits()
    {
        QuantizerOptions four = new(4, QuantizationScheme.Scale);
        Make<ArgumentException>(four with { BlockSize = 32 });
        Make<ArgumentException>(new QuantizerOptions(8, QuantizationScheme.Scale) { Packing = Packing.SplitHalves });
        Make<ArgumentOutOfRangeException>(four with { Packing = (Packing)7 });
        foreach (int blockSize in (int[])[-32, 1, 16, 33, 48, 8192]) Make<ArgumentOutOfRangeException>(four with { Packing = Packing.SplitHalves, BlockSize = blockSize });

        static void Make<TException>(QuantizerOptions options)
            where TException : ArgumentException => Refuse<TException>("options", () => _ = new GenericQuantizer(options));
    }

    private static void Refuse<TException>(string name, Action call)
        where TException : ArgumentException =>
        Assert.Equal(name, Assert.Throws<TException>(call).ParamName);
}
