using System.Numerics;
using Xunit;

namespace Quantization.Tests.Storage;

/// <summary>Every width, value type and packing: all methods of the declarations against the generic implementation, bit for bit.</summary>
public class StorageTests
{
    public static TheoryData<string> Names => [.. TestSettings.Quick ? StorageSubjects.ByName.Keys.Order(StringComparer.Ordinal).Where((_, i) => i % 6 == 1) : StorageSubjects.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void At_every_length(string name) => StorageSubjects.ByName[name].Check(new EveryLengthCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_code(string name) => StorageSubjects.ByName[name].Check(new EveryCodeCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_elements(string name) => StorageSubjects.ByName[name].Check(new ElementCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void Calls_that_are_refused_write_nothing(string name) => StorageSubjects.ByName[name].Check(new RefusedCheck());

    [Theory]
    [MemberData(nameof(Names))]
    public void In_place(string name) => StorageSubjects.ByName[name].Check(new InPlaceCheck());

    [Fact]
    public void The_list_has_every_width_under_every_scheme_and_each_kind_of_choice()
    {
        QuantizerAttribute[] all = [.. StorageSubjects.ByName.Values.Select(s => s.Attribute)];
        foreach (QuantizationScheme scheme in Enum.GetValues<QuantizationScheme>())
        {
            bool numbersLevels = scheme is QuantizationScheme.Codebook or QuantizationScheme.Learned;
            Assert.Equal(Enumerable.Range(1, numbersLevels ? 8 : 16), all.Where(a => a.Scheme == scheme).Select(a => a.Bits).Distinct().Order());
        }

        Assert.Equal(Enum.GetValues<Rounding>().Length, all.Select(a => a.Rounding).Distinct().Count());
        Assert.Equal(6, all.Select(a => a.Target).OfType<Type>().Distinct().Count());
        Assert.Equal(3, all.Select(a => a.Source).OfType<Type>().Distinct().Count());
        Assert.True(all.Count(a => a.Packing == Packing.SplitHalves) > 5);
        Assert.True(all.Count(a => a.Length > 0) > 5);
    }

    /// <summary>All codes of a width, packed, unpacked, picked and decoded; and integers that are no codes, of which packing keeps the low bits.</summary>
    private readonly struct EveryCodeCheck : IStorageCheck
    {
        public void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
            where TSource : unmanaged
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            if (subject.FixedLength > 0) return;
            GenericQuantizer generic = subject.Generic;
            QuantizerParameters parameters = subject.Parameters[0];
            int whole = (generic.MaxCode - generic.MinCode + subject.Group) / subject.Group * subject.Group;
            TCode[] codes = new TCode[whole];
            bool signs = generic.Bits == 1 && generic.MinCode < 0;
            for (int i = 0; i < whole; i++) codes[i] = TCode.CreateTruncating(signs ? ((i & 1) * 2) - 1 : int.Min(generic.MinCode + i, generic.MaxCode));
            TSource[] expected = new TSource[whole], actual = new TSource[whole];
            generic.Dequantize<TCode, TSource>(codes, expected, parameters);
            subject.Dequantize?.Invoke(codes, actual, parameters, default);
            if (subject.Dequantize is not null) EveryLengthCheck.Equal<TCode, TSource>(subject, parameters, "Dequantize", codes, expected, actual);
            if (subject.Pack is not { } pack) return;

            byte[] packed = new byte[generic.GetPackedLength(whole)], again = new byte[packed.Length];
            pack(codes, packed, parameters, default);
            TCode[] unpacked = new TCode[whole];
            subject.Unpack!(packed, unpacked, parameters, default);
            Assert.Equal(codes, unpacked);
            for (int i = 0; i < whole; i += 1 + (i / 97)) Assert.Equal(codes[i], subject.GetCode!(packed, i));
            Assert.Throws<ArgumentOutOfRangeException>(() => subject.GetCode!(packed, -1));
            Assert.Throws<ArgumentOutOfRangeException>(() => subject.GetCode!(packed, packed.Length * 8 / generic.Bits));
            Assert.Equal(generic.GetPackedLength(whole), subject.GetPackedLength!(whole));
            if (subject.DequantizeFrom is { } from)
            {
                for (int first = 0; first <= whole; first += subject.Group * (1 + (first / 200)))
                {
                    Array.Clear(actual);
                    from(packed, first, actual.AsMemory(first), parameters);
                    EveryLengthCheck.Equal<byte, TSource>(subject, parameters, $"DequantizePacked from {first}", packed, expected.AsSpan(first), actual.AsSpan(first));
                }

                Assert.Throws<ArgumentException>(() => from(packed, subject.Group / 2, actual, parameters));
                Assert.Throws<ArgumentOutOfRangeException>(() => from(packed, -subject.Group, actual, parameters));
                Assert.Throws<ArgumentException>(() => from(packed, whole + subject.Group, actual.AsMemory(0, subject.Group), parameters));
            }

            if (signs)
            {
                // Of what should be a sign, the sign counts.
                TCode[] odd = [.. Enumerable.Range(0, 64).Select(i => TCode.CreateTruncating((i % 9) - 4))];
                TSource[] expectedOdd = new TSource[64], actualOdd = new TSource[64];
                generic.Dequantize<TCode, TSource>(odd, expectedOdd, parameters);
                subject.Dequantize?.Invoke(odd, actualOdd, parameters, default);
                Assert.Equal(expectedOdd, actualOdd);
                Assert.Equal(expectedOdd[5], expectedOdd[4]);
            }

            // Sixteen steps of integers that are no codes.
            TCode[] any = new TCode[int.Max(1024, subject.Group)];
            Random random = new(7);
            for (int i = 0; i < any.Length; i++) any[i] = TCode.CreateTruncating(random.NextInt64());
            byte[] expectedBytes = new byte[generic.GetPackedLength(any.Length)], bytes = new byte[expectedBytes.Length];
            generic.Pack<TCode>(any, expectedBytes);
            pack(any, bytes, parameters, default);
            Assert.Equal(expectedBytes, bytes);
        }
    }

    /// <summary>The overloads of single elements, and that random ones take the number they are given.</summary>
    private readonly struct ElementCheck : IStorageCheck
    {
        public void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
            where TSource : unmanaged
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            const int Count = 300;
            foreach (QuantizerParameters parameters in subject.Parameters)
            {
                TSource[] values = StorageInputs.Values<TSource>(subject.Generic, parameters, Count, 11), faked = new TSource[Count], back = new TSource[Count];
                TCode[] codes = new TCode[Count];
                RandomSequence random = new(5, ulong.MaxValue - 20);
                subject.Generic.Quantize<TSource, TCode>(values, codes, parameters, random);
                subject.Generic.Dequantize<TCode, TSource>(codes, back, parameters);
                for (int i = 0; i < Count; i++)
                {
                    RandomSequence own = random.Skip((ulong)i);
                    if (subject.QuantizeElement is { } quantize) Assert.Equal(codes[i], quantize(values[i], parameters, own));
                    if (subject.DequantizeElement is { } dequantize) Assert.Equal(back[i], dequantize(codes[i], parameters, own));
                    if (subject.FakeQuantizeElement is { } fake) Assert.Equal(back[i], fake(values[i], parameters, own));
                }
            }
        }
    }

    /// <summary>Fake quantization of memory onto itself.</summary>
    private readonly struct InPlaceCheck : IStorageCheck
    {
        public void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
            where TSource : unmanaged
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            if (subject.FakeQuantize is not { } fake) return;
            foreach (int length in EveryLengthCheck.Lengths(subject))
            {
                TSource[] values = StorageInputs.Values<TSource>(subject.Generic, subject.Parameters[0], length, length), expected = new TSource[length];
                RandomSequence random = new(3, 1000);
                subject.Generic.FakeQuantize<TSource>(values, expected, subject.Parameters[0], random);
                using GuardedMemory<TSource> memory = GuardedMemory<TSource>.EndingAtGuard(length).With(values);
                fake(memory.Span, memory.Span, subject.Parameters[0], random);
                EveryLengthCheck.Equal<TSource, TSource>(subject, subject.Parameters[0], "FakeQuantize in place", values, expected, memory.Span);
            }
        }
    }

    /// <summary>Too little room, memory that overlaps, parameters that no scheme allows, and broken blocks.</summary>
    private readonly struct RefusedCheck : IStorageCheck
    {
        public void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
            where TSource : unmanaged
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            int count = subject.FixedLength > 0 ? subject.FixedLength : 2 * subject.Group;
            QuantizerParameters good = subject.Parameters[0], bad = good with { Scale = float.NaN };
            TSource[] values = new TSource[count];
            TCode[] codes = new TCode[count];
            int bytes = subject.Generic.GetPackedLength(count);
            Refuse<TSource, TCode, ArgumentException>(subject.Quantize, values, count - 1, good, "destination");
            Refuse<TCode, TSource, ArgumentException>(subject.Dequantize, codes, count - 1, good, "destination");
            Refuse<TSource, byte, ArgumentException>(subject.QuantizePacked, values, bytes - 1, good, "destination");
            Refuse<TCode, byte, ArgumentException>(subject.Pack, codes, bytes - 1, good, "destination");
            Refuse<byte, TSource, ArgumentException>(subject.DequantizePacked, new byte[bytes - 1], count, good, "source");
            Refuse<byte, TCode, ArgumentException>(subject.Unpack, new byte[bytes - 1], count, good, "source");
            if (subject.Attribute is { Scale: 0f, Scheme: not QuantizationScheme.Learned })
            {
                Refuse<TSource, TCode, ArgumentOutOfRangeException>(subject.Quantize, values, count, bad, "parameters");
                Refuse<TSource, byte, ArgumentOutOfRangeException>(subject.QuantizePacked, values, bytes, bad, "parameters");
                Refuse<byte, TSource, ArgumentOutOfRangeException>(subject.DequantizePacked, new byte[bytes], count, bad, "parameters");
            }

            if (subject.FixedLength > 0) Refuse<TSource, TCode, ArgumentException>(subject.Quantize, new TSource[count + 1], count + 1, good, "source");
            if (!subject.PacksAnyLength && subject.FixedLength == 0)
            {
                Refuse<TSource, byte, ArgumentException>(subject.QuantizePacked, new TSource[count + 1], bytes + 8, good, null);
                Refuse<TCode, byte, ArgumentException>(subject.Pack, new TCode[count - 8], bytes, good, null);
                Refuse<byte, TSource, ArgumentException>(subject.DequantizePacked, new byte[bytes], count - 8, good, null);
            }

            if (subject.GetPackedLength is { } length)
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => length(-subject.Group));
                if (subject.Generic.Bits > 8) Assert.Throws<ArgumentOutOfRangeException>(() => length(int.MaxValue));
            }

            if (subject.Pack is { } pack)
            {
                byte[] memory = new byte[4096 * 8];
                Assert.Throws<ArgumentException>(() => pack(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, TCode>(memory)[..count], memory, good, default));
            }
        }

        private static void Refuse<TIn, TOut, TException>(SpanCall<TIn, TOut>? call, TIn[] source, int room, QuantizerParameters parameters, string? argument)
            where TOut : unmanaged
            where TException : ArgumentException
        {
            if (call is null) return;
            TOut[] destination = new TOut[room];
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(destination.AsSpan()).Fill(0xA5);
            TException refused = Assert.Throws<TException>(() => call(source, destination, parameters, default));
            if (argument is not null) Assert.Equal(argument, refused.ParamName);
            Assert.False(System.Runtime.InteropServices.MemoryMarshal.AsBytes(destination.AsSpan()).ContainsAnyExcept((byte)0xA5));
        }
    }
}
