using Quantization.Arithmetic;

namespace Quantization.Tests.Blocks;

/// <summary>Blocks as decoders and dot products may meet them: quantized values, random codes, extreme codes, and any bytes at all.</summary>
internal static class BlockBytes
{
    private static readonly byte[] extremes = [0x00, 0xFF, 0x80, 0x7F, 0x81, 0x01, 0x0F, 0xF0, 0x88, 0x77];

    /// <summary>The kinds of blocks there are.</summary>
    internal static IEnumerable<string> Kinds => ["Quantized values", "Random codes", "Extreme codes", "Any bytes"];

    /// <summary>So many blocks of a kind, of a format.</summary>
    internal static byte[] Of(string kind, GenericBlockQuantizer generic, QuantizationFormat? format, ScaleType scaleType, bool uniform, int blocks, int seed)
    {
        Random random = new(seed);
        byte[] bytes = new byte[blocks * generic.BytesPerBlock];
        generic.Quantize(BlockInputs.Gaussian(blocks * generic.BlockSize, seed), bytes);
        byte[] codes = new byte[bytes.Length];
        switch (kind)
        {
            case "Quantized values": return bytes;
            case "Extreme codes":
                for (int b = 0; b < blocks; b++) codes.AsSpan(b * generic.BytesPerBlock, generic.BytesPerBlock).Fill(extremes[random.Next(extremes.Length)]);
                break;
            default:
                random.NextBytes(codes);
                break;
        }

        if (kind == "Any bytes") return codes;
        // What is no code stays as it was quantized: a random scale is infinite or huge too often to tell much about the rest.
        bool[] kept = Parameters(generic, format, scaleType, uniform);
        for (int i = 0; i < bytes.Length; i++) bytes[i] = kept[i % kept.Length] ? bytes[i] : codes[i];
        return bytes;
    }

    /// <summary>Blocks of the subject.</summary>
    internal static byte[] Of(string kind, BlockSubject subject, int blocks, int seed = 1) => Of(
        kind, subject.Generic, subject.Attribute.Format, subject.Attribute.ScaleType, subject.Attribute.Scheme == QuantizationScheme.Uniform, blocks, seed);

    private static bool[] Parameters(GenericBlockQuantizer generic, QuantizationFormat? format, ScaleType scaleType, bool uniform)
    {
        bool[] kept = new bool[generic.BytesPerBlock];
        if (format is not { } named)
        {
            Array.Fill(kept, true, 0, BlockField.SizeOf(scaleType) * (uniform ? 2 : 1));
            return kept;
        }

        BlockFormat row = BlockFormats.Of(named);
        if (row.Scale is { } scale) Array.Fill(kept, true, scale.Offset, scale.Size);
        if (row.Minimum is { } minimum) Array.Fill(kept, true, minimum.Offset, minimum.Size);
        if (row.Parts == PartScales.E4M3) Array.Fill(kept, true, row.PartsOffset, row.PartCount);
        if (row.Sums == BlockSums.Half) Array.Fill(kept, true, row.SumsOffset, 2);
        return kept;
    }
}
