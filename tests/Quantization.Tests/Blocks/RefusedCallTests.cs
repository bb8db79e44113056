using System.Runtime.InteropServices;
using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>Calls that fail, on every declared format: which parameter is named, and that nothing is written.</summary>
public class RefusedCallTests
{
    private const byte Untouched = 0x5A;

    public static TheoryData<string> Names => BlockSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_whole_blocks(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        foreach (int more in (int[])[-1, 1, subject.Size / 2])
        {
            float[] values = new float[(2 * subject.Size) + more];
            Refuses("source", subject.Quantize, values, new byte[3 * subject.Bytes]);
            Refuses("source", subject.FakeQuantize, values, new float[3 * subject.Size]);
        }

        foreach (int more in (int[])[-1, 1, subject.Bytes / 2])
        {
            Refuses("source", subject.Dequantize, new byte[(2 * subject.Bytes) + more], new float[3 * subject.Size]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_destination_that_is_too_short(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        foreach (int blocks in (int[])[1, 2, 9])
        {
            float[] values = new float[blocks * subject.Size];
            Refuses("destination", subject.Quantize, values, new byte[(blocks * subject.Bytes) - 1]);
            Refuses("destination", subject.Dequantize, new byte[blocks * subject.Bytes], new float[values.Length - 1]);
            Refuses("destination", subject.FakeQuantize, values, new float[values.Length - 1]);
            Refuses("destination", subject.Quantize, values, []);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Memory_that_overlaps(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        int values = 3 * subject.Size, bytes = 3 * subject.Bytes;
        // Blocks that begin with the last byte of the values or end with the first, values that end with the first byte of the blocks; and shifted by one.
        byte[] memory = new byte[(values * sizeof(float)) + (2 * bytes) + 8];
        int first = (bytes + 3) / 4 * 4;
        Span<byte> Values() => memory.AsSpan(first, values * sizeof(float));
        Refuses(memory, subject.Quantize, quantize => quantize(MemoryMarshal.Cast<byte, float>(Values()), memory.AsSpan(first + (values * sizeof(float)) - 1)));
        Refuses(memory, subject.Quantize, quantize => quantize(MemoryMarshal.Cast<byte, float>(Values()), memory.AsSpan(first - bytes + 1, bytes)));
        Refuses(memory, subject.Dequantize, dequantize => dequantize(memory.AsSpan(first + (values * sizeof(float)) - 1, bytes), MemoryMarshal.Cast<byte, float>(Values())));
        Refuses(memory, subject.Dequantize, dequantize => dequantize(memory.AsSpan(first - bytes + 1, bytes), MemoryMarshal.Cast<byte, float>(Values())));
        foreach (int shift in (int[])[-1, 1, subject.Size])
        {
            Refuses(memory, subject.FakeQuantize, fake => fake(
                MemoryMarshal.Cast<byte, float>(memory.AsSpan(first))[..(values - subject.Size)],
                MemoryMarshal.Cast<byte, float>(memory.AsSpan(first + (shift * sizeof(float))))[..(values - subject.Size)]));
        }

        // Only what is written counts: the room behind it may be the source's.
        if (subject.Quantize is not { } call) return;
        call(MemoryMarshal.Cast<byte, float>(memory.AsSpan(first, values * sizeof(float))), memory.AsSpan(first - bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_NaN_where_it_is_refused(string name)
    {
        if (BlockSubject.ByName[name] is not { RefusesNaN: true } subject) return;
        int length = 3 * subject.Size;
        foreach (int place in (int[])[0, 1, subject.Size - 1, subject.Size, (2 * subject.Size) - 7, length - 1])
        {
            foreach (float nan in Inputs.NaNs)
            {
                float[] values = new float[length];
                values[place] = nan;
                Refuses("source", subject.Quantize, values, new byte[3 * subject.Bytes]);
                Refuses("source", subject.FakeQuantize, values, new float[length]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_of_what_does_not_go_together(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        if (subject.DotValues is { } dot)
        {
            Assert.Throws<ArgumentException>("blocks", () => dot(new byte[subject.Bytes + 1], new float[subject.Size]));
            Assert.Throws<ArgumentException>("blocks", () => dot(new byte[subject.Bytes - 1], new float[subject.Size]));
            foreach (int length in (int[])[0, subject.Size - 1, subject.Size + 1, 2 * subject.Size])
            {
                Assert.Throws<ArgumentException>("values", () => dot(new byte[subject.Bytes], new float[length]));
            }
        }

        if (subject is not { DotPartners: { } products, Partner: { } format }) return;
        GenericBlockQuantizer partner = new(format);
        int bytes = subject.Size / partner.BlockSize * partner.BytesPerBlock;
        Assert.Throws<ArgumentException>("blocks", () => products(new byte[subject.Bytes + 1], new byte[bytes]));
        foreach (int length in (int[])[0, bytes - 1, bytes + 1, bytes + partner.BytesPerBlock])
        {
            Assert.Throws<ArgumentException>("partners", () => products(new byte[subject.Bytes], new byte[length]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_fine(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        subject.Quantize?.Invoke([], []);
        subject.Dequantize?.Invoke([], []);
        subject.FakeQuantize?.Invoke([], []);
        Assert.Equal(0, subject.GetByteCount(0));
        Assert.Equal(0f, subject.DotValues?.Invoke([], []) ?? 0f);
        Assert.Equal(0f, subject.DotPartners?.Invoke([], []) ?? 0f);
    }

    private static void Refuses<TSource, TDestination>(string argument, SpanCall<TSource, TDestination>? call, TSource[] source, TDestination[] destination)
        where TDestination : unmanaged
    {
        if (call is null) return;
        MemoryMarshal.AsBytes(destination.AsSpan()).Fill(Untouched);
        Assert.Throws<ArgumentException>(argument, () => call(source, destination));
        Assert.False(MemoryMarshal.AsBytes(destination.AsSpan()).ContainsAnyExcept(Untouched), "Something was written.");
    }

    private static void Refuses<TCall>(byte[] memory, TCall? method, Action<TCall> call)
        where TCall : Delegate
    {
        if (method is null) return;
        memory.AsSpan().Fill(Untouched);
        Assert.Throws<ArgumentException>("destination", () => call(method));
        Assert.False(memory.AsSpan().ContainsAnyExcept(Untouched), "Something was written.");
    }
}
