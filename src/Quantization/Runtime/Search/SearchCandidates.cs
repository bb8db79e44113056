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
        15f => [15f, 14.75f, 14.5f, 14.25f, 14f, 13.75f, 13.5f, 13.25f, 13f, 12.75f, 12.5f, 12.25f, 12f, 11.75f, 11.5f, 11.25f],
        63f => [63f, 62f, 61f, 60f, 59f, 58f, 57f, 56f, 55f, 54f, 53f, 52f, 51f, 50f, 49f, 48f],
        -32f => [-32f, -31.5f, -31f, -30.5f, -30f, -29.5f, -29f, -28.5f, -28f, -27.5f, -27f, -26.5f, -26f, -25.5f, -25f, -24.5f],
        _ => [-128f, -127f, -126f, -125f, -124f, -123f, -122f, -121f, -120f, -119f, -118f, -117f, -116f, -115f, -114f, -113f],
    };

    /// <summary>Q2_K, Q4_K, Q5_K: the neighbours of a part's scale that are tried last, each with three minima.</summary>
    internal static ReadOnlySpan<sbyte> NeighboursOf(bool coarse) => coarse ? [0, -1, 1] : [0, -1, 1, -2, 2];

    /// <summary>The neighbours before the factors are refitted.</summary>
    internal static ReadOnlySpan<sbyte> OnlyItself => [0];

    /// <summary>Q3_K (coarse) and Q6_K: the middles of the threes of neighbours of a part's scale that are tried.</summary>
    internal static ReadOnlySpan<sbyte> MiddlesOf(bool coarse) => coarse ? [0] : [0, -3, 3, -6, 6];
}
