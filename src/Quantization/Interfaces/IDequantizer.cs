namespace Quantization;

/// <summary>Turns codes back into values, with parameters given at run time.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TSource">The type of a value.</typeparam>
/// <typeparam name="TCode">The integer type of a code.</typeparam>
/// <typeparam name="TParameters">The parameters of the scheme.</typeparam>
public interface IDequantizer<TSelf, TSource, TCode, TParameters> : IQuantizationCodes
    where TSelf : IDequantizer<TSelf, TSource, TCode, TParameters>
    where TParameters : struct
{
    /// <summary>Reconstructs a value from each code.</summary>
    /// <param name="source">The codes.</param>
    /// <param name="destination">Receives one value a code; at least as long as <paramref name="source"/>, and apart from it in memory.</param>
    /// <param name="parameters">The parameters that the codes were made with.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or the spans overlap; nothing is written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid; nothing is written.</exception>
    static abstract void Dequantize(ReadOnlySpan<TCode> source, Span<TSource> destination, TParameters parameters);

    /// <summary>Reconstructs the value of one code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="parameters">The parameters that the code was made with.</param>
    /// <returns>The value that the code stands for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> are not valid.</exception>
    static abstract TSource Dequantize(TCode code, TParameters parameters);
}
