using System;
using Quantization;

namespace Consumer
{
    /// <summary>Compares generated kernels of blocks with the library's generic implementation, through the interfaces that the generated types carry.</summary>
    internal static class BlocksAgainstGeneric
    {
        // Numbers of blocks that end within, on and after what any instruction set takes at once.
        private static readonly int[] Counts = { 0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 40, 257 };

        /// <summary>Compares what is quantized, dequantized, fake-quantized and multiplied by values.</summary>
        public static void Check<TSelf>(Tally tally, GenericBlockQuantizer generic)
            where TSelf : IBlockQuantizer<TSelf>, IBlockDot<TSelf>
        {
            string name = typeof(TSelf).Name;
            CheckSizes<TSelf>(tally, generic);
            foreach (int count in Counts)
            {
                float[] source = Inputs.For(count * generic.BlockSize, 0.037f), values = new float[source.Length], expectedValues = new float[source.Length];
                byte[] blocks = new byte[generic.GetByteCount(source.Length)], expected = new byte[blocks.Length];

                TSelf.Quantize(source, blocks);
                generic.Quantize(source, expected);
                tally.Sequence<byte>($"{name}.Quantize, {count} blocks", expected, blocks);

                TSelf.Dequantize(blocks, values);
                generic.Dequantize(expected, expectedValues);
                tally.Sequence<float>($"{name}.Dequantize, {count} blocks", expectedValues, values);

                tally.Equal($"{name}.Dot, {count} blocks", generic.Dot(expected, expectedValues), TSelf.Dot(blocks, values));

                TSelf.FakeQuantize(source, source);
                tally.Sequence<float>($"{name}.FakeQuantize in place, {count} blocks", expectedValues, source);
            }
        }

        /// <summary>Compares the products with blocks of the format that goes with the first.</summary>
        public static void CheckPartner<TSelf, TPartner>(Tally tally, GenericBlockQuantizer generic, GenericBlockQuantizer partner)
            where TSelf : IPartnerDot<TSelf>
            where TPartner : IBlockQuantizer<TPartner>
        {
            foreach (int count in Counts)
            {
                float[] weights = Inputs.For(count * generic.BlockSize, 0.037f), activations = Inputs.For(weights.Length, 0.37f);
                byte[] blocks = new byte[generic.GetByteCount(weights.Length)], partners = new byte[partner.GetByteCount(weights.Length)];
                generic.Quantize(weights, blocks);
                TPartner.Quantize(activations, partners);
                tally.Equal($"{typeof(TSelf).Name}.Dot with {typeof(TPartner).Name}, {count} blocks", generic.Dot(blocks, partners), TSelf.Dot(blocks, partners));
            }
        }

        private static void CheckSizes<TSelf>(Tally tally, GenericBlockQuantizer generic)
            where TSelf : IBlocks
        {
            tally.Equal($"{typeof(TSelf).Name}.BlockSize", generic.BlockSize, TSelf.BlockSize);
            tally.Equal($"{typeof(TSelf).Name}.BytesPerBlock", generic.BytesPerBlock, TSelf.BytesPerBlock);
            tally.Equal($"{typeof(TSelf).Name}.GetByteCount", 3 * generic.BytesPerBlock, TSelf.GetByteCount(3 * generic.BlockSize));
        }
    }
}
