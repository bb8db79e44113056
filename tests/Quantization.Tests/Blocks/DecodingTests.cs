using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>What is made of blocks, of every declared format, against the generic implementation, bit for bit.</summary>
public class DecodingTests
{
    public static TheoryData<string> Names => BlockSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_byte_everywhere(string name)
    {
        if (BlockSubject.ByName[name] is not { Dequantize: { } dequantize } subject) return;
        // A block for each value of a byte, all of whose bytes have it, then bytes at random.
        byte[] bytes = new byte[(256 + (TestSettings.Quick ? 11 : 301)) * subject.Bytes];
        new Random(5).NextBytes(bytes);
        for (int value = 0; value < 256; value++) bytes.AsSpan(value * subject.Bytes, subject.Bytes).Fill((byte)value);
        float[] expected = new float[bytes.Length / subject.Bytes * subject.Size], actual = new float[expected.Length];
        subject.Generic.Dequantize(bytes, expected);
        dequantize(bytes, actual);
        Same.Require<float>(subject, "Dequantize", expected, actual, subject.Size);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_of_blocks_at_guards_and_odd_addresses(string name)
    {
        if (BlockSubject.ByName[name] is not { Dequantize: { } dequantize } subject) return;
        int blocks = subject.Counts.Max();
        foreach (string kind in BlockBytes.Kinds)
        {
            byte[] bytes = BlockBytes.Of(kind, subject, blocks);
            float[] expected = new float[blocks * subject.Size];
            subject.Generic.Dequantize(bytes, expected);
            using Blockwise<byte, float> places = new(subject, $"Dequantize, {kind},", dequantize, bytes, expected, blocks);
            foreach (int count in subject.Counts) places.RunAtGuards(count);
            for (int shift = 1; shift <= 8; shift++) places.RunShifted(1 + (shift % 3), shift, (3 * shift) % 17);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_with_values(string name)
    {
        if (BlockSubject.ByName[name] is not { DotValues: { } dot } subject) return;
        int blocks = subject.Counts.Max();
        foreach (string kind in BlockBytes.Kinds)
        {
            byte[] bytes = BlockBytes.Of(kind, subject, blocks);
            foreach (string other in TestSettings.Quick ? ["Gaussian"] : (string[])["Gaussian", "Wide across blocks", "Zeros of both signs", "A few that are not finite"])
            {
                float[] values = BlockInputs.Of(other, subject, blocks, seed: 4);
                Check(subject, $"Dot with values, {kind}, {other},", dot, subject.Generic.Dot, bytes, values, blocks);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_with_other_blocks(string name)
    {
        if (BlockSubject.ByName[name] is not { DotPartners: { } dot, Partner: { } format } subject) return;
        GenericBlockQuantizer partner = new(format);
        int blocks = subject.Counts.Max();
        foreach (string kind in BlockBytes.Kinds)
        {
            byte[] bytes = BlockBytes.Of(kind, subject, blocks);
            foreach (string other in BlockBytes.Kinds)
            {
                byte[] partners = BlockBytes.Of(other, partner, format, ScaleType.None, uniform: false, blocks * subject.Size / partner.BlockSize, seed: 8);
                Check(subject, $"Dot with blocks, {kind}, {other},", dot, subject.Generic.Dot, bytes, partners, blocks);
            }
        }
    }

    private static void Check<TOther>(BlockSubject subject, string what, DotCall<TOther> dot, DotCall<TOther> expected, byte[] blocks, TOther[] others, int count)
        where TOther : unmanaged
    {
        int size = others.Length / count;
        using GuardedMemory<byte> behind = GuardedMemory<byte>.EndingAtGuard(blocks.Length).With(blocks), before = GuardedMemory<byte>.StartingAtGuard(blocks.Length).With(blocks);
        using GuardedMemory<TOther> otherBehind = GuardedMemory<TOther>.EndingAtGuard(others.Length).With(others), otherBefore = GuardedMemory<TOther>.StartingAtGuard(others.Length).With(others);
        foreach (int n in subject.Counts)
        {
            int bytes = n * subject.Bytes, length = n * size;
            Require(n, behind.Span[^bytes..], otherBehind.Span[^length..]);
            Require(n, before.Span[..bytes], otherBefore.Span[..length]);
        }

        void Require(int n, ReadOnlySpan<byte> some, ReadOnlySpan<TOther> other)
        {
            float sum = expected(some, other), actual = dot(some, other);
            if (!Same.Equal(sum, actual)) throw new InvalidOperationException($"{subject}: {what} of {n} blocks: expected {sum}, got {actual}.");
        }
    }
}
