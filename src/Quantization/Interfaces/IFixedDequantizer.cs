namespace Quantization;

/// <summary>Turns codes back into values; the parameters are constants of the declaration, or the format has none.</summary>
/// <typeparam name="TSelf">The quantizer itself, so that generic code calls it without a virtual call.</typeparam>
/// <typeparam name="TSource">The type of a value.</typeparam>
/// <typeparam name="TCode">The integer type of a code, or what the format stores.</typeparam>
public interface IFixedDequantizer<TSelf, TSource, TCode>
    where TSelf : IFixedDequantizer<TSelf, TSource, TCode>
{
    /// <summary>Reconstructs a value from each code.</summary>
    /// <param name="source">The codes.</param>
    /// <param name="destination">Receives one value a code; at least as long as <paramref name="source"/>, and apart from it in memory.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or the spans overlap; nothing is written.</exception>
    static abstract void Dequantize(ReadOnlySpan<TCode> source, Span<TSource> destination);

    /// <summary>Reconstructs the value of one code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The value that the code stands for.</returns>
    static abstract TSource Dequantize(TCode code);
}
