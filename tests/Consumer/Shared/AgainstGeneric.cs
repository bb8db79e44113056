using System;
using System.Linq;
using System.Numerics;
using Quantization;

namespace Consumer
{
    /// <summary>Compares generated kernels with the library's generic implementation, through the interfaces that the generated types carry.</summary>
    internal static class AgainstGeneric
    {
        // Every length that ends inside, on and after a vector of any instruction set, and some that run the unrolled loops.
        private static readonly int[] Lengths = Enumerable.Range(0, 258).Concat(new[] { 511, 512, 1000, 4095, 4096, 4097, 65_539 }).ToArray();

        /// <summary>Compares a quantizer that takes its parameters with each call.</summary>
        public static void Check<TSelf, TCode, TParameters>(Tally tally, QuantizerOptions options, TParameters parameters, Func<TParameters, QuantizerParameters> widen)
            where TSelf : IQuantizer<TSelf, float, TCode, TParameters>
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct =>
            Check<TSelf, float, TCode, TParameters>(tally, options, parameters, widen, value => value);

        /// <summary>The same for values of any type, each made of a float.</summary>
        public static void Check<TSelf, TSource, TCode, TParameters>(
            Tally tally, QuantizerOptions options, TParameters parameters, Func<TParameters, QuantizerParameters> widen, Func<float, TSource> convert)
            where TSelf : IQuantizer<TSelf, TSource, TCode, TParameters>
            where TSource : unmanaged
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            string name = typeof(TSelf).Name;
            GenericQuantizer generic = new(options);
            QuantizerParameters wide = widen(parameters);
            tally.Equal($"{name}.Bits", generic.Bits, TSelf.Bits);
            tally.Equal($"{name}.MinCode", generic.MinCode, TSelf.MinCode);
            tally.Equal($"{name}.MaxCode", generic.MaxCode, TSelf.MaxCode);
            tally.Equal($"{name}.ParametersFor(range)", generic.ParametersFor(-3.5f, 11.25f), widen(TSelf.ParametersFor(convert(-3.5f), convert(11.25f))));
            foreach (int length in Lengths)
            {
                TSource[] source = Array.ConvertAll(Inputs.For(length, wide.Scale), value => convert(value));
                TCode[] codes = new TCode[length], expectedCodes = new TCode[length];
                TSource[] values = new TSource[length], expectedValues = new TSource[length];

                tally.Equal($"{name}.ParametersFor({length} values)", generic.ParametersFor<TSource>(source), widen(TSelf.ParametersFor(source)));

                TSelf.Quantize(source, codes, parameters);
                generic.Quantize<TSource, TCode>(source, expectedCodes, wide);
                tally.Sequence<TCode>($"{name}.Quantize, length {length}", expectedCodes, codes);

                TSelf.Dequantize(codes, values, parameters);
                generic.Dequantize<TCode, TSource>(expectedCodes, expectedValues, wide);
                tally.Sequence<TSource>($"{name}.Dequantize, length {length}", expectedValues, values);

                TSelf.FakeQuantize(source, values, parameters);
                tally.Sequence<TSource>($"{name}.FakeQuantize, length {length}", expectedValues, values);

                for (int i = 0; i < length; i++)
                {
                    codes[i] = TSelf.Quantize(source[i], parameters);
                    values[i] = TSelf.Dequantize(codes[i], parameters);
                }

                tally.Sequence<TCode>($"{name}.Quantize, one at a time, length {length}", expectedCodes, codes);
                tally.Sequence<TSource>($"{name}.Dequantize, one at a time, length {length}", expectedValues, values);
            }
        }

        /// <summary>Compares what a quantizer does with packed codes.</summary>
        public static void CheckPacked<TSelf, TCode, TParameters>(Tally tally, QuantizerOptions options, TParameters parameters, QuantizerParameters wide)
            where TSelf : IPackedQuantizer<TSelf, float, TParameters>, IPackedCodes<TSelf, TCode>, IQuantizationCodes
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            string name = typeof(TSelf).Name;
            GenericQuantizer generic = new(options);
            foreach (int length in Lengths)
            {
                float[] source = Inputs.For(length, wide.Scale), values = new float[length], expectedValues = new float[length];
                byte[] packed = new byte[PackedLength<TSelf, TCode>(length)], expectedPacked = new byte[generic.GetPackedLength(length)];
                TCode[] codes = new TCode[length], expectedCodes = new TCode[length];

                TSelf.QuantizePacked(source, packed, parameters);
                generic.QuantizePacked<float>(source, expectedPacked, wide);
                tally.Sequence<byte>($"{name}.QuantizePacked, length {length}", expectedPacked, packed);

                TSelf.DequantizePacked(packed, values, parameters);
                generic.DequantizePacked<float>(expectedPacked, expectedValues, wide);
                tally.Sequence<float>($"{name}.DequantizePacked, length {length}", expectedValues, values);

                TSelf.Unpack(packed, codes);
                generic.Unpack<TCode>(expectedPacked, expectedCodes);
                tally.Sequence<TCode>($"{name}.Unpack, length {length}", expectedCodes, codes);

                Array.Clear(packed);
                TSelf.Pack(codes, packed);
                tally.Sequence<byte>($"{name}.Pack, length {length}", expectedPacked, packed);

                for (int i = 0; i < length; i++) codes[i] = TSelf.GetCode(packed, i);
                tally.Sequence<TCode>($"{name}.GetCode, length {length}", expectedCodes, codes);

                if (length < 16) continue;
                TSelf.DequantizePacked(packed, 16, values.AsSpan(16), parameters);
                tally.Sequence<float>($"{name}.DequantizePacked from element 16, length {length}", expectedValues, values);
            }
        }

        /// <summary>Compares a quantizer whose parameters are constants.</summary>
        public static void CheckFixed<TSelf, TCode>(Tally tally, QuantizerOptions options, QuantizerParameters parameters)
            where TSelf : IFixedQuantizer<TSelf, float, TCode>, IQuantizationCodes
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            string name = typeof(TSelf).Name;
            GenericQuantizer generic = new(options);
            foreach (int length in Lengths)
            {
                float[] source = Inputs.For(length, parameters.Scale);
                TCode[] codes = new TCode[length], expectedCodes = new TCode[length];
                float[] values = new float[length], expectedValues = new float[length];

                TSelf.Quantize(source, codes);
                generic.Quantize(source, expectedCodes, parameters);
                tally.Sequence<TCode>($"{name}.Quantize, length {length}", expectedCodes, codes);

                TSelf.Dequantize(codes, values);
                generic.Dequantize(expectedCodes, expectedValues, parameters);
                tally.Sequence<float>($"{name}.Dequantize, length {length}", expectedValues, values);

                TSelf.FakeQuantize(source, values);
                tally.Sequence<float>($"{name}.FakeQuantize, length {length}", expectedValues, values);
            }
        }

        // Both interfaces have the method; a type parameter with both cannot say which.
        private static int PackedLength<TSelf, TCode>(int count)
            where TSelf : IPackedCodes<TSelf, TCode>
            where TCode : unmanaged =>
            TSelf.GetPackedLength(count);
    }
}
