namespace Quantization.Tool.Learning;

/// <summary>The levels of a learned quantizer, of which α is the unit.</summary>
/// <param name="Name">The word for it on the command line and in JSON.</param>
/// <param name="Bits">The width of a code.</param>
/// <param name="Levels">The levels, ascending.</param>
internal sealed record LevelSet(string Name, int Bits, IReadOnlyList<float> Levels)
{
    /// <summary>The signs.</summary>
    public static LevelSet Binary { get; } = new("binary", 1, [-1f, 1f]);

    /// <summary>The signs and zero.</summary>
    public static LevelSet Ternary { get; } = new("ternary", 2, [-1f, 0f, 1f]);

    /// <summary>Evenly spaced, up to twice the unit.</summary>
    public static LevelSet ThreeBitsToTwo { get; } = new("3bit-2", 3, [-2f, -1f, 0f, 1f, 2f]);

    /// <summary>Evenly spaced, as many as three bits have with signs.</summary>
    public static LevelSet ThreeBitsToThree { get; } = new("3bit-3", 3, [-3f, -2f, -1f, 0f, 1f, 2f, 3f]);

    /// <summary>As many, of powers of two.</summary>
    public static LevelSet ThreeBitsToFour { get; } = new("3bit-4", 3, WithZeroAndSigns(1f, 2f, 4f));

    /// <summary>
    /// As many powers of two, with signs, as four bits tell apart, and zero, for which there is a fifth (arXiv 1702.03044). The greatest is that of
    /// <see cref="ThreeBitsToFour"/>, so that a temperature makes the same of both; the finer levels are below 1.
    /// </summary>
    public static LevelSet FiveBits { get; } = new("5bit", 5, WithZeroAndSigns(1f / 32, 1f / 16, 1f / 8, 1f / 4, 1f / 2, 1f, 2f, 4f));

    /// <summary>What weights can have, narrow before wide.</summary>
    public static IReadOnlyList<LevelSet> OfWeights { get; } = [Binary, Ternary, ThreeBitsToTwo, ThreeBitsToThree, ThreeBitsToFour, FiveBits];

    /// <summary>Those of what comes out of a ReLU: 0 to 2^b − 1.</summary>
    public static LevelSet OfActivations(int bits) => new($"{bits}bit-unsigned", bits, [.. Enumerable.Range(0, 1 << bits).Select(static level => (float)level)]);

    private static float[] WithZeroAndSigns(params float[] magnitudes) => [.. magnitudes.Reverse().Select(static magnitude => -magnitude), 0f, .. magnitudes];
}
