using Xunit;

namespace Quantization.Interop.Tests.Ggml;

/// <summary>A block format beside what ggml calls it.</summary>
/// <param name="Format">Ours.</param>
/// <param name="Encoding">Which of our encodings.</param>
/// <param name="Routine">ggml's routine that quantizes a row by the same rule.</param>
internal sealed record GgufFormat(QuantizationFormat Format, BlockEncoding Encoding, string Routine)
{
    /// <summary>Every format and encoding whose bytes must be ggml's.</summary>
    internal static IReadOnlyList<GgufFormat> Encoders { get; } =
    [
        // What the vector build writes, and the reference.
        new(QuantizationFormat.Q8_0, BlockEncoding.ByFormat, "quantize_row_q8_0"),
        new(QuantizationFormat.Q8_0, BlockEncoding.Reference, "quantize_row_q8_0_ref"),
        new(QuantizationFormat.Q8_1, BlockEncoding.ByFormat, "quantize_row_q8_1"),
        new(QuantizationFormat.Q8_1, BlockEncoding.Reference, "quantize_row_q8_1_ref"),
        .. OfOneEncoding(
            QuantizationFormat.Q4_0, QuantizationFormat.Q4_1, QuantizationFormat.Q5_0, QuantizationFormat.Q5_1, QuantizationFormat.Q8_K,
            QuantizationFormat.IQ4_NL, QuantizationFormat.MXFP4, QuantizationFormat.NVFP4, QuantizationFormat.TQ1_0, QuantizationFormat.TQ2_0),
    ];

    /// <summary>Every format that ggml decodes, with its reference encoder.</summary>
    internal static IReadOnlyList<GgufFormat> Decoders { get; } =
    [
        .. OfOneEncoding(QuantizationFormat.Q8_0),
        .. Encoders.Where(format => format.Format is not (QuantizationFormat.Q8_0 or QuantizationFormat.Q8_1)),
        .. OfOneEncoding(QuantizationFormat.Q2_K, QuantizationFormat.Q3_K, QuantizationFormat.Q4_K, QuantizationFormat.Q5_K, QuantizationFormat.Q6_K),
    ];

    /// <summary>A quantizer of the format.</summary>
    internal GenericBlockQuantizer Quantizer { get; } = new(Format, Encoding);

    /// <summary>The name of the format in ggml's routines: K-quants keep their capital.</summary>
    internal string Suffix { get; } = NameOf(Format);

    internal string Decoder => $"dequantize_row_{Suffix}";

    /// <summary>ggml; without it the calling test is skipped, or fails where CI=true.</summary>
    internal static Shared.Ggml RequireGgml()
    {
        if (Shared.Ggml.Instance is { } ggml) return ggml;
        string message = $"ggml is not here: run .ci/ggml artifacts/ggml, or name the folder of its libraries in {Shared.Ggml.Variable}.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
        Assert.Skip(message);
        throw new InvalidOperationException(message);
    }

    public override string ToString() => $"{Format} ({Routine})";

    internal static string NameOf(QuantizationFormat format)
    {
        string name = format.ToString();
        return name.EndsWith("_K", StringComparison.Ordinal) ? $"q{name[1..]}" : name.ToLowerInvariant();
    }

    private static IEnumerable<GgufFormat> OfOneEncoding(params QuantizationFormat[] formats) =>
        formats.Select(format => new GgufFormat(format, BlockEncoding.ByFormat, $"quantize_row_{NameOf(format)}_ref"));
}
