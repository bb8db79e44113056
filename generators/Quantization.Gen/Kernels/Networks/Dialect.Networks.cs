namespace Quantization.Gen.Kernels;

/// <content>What quantization networks ask for beside the rest.</content>
internal abstract partial class Dialect
{
    /// <summary>What bits of <c>k + 1.5 · 2^23</c> are taken from to have the exponent bits of <c>2^−k</c> in the low byte.</summary>
    protected const int ZeroOfPowers = 0x4B400000 + 127;

    /// <summary>The same float in every lane, where it is no constant of the kernel.</summary>
    internal abstract string Spread(string number);

    /// <summary>The magnitude of floats.</summary>
    internal abstract string Magnitude(string x);

    /// <summary><paramref name="x"/> where a float is 0 or more, otherwise <paramref name="other"/>; NaN is not.</summary>
    internal abstract string WhereNotNegative(KernelBody body, string tested, string x, string other);

    /// <summary><c>product − a · b</c>, exactly, where <paramref name="product"/> is that product of floats rounded, and no subnormal float.</summary>
    internal abstract string ProductExcess(string a, string b, string product);

    /// <summary>
    /// <c>2^−k</c> for an integer k from −127 to 127, given as a float <c>k + 1.5 · 2^23</c>, whose low bits are k; 0 for 127. Of NaN it makes any float.
    /// </summary>
    internal abstract string PowerOfMinus(KernelBody body, string shifted);

    /// <summary>Reads one step of floats from elsewhere than the source.</summary>
    internal abstract Columns LoadFloats(KernelBody body, string name, string memory, ElementOrder order);

    /// <summary>Writes one step of floats in the middle of a method.</summary>
    internal abstract void StoreFloats(KernelBody body, Columns values, ElementOrder order);

    /// <summary>Adds one step of floats to sixteen sums that begin at a place of <c>ref float sums</c>, in the order of elements: element i to sum i mod 16.</summary>
    internal abstract void AddToSums(KernelBody body, Columns terms, string place, ElementOrder order);
}
