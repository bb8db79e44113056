namespace Quantization.Gen.Kernels;

/// <summary>
/// What an instruction set must be able to say. Stages ask in these terms and know no instruction; a dialect answers with C#
/// expressions and knows no scheme.
/// </summary>
internal abstract class Dialect
{
    /// <summary>The suffix of its kernels' names.</summary>
    internal abstract string Name { get; }

    /// <summary>The C# condition under which its kernels may run.</summary>
    internal abstract string IsSupported { get; }

    /// <summary>Floats in one vector.</summary>
    internal abstract int Lanes { get; }

    /// <summary>Vectors in one step: as many as make full byte vectors, and few enough to stay in registers.</summary>
    internal abstract int Unroll { get; }

    /// <summary>Elements in one step.</summary>
    internal int Step => Lanes * Unroll;

    /// <summary>
    /// Whether it computes quotients by fused multiply-add, which is exact for ordinary scales only; it divides otherwise. The fused
    /// quotient of −∞ is NaN, so its conversion must take NaN to the lowest integer, as x86 does and Arm does not.
    /// </summary>
    internal abstract bool HasFusedQuotient { get; }

    /// <summary>Whether a conversion to int32 ends in the lowest integer for whatever is far below the range, −∞ included.</summary>
    internal abstract bool ConvertsLowToLowest { get; }

    /// <summary>Whether its kernels take their way of storing as a type argument.</summary>
    internal abstract bool HasStreamingStores { get; }

    /// <summary>The type of a column.</summary>
    internal abstract string TypeOf(ElementKind kind);

    /// <summary>The same number in every lane, as a constant of the kernel.</summary>
    internal abstract string Broadcast(KernelBody body, ElementKind kind, string name, string expression, string? why = null);

    /// <summary>Reads one step of floats at an element index.</summary>
    internal abstract Columns LoadValues(KernelBody body, string name, string index);

    /// <summary>Writes one step of floats.</summary>
    internal abstract void StoreValues(KernelBody body, Columns values);

    /// <summary>Reads one step of codes, widened to int32.</summary>
    internal abstract Columns LoadCodes(KernelBody body, string name, ElementKind kind);

    /// <summary>Brings int32 codes to their stored type, adding the zero point, and writes them.</summary>
    internal abstract void StoreCodes(KernelBody body, Columns codes, CodeStorage storage);

    /// <summary>Replaces NaN in columns of loaded values, in place.</summary>
    internal abstract void ReplaceNaN(KernelBody body, Columns values, string replacement);

    /// <summary><c>a · b + c</c>, rounded once.</summary>
    internal abstract string FusedMultiplyAdd(string a, string b, string c);

    /// <summary><c>c − a · b</c>, rounded once.</summary>
    internal abstract string FusedMultiplySubtractFrom(string a, string b, string c);

    /// <summary>The smaller of two floats, neither NaN.</summary>
    internal abstract string Min(string a, string b);

    /// <summary>The larger of two floats, neither NaN.</summary>
    internal abstract string Max(string a, string b);

    /// <summary>The larger of two int32.</summary>
    internal abstract string MaxInt32(string a, string b);

    /// <summary>Rounds floats to integral floats.</summary>
    internal abstract string Round(KernelBody body, string x, Rounding rounding);

    /// <summary>Rounds floats to int32.</summary>
    internal abstract string ToInt32(KernelBody body, string x, Rounding rounding);

    /// <summary>Converts int32 to floats, exactly.</summary>
    internal abstract string ToFloat(string x);

    /// <summary><paramref name="x"/> where <paramref name="low"/> ≤ <paramref name="tested"/> ≤ <paramref name="high"/>, otherwise <paramref name="other"/>; NaN is not within.</summary>
    internal abstract string SelectWithin(string tested, string low, string high, string x, string other);

    /// <summary><paramref name="x"/> where <paramref name="tested"/> is a number, <paramref name="other"/> where it is NaN.</summary>
    internal abstract string SelectNumber(string tested, string x, string other);
}

/// <summary>How codes are brought from int32 to storage.</summary>
/// <param name="Kind">The stored type.</param>
/// <param name="ZeroPoint">The zero point to add, as a C# expression, or null.</param>
/// <param name="MinCode">The lowest code.</param>
/// <param name="MaxCode">The highest code.</param>
/// <param name="InRange">Whether the codes are already within the code range, so that no bound is left to enforce.</param>
internal sealed record CodeStorage(ElementKind Kind, string? ZeroPoint, int MinCode, int MaxCode, bool InRange);
