namespace Quantization;

/// <summary>How a quotient becomes an integer, before an integer zero point is added.</summary>
public enum Rounding
{
    /// <summary><see cref="Floor"/> for <see cref="QuantizationScheme.Uniform"/>, <see cref="NearestEven"/> otherwise.</summary>
    ByScheme,

    /// <summary>To the nearest integer; a tie goes to the even one (IEEE 754 <c>roundTiesToEven</c>).</summary>
    NearestEven,

    /// <summary>To the nearest integer; a tie goes away from zero.</summary>
    NearestAway,

    /// <summary>Down, to the greatest integer that is not greater.</summary>
    Floor,

    /// <summary>Toward zero, dropping the fraction.</summary>
    TowardZero,
    /// <summary>
    /// Down or up at random, up with the probability of the fraction: <c>floor(t) + 1</c> where <c>u &lt; t − floor(t)</c>, otherwise
    /// <c>floor(t)</c>, with u uniform in [0, 1). The mean of many roundings is t. Numbers come from a <c>RandomSequence</c>.
    /// </summary>
    Stochastic,
}
