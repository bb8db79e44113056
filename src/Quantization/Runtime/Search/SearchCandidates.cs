namespace Quantization.Runtime;

/// <summary>What the search tries. The numbers were chosen by measuring squared errors against time on Gaussian values and trained weights.</summary>
internal static class SearchCandidates
{
    /// <summary>
    /// Q2_K, Q4_K, Q5_K: where codes begin and end, in pairs: how many steps are cut off the range of a part below and above. An even number of pairs.
    /// </summary>
    internal static ReadOnlySpan<float> CutsOf(bool coarse) => coarse
        ? [0f, 0f, 0.2f, 0.2f, 0.4f, 0.4f, 0.4f, 0f, 0f, 0.4f, 0.6f, 0.6f, 0.2f, -0.2f, -0.2f, 0.2f, 0.6f, 0.2f, 0.2f, 0.6f]
        : [0f, -0.3f, 0f, 0f, 0f, 0.3f, 0f, 0.6f, 0.3f, 0f, 0.3f, 0.3f, 0.3f, 0.6f, 0.6f, 0f, 0.6f, 0.3f, 0.6f, 0.6f];

    /// <summary>Q3_K (coarse) and Q6_K: the code, not rounded, that the element of greatest magnitude is brought to. An even number.</summary>
    internal static ReadOnlySpan<float> TargetsOf(bool coarse) => coarse
        ? [-4.4f, -3.9f, -3.4f, 3.4f, 3f, 2.6f]
        : [-33f, -32.2f, -31.4f, -30.6f, -29.8f, -29f];

    /// <summary>Sixteen integers, not rounded, that the greatest scale or minimum of the parts is brought to, by the highest or lowest there is.</summary>
    internal static ReadOnlySpan<float> FactorTargetsOf(float limit) => limit switch
    {
        15f => [15.4f, 15.1f, 14.8f, 14.5f, 14.2f, 13.9f, 13.6f, 13.3f, 13f, 12.7f, 12.4f, 12.1f, 11.8f, 11.5f, 11.2f, 10.9f],
        63f => [63.4f, 62.6f, 61.8f, 61f, 60.2f, 59.4f, 58.6f, 57.8f, 57f, 56.2f, 55.4f, 54.6f, 53.8f, 53f, 52.2f, 51.4f],
        -32f => [-32.4f, -32f, -31.6f, -31.2f, -30.8f, -30.4f, -30f, -29.6f, -29.2f, -28.8f, -28.4f, -28f, -27.6f, -27.2f, -26.8f, -26.4f],
        _ => [-128.4f, -127f, -126f, -125f, -124f, -123f, -122f, -121f, -120f, -119f, -118f, -117f, -116f, -115f, -114f, -113f],
    };

    /// <summary>Q2_K, Q4_K, Q5_K: the neighbours of a part's scale that are tried last, each with three minima.</summary>
    internal static ReadOnlySpan<sbyte> NeighboursOf(bool coarse) => coarse ? [0, -1, 1] : [0, -1, 1, -2, 2];

    /// <summary>The neighbours before the factors are refitted.</summary>
    internal static ReadOnlySpan<sbyte> OnlyItself => [0];

    /// <summary>Q3_K (coarse) and Q6_K: the middles of the threes of neighbours of a part's scale that are tried.</summary>
    internal static ReadOnlySpan<sbyte> MiddlesOf(bool coarse) => coarse ? [0] : [0, -3, 3, -6, 6];
}
