namespace Quantization.Benchmarks.Kernels;

[Quantizer(8, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score)]
internal readonly partial struct Scores8;

[Quantizer(4, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score | QuantizerKernels.Pack)]
internal readonly partial struct Scores4;

[Quantizer(1, QuantizationScheme.Scale, Kernels = QuantizerKernels.Score | QuantizerKernels.Pack)]
internal readonly partial struct Scores1;

/// <summary>The kernels that multiply one query by many rows, of 768 codes each: the width of many an embedding.</summary>
internal static class ScoreKernels
{
    public static Kernel[] Create() =>
    [
        new ScoreKernel<sbyte>("score/s8x768", new QuantizerOptions(8, QuantizationScheme.Scale))
        {
            Score = Scores8.Score,
            Store = (row, destination) => row.CopyTo(destination),
            StoredLength = 768,
        },
        new ScoreKernel<byte>("score/s4x768", new QuantizerOptions(4, QuantizationScheme.Scale))
        {
            Score = (query, rows, destination, queryParameters, rowParameters) => Scores4.ScorePacked(query, rows, 768, destination, queryParameters, rowParameters),
            Store = Scores4.Pack,
            StoredLength = 768 / 2,
        },
        new ScoreKernel<byte>("score/b1x768", new QuantizerOptions(1, QuantizationScheme.Scale))
        {
            Score = (query, rows, destination, queryParameters, rowParameters) => Scores1.ScorePacked(query, rows, 768, destination, queryParameters, rowParameters),
            Store = Scores1.Pack,
            StoredLength = 768 / 8,
        },
    ];
}
