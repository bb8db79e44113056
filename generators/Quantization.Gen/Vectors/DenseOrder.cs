namespace Quantization.Gen.Vectors;

/// <summary>
/// Where the bytes of a dense stream are on their way through a vector. Codes are packed in fours first: a container of as many bytes
/// as four narrow codes took holds 4·b bits of the stream at its bottom. Pure arithmetic of places.
/// </summary>
/// <param name="bits">The bits of a field, b.</param>
/// <param name="containerBytes">4 where fields are narrowed to bytes, 8 where to words.</param>
internal sealed class DenseOrder(int bits, int containerBytes)
{
    /// <summary>What has no byte to place.</summary>
    internal const int Nothing = 0x80;

    /// <summary>The bits of a field.</summary>
    internal int Bits => bits;

    /// <summary>The largest power of two that is not greater than a length, and no greater than a bound.</summary>
    internal static int Piece(int length, int most)
    {
        int piece = most;
        while (piece > length) piece /= 2;
        return piece;
    }

    /// <summary>
    /// The byte of the stream at each place of a register that is read or written as two pieces, the second of which may overlap the
    /// first: places from 0 on hold the stream's beginning, and those from a piece on its end. So nothing past the end is touched.
    /// </summary>
    internal static IEnumerable<int> TwoPieces(int length, int piece) =>
        length == piece ? Enumerable.Range(0, piece) : Enumerable.Range(0, 2 * piece).Select(p => p < piece ? p : length - (2 * piece) + p);

    /// <summary>Whether groups of four codes end in the middle of a byte, so that every second one is shifted by four bits.</summary>
    internal bool HasHalfBytes => bits % 2 == 1;

    /// <summary>
    /// For each byte of a stream the place of the container byte that it comes from; where two share a byte, <paramref name="other"/>
    /// asks for the second of them, and elsewhere gives the same or <see cref="Nothing"/>.
    /// </summary>
    /// <param name="stream">The bytes of the stream.</param>
    /// <param name="placeOf">The place of the container of each group of four codes.</param>
    /// <param name="other">Whether the second source is asked for.</param>
    /// <param name="nothing">Whether what has one source only is nothing in the second asking.</param>
    internal IEnumerable<int> Sources(IEnumerable<int> stream, Func<int, int> placeOf, bool other, bool nothing)
    {
        foreach (int t in stream)
        {
            // b bytes are eight codes: an even group and an odd one.
            int pair = t / bits, j = t % bits, half = bits / 2;
            bool shared = HasHalfBytes && j == half, odd = j > half || (j == half && !HasHalfBytes);
            if (shared) odd = other;
            else if (other && nothing)
            {
                yield return Nothing;
                continue;
            }

            yield return (placeOf((2 * pair) + (odd ? 1 : 0)) * containerBytes) + (odd ? j - half : j);
        }
    }
}
