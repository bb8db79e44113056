using System;
using System.Numerics;
using Quantization;

namespace Consumer
{
    /// <summary>Compares generated kernels with the library's generic implementation, through the interfaces that the generated types carry.</summary>
    internal static class AgainstGeneric
    {
        // Every length that ends inside, on and after a vector of any instruction set, and some that run the unrolled loops.
        private static readonly int[] LongLengths = { 511, 512, 1000, 4095, 4096, 4097, 65_539 };

        /// <summary>Compares a quantizer that takes its parameters with each call.</summary>
        public static void Check<TSelf, TCode, TParameters>(Tally tally, QuantizerOptions options, TParameters parameters, Func<TParameters, QuantizerParameters> widen)
            where TSelf : IQuantizer<TSelf, float, TCode, TParameters>
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
            where TParameters : struct
        {
            string name = typeof(TSelf).Name;
            GenericQuantizer generic = new(options);
            QuantizerParameters wide = widen(parameters);
            tally.Equal($"{name}.Bits", generic.Bits, TSelf.Bits);
            tally.Equal($"{name}.MinCode", generic.MinCode, TSelf.MinCode);
            tally.Equal($"{name}.MaxCode", generic.MaxCode, TSelf.MaxCode);
            tally.Equal($"{name}.ParametersFor(range)", generic.ParametersFor(-3.7f, 11.2f), widen(TSelf.ParametersFor(-3.7f, 11.2f)));
            foreach (int length in Lengths())
            {
                float[] source = Inputs.For(length, wide.Scale);
                TCode[] codes = new TCode[length], expectedCodes = new TCode[length];
                float[] values = new float[length], expectedValues = new float[length];

                tally.Equal($"{name}.ParametersFor({length} values)", generic.ParametersFor(source), widen(TSelf.ParametersFor(source)));

                TSelf.Quantize(source, codes, parameters);
                generic.Quantize(source, expectedCodes, wide);
                tally.Sequence<TCode>($"{name}.Quantize, length {length}", expectedCodes, codes);

                TSelf.Dequantize(codes, values, parameters);
                generic.Dequantize(expectedCodes, expectedValues, wide);
                tally.Sequence<float>($"{name}.Dequantize, length {length}", expectedValues, values);

                TSelf.FakeQuantize(source, values, parameters);
                tally.Sequence<float>($"{name}.FakeQuantize, length {length}", expectedValues, values);

                for (int i = 0; i < length; i++)
                {
                    codes[i] = TSelf.Quantize(source[i], parameters);
                    values[i] = TSelf.Dequantize(codes[i], parameters);
                }

                tally.Sequence<TCode>($"{name}.Quantize, one at a time, length {length}", expectedCodes, codes);
                tally.Sequence<float>($"{name}.Dequantize, one at a time, length {length}", expectedValues, values);
            }
        }

        /// <summary>Compares a quantizer whose parameters are constants.</summary>
        public static void CheckFixed<TSelf, TCode>(Tally tally, QuantizerOptions options, QuantizerParameters parameters)
            where TSelf : IFixedQuantizer<TSelf, float, TCode>, IQuantizationCodes
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            string name = typeof(TSelf).Name;
            GenericQuantizer generic = new(options);
            foreach (int length in Lengths())
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

        private static int[] Lengths()
        {
            int[] lengths = new int[258 + LongLengths.Length];
            for (int i = 0; i < 258; i++) lengths[i] = i;
            LongLengths.CopyTo(lengths, 258);
            return lengths;
        }
    }
}
