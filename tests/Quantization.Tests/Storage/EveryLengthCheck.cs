using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Tests.Storage;

/// <summary>Every method of a declaration at every length from none to two steps of the widest kernel, against memory that ends the process when touched.</summary>
internal readonly struct EveryLengthCheck : IStorageCheck
{
    private const int Longest = 130;

    public void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct
    {
        int seed = 1;
        foreach (QuantizerParameters parameters in subject.Parameters)
        {
            foreach (int length in Lengths(subject))
            {
                TSource[] values = StorageInputs.Values<TSource>(subject.Generic, parameters, length, seed++);
                TCode[] codes = StorageInputs.Codes<TCode>(subject.Generic, length, seed++);
                // Now and then the numbers pass a multiple of 2^32, where vectors stop counting.
                RandomSequence random = new((ulong)seed, length % 5 == 4 ? (1ul << 32) - 3 : (ulong)seed << 31);
                GenericQuantizer generic = subject.Generic;
                TCode[] quantized = new TCode[length];
                TSource[] dequantized = new TSource[length], faked = new TSource[length];
                generic.Quantize<TSource, TCode>(values, quantized, parameters, random);
                generic.Dequantize<TCode, TSource>(codes, dequantized, parameters);
                generic.FakeQuantize<TSource>(values, faked, parameters, random);
                Same(subject, parameters, "Quantize", subject.Quantize, values, quantized, random);
                Same(subject, parameters, "Dequantize", subject.Dequantize, codes, dequantized, random);
                Same(subject, parameters, "FakeQuantize", subject.FakeQuantize, values, faked, random);
                if (subject.GetPackedLength is not { } packedLength || (!subject.PacksAnyLength && length % subject.Group != 0)) continue;

                byte[] packed = new byte[packedLength(length)], packedQuantized = new byte[packed.Length];
                generic.QuantizePacked<TSource>(values, packedQuantized, parameters, random);
                generic.Pack<TCode>(codes, packed);
                Same(subject, parameters, "QuantizePacked", subject.QuantizePacked, values, packedQuantized, random);
                Same(subject, parameters, "DequantizePacked", subject.DequantizePacked, packed, dequantized, random);
                Same(subject, parameters, "Pack", subject.Pack, codes, packed, random);
                Same(subject, parameters, "Unpack", subject.Unpack, packed, codes, random);
            }
        }
    }

    /// <summary>All lengths, or those that a declaration accepts.</summary>
    internal static IEnumerable<int> Lengths(StorageSubject subject) =>
        subject.FixedLength > 0 ? [subject.FixedLength]
        : TestSettings.Quick ? Enumerable.Range(0, Longest + 1).Where(n => n < 40 || n % 11 == 0 || n % subject.Group == 0)
        : subject.PacksAnyLength ? [.. Enumerable.Range(0, Longest + 1), 1000, 4093]
        : [.. Enumerable.Range(0, Longest + 1), .. Enumerable.Range(3, 30).Select(b => b * subject.Group)];

    private static void Same<TIn, TOut>(StorageSubject subject, QuantizerParameters parameters, string what, SpanCall<TIn, TOut>? call, TIn[] source, TOut[] expected, RandomSequence random)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        if (call is null) return;
        using GuardedMemory<TIn> sourceBehind = GuardedMemory<TIn>.EndingAtGuard(source.Length).With(source), sourceBefore = GuardedMemory<TIn>.StartingAtGuard(source.Length).With(source);
        using GuardedMemory<TOut> resultBehind = GuardedMemory<TOut>.EndingAtGuard(expected.Length), resultBefore = GuardedMemory<TOut>.StartingAtGuard(expected.Length);
        call(sourceBehind.Span, resultBefore.Span, parameters, random);
        Equal(subject, parameters, what, source, expected, resultBefore.Span);
        call(sourceBefore.Span, resultBehind.Span, parameters, random);
        Equal(subject, parameters, what, source, expected, resultBehind.Span);
    }

    /// <summary>Bit for bit.</summary>
    internal static void Equal<TIn, TOut>(StorageSubject subject, QuantizerParameters parameters, string what, ReadOnlySpan<TIn> source, ReadOnlySpan<TOut> expected, ReadOnlySpan<TOut> actual)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        int same = MemoryMarshal.AsBytes(expected).CommonPrefixLength(MemoryMarshal.AsBytes(actual)) / Unsafe.SizeOf<TOut>();
        if (same == expected.Length) return;
        string of = source.Length == expected.Length ? $", of {source[same]}" : "";
        throw new InvalidOperationException($"{subject}, {parameters}: {what} of {source.Length} differs at {same} of {expected.Length}{of}: expected {expected[same]}, got {actual[same]}.");
    }
}
