using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>What is quantized and fake-quantized, of every declared format, against the generic implementation, bit for bit.</summary>
public class EncodingTests
{
    private const int AtShifts = 7;

    public static TheoryData<string> Names => BlockSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_value(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        // An odd number, so that whatever goes by twos, fours or eights has some left.
        int blocks = int.Max(TestSettings.Quick ? 3 : 33, (TestSettings.Quick ? 512 : 32_768) / subject.Size) | 1;
        foreach (string kind in BlockInputs.Kinds)
        {
            float[] values = BlockInputs.Of(kind, subject, blocks), faked = new float[values.Length], decoded = new float[values.Length];
            byte[] expected = new byte[subject.Generic.GetByteCount(values.Length)], actual = new byte[expected.Length];
            subject.Generic.Quantize(values, expected);
            subject.Generic.Dequantize(expected, decoded);
            if (subject.Quantize is { } quantize)
            {
                quantize(values, actual);
                Same.Require<byte>(subject, $"Quantize, {kind},", expected, actual, subject.Bytes);
            }

            if (subject.FakeQuantize is not { } fake) continue;
            fake(values, faked);
            RequireSameBits(subject, $"FakeQuantize, {kind},", decoded, faked);
            fake(values, values);
            RequireSameBits(subject, $"FakeQuantize in place, {kind},", decoded, values);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_of_blocks_at_guards(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        int blocks = subject.Counts.Max();
        float[] values = BlockInputs.Mixed(subject, blocks), decoded = new float[values.Length];
        byte[] expected = new byte[subject.Generic.GetByteCount(values.Length)];
        subject.Generic.Quantize(values, expected);
        subject.Generic.Dequantize(expected, decoded);
        if (subject.Quantize is { } quantize)
        {
            using Blockwise<float, byte> places = new(subject, "Quantize", quantize, values, expected, blocks);
            foreach (int count in subject.Counts) places.RunAtGuards(count);
        }

        if (subject.FakeQuantize is not { } fake) return;
        using Blockwise<float, float> fakePlaces = new(subject, "FakeQuantize", fake, values, decoded, blocks);
        foreach (int count in subject.Counts) fakePlaces.RunAtGuards(count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fake_quantized_in_place_at_guards(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        if (subject.FakeQuantize is not { } fake) return;
        int blocks = subject.Counts.Max();
        float[] values = BlockInputs.Mixed(subject, blocks, seed: 2), expected = new float[values.Length];
        subject.Generic.FakeQuantize(values, expected);
        using GuardedMemory<float> behind = GuardedMemory<float>.EndingAtGuard(values.Length), before = GuardedMemory<float>.StartingAtGuard(values.Length);
        foreach (int count in subject.Counts)
        {
            int length = count * subject.Size;
            Span<float> last = behind.Span[^length..], first = before.Span[..length];
            values.AsSpan()[^length..].CopyTo(last);
            values.AsSpan(0, length).CopyTo(first);
            fake(last, last);
            fake(first, first);
            Same.Require<float>(subject, $"FakeQuantize of {count} blocks in place", expected.AsSpan()[^length..], last, subject.Size);
            Same.Require<float>(subject, $"FakeQuantize of {count} blocks in place", expected.AsSpan(0, length), first, subject.Size);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Odd_addresses_and_bytes_beside(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        // Room for the shifts, and for what must stay, is a few blocks more than are used.
        int used = 5, blocks = used + 1 + (256 / subject.Size) + (256 / subject.Bytes);
        float[] values = BlockInputs.Mixed(subject, blocks, seed: 3), decoded = new float[values.Length];
        byte[] expected = new byte[subject.Generic.GetByteCount(values.Length)];
        subject.Generic.Quantize(values, expected);
        subject.Generic.Dequantize(expected, decoded);
        if (subject.Quantize is { } quantize)
        {
            using Blockwise<float, byte> places = new(subject, "Quantize", quantize, values, expected, blocks);
            for (int shift = 1; shift <= AtShifts; shift++) places.RunShifted(1 + (shift % used), shift, (3 * shift) % 17);
        }

        if (subject.FakeQuantize is not { } fake) return;
        using Blockwise<float, float> fakePlaces = new(subject, "FakeQuantize", fake, values, decoded, blocks);
        for (int shift = 1; shift <= AtShifts; shift++) fakePlaces.RunShifted(1 + (shift % used), shift, (3 * shift) % 17);
    }

    // What was quantized is a number, so that even the signs of zeros must agree.
    private static void RequireSameBits(BlockSubject subject, string what, float[] expected, float[] actual)
    {
        Assert.DoesNotContain(expected, float.IsNaN);
        Same.Require<float>(subject, what, expected, actual, subject.Size);
    }
}
