namespace Quantization.Arithmetic;

/// <summary>How many products of codes have a sum that 32 bits hold, whichever the codes are. The generator compiles this file too, so that it documents and checks the limit that the library keeps.</summary>
internal static class ProductLimits
{
    /// <summary>The greatest magnitude of a code; where codes have a zero point, of a code less any zero point among them.</summary>
    internal static int Greatest(int min, int max, bool hasZeroPoint) => hasZeroPoint ? max - min : Math.Max(-min, max);

    /// <summary>The number of products of factors up to these magnitudes.</summary>
    internal static int MostProducts(int left, int right) => (int)(int.MaxValue / ((long)left * right));
}
