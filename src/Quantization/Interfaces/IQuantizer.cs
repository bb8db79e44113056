namespace Quantization;

/// <summary>Turns values into codes and back, with parameters given at run time, and derives such parameters from a range or from values.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TSource">The type of a value.</typeparam>
/// <typeparam name="TCode">The integer type of a code.</typeparam>
/// <typeparam name="TParameters">The parameters of the scheme.</typeparam>
public interface IQuantizer<TSelf, TSource, TCode, TParameters> : IValueQuantizer<TSelf, TSource, TCode, TParameters>
    where TSelf : IQuantizer<TSelf, TSource, TCode, TParameters>
    where TParameters : struct
{
    /// <summary>The parameters with which the code range covers a range of values.</summary>
    /// <param name="minimum">The least value; finite.</param>
    /// <param name="maximum">The greatest value; finite, not below <paramref name="minimum"/>.</param>
    /// <returns>The parameters by the scheme's formulas.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or <paramref name="minimum"/> is above <paramref name="maximum"/>.</exception>
    static abstract TParameters ParametersFor(TSource minimum, TSource maximum);

    /// <summary>The parameters with which the code range covers the finite values of a tensor.</summary>
    /// <param name="values">The values; NaN and infinities are left out, and no value at all counts as 0.</param>
    /// <returns>The parameters by the scheme's formulas.</returns>
    static abstract TParameters ParametersFor(ReadOnlySpan<TSource> values);
}
