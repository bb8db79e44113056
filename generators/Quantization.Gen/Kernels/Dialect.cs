using Quantization.Arithmetic;

namespace Quantization.Gen.Kernels;

/// <summary>
/// What an instruction set must be able to say. Stages ask in these terms and know no instruction; a dialect answers with C#
/// expressions and knows no scheme. Real numbers are float or double; an argument says which where the answer depends on it.
/// </summary>
internal abstract partial class Dialect
{
    /// <summary>The suffix of its kernels' names.</summary>
    internal abstract string Name { get; }

    /// <summary>The C# condition under which its kernels may run.</summary>
    internal abstract string IsSupported { get; }

    /// <summary>32-bit lanes of one vector.</summary>
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

    /// <summary>The bits of the codes that it finds in a table faster than plain code does; wider ones are left to that.</summary>
    internal abstract int MostSearchedBits { get; }

    /// <summary>The same of codes whose levels it reads from a table.</summary>
    internal abstract int MostLookedUpBits { get; }

    /// <summary>Whether its kernels can write past the caches; those that may take their way of storing as a type argument.</summary>
    internal abstract bool HasStreamingStores { get; }

    /// <summary>Whether it differs from the next narrower one in packing only, so that other kernels have no use for it.</summary>
    internal virtual bool IsForPackingOnly => false;

    /// <summary>The type of a column.</summary>
    internal abstract string TypeOf(ElementKind kind);

    /// <summary>The same number in every lane, as a constant of the kernel.</summary>
    internal abstract string Broadcast(KernelBody body, ElementKind kind, string name, string expression, string? why = null);

    /// <summary>Reads one step of values, widened to float, or double where they are double.</summary>
    internal abstract Columns LoadValues(KernelBody body, string name, ElementKind stored, ElementOrder order);

    /// <summary>Rounds values to what the memory holds and writes them.</summary>
    internal abstract void StoreValues(KernelBody body, Columns values, ElementKind stored, ElementOrder order, bool mayBeNaN = false);

    /// <summary>Rounds floats to 16 bits and back, in registers.</summary>
    internal abstract Columns RoundToHalves(KernelBody body, Columns values, ElementKind stored);

    /// <summary>
    /// The bits of a small float, in int32, nearest to each float, ties to even. What is too large becomes the greatest or, not saturating, infinite;
    /// NaN where the format has no infinities. NaN keeps its sign.
    /// </summary>
    /// <param name="body">Where the statements go.</param>
    /// <param name="values">The floats; not changed.</param>
    /// <param name="format">The format.</param>
    /// <param name="saturate">Whether what is too large, ±∞ included, becomes the greatest; the only way of formats without NaN.</param>
    /// <param name="mayBeNaN">Whether NaN may be among the floats. Without it, or where the format has none, the bits for a NaN are anything.</param>
    internal abstract Columns ToSmallFloat(KernelBody body, Columns values, SmallFloat format, bool saturate, bool mayBeNaN);

    /// <summary>The floats of the bits of small floats, in int32, exactly; bits above the format's are left out of account.</summary>
    internal abstract Columns FromSmallFloat(KernelBody body, Columns bits, string name, SmallFloat format);

    /// <summary>Rounds floats to small floats and back, in registers: what one of the two makes of what the other made.</summary>
    internal abstract Columns RoundToSmallFloat(KernelBody body, Columns values, SmallFloat format, bool saturate);

    /// <summary>Reads one step of codes, widened to int32.</summary>
    internal abstract Columns LoadCodes(KernelBody body, string name, Layout layout, ElementOrder order);

    /// <summary>Brings int32 codes to their storage, adding the zero point and enforcing the lower bound, and writes them.</summary>
    internal abstract void StoreCodes(KernelBody body, Columns codes, Layout layout, CodeBounds bounds, ElementOrder order);

    /// <summary>Replaces NaN in columns of loaded values, in place.</summary>
    internal abstract void ReplaceNaN(KernelBody body, Columns values, string replacement);

    /// <summary><c>a · b + c</c> of floats, rounded once.</summary>
    internal abstract string FusedMultiplyAdd(string a, string b, string c);

    /// <summary><c>c − a · b</c> of floats, rounded once.</summary>
    internal abstract string FusedMultiplySubtractFrom(string a, string b, string c);

    /// <summary>The smaller of two reals, neither NaN.</summary>
    internal abstract string Min(ElementKind kind, string a, string b);

    /// <summary>The larger of two reals, neither NaN.</summary>
    internal abstract string Max(ElementKind kind, string a, string b);

    /// <summary>The larger of two int32.</summary>
    internal abstract string MaxInt32(string a, string b);

    /// <summary>Rounds reals to integral reals.</summary>
    internal abstract string Round(KernelBody body, ElementKind kind, string x, Rounding rounding);

    /// <summary>Rounds reals to int32.</summary>
    internal abstract Columns ToInt32(KernelBody body, Columns reals, string name, Rounding rounding);

    /// <summary>Converts int32 to reals, exactly where they are codes.</summary>
    internal abstract Columns ToReal(KernelBody body, Columns integers, string name, ElementKind kind);

    /// <summary><paramref name="x"/> where <paramref name="low"/> ≤ <paramref name="tested"/> ≤ <paramref name="high"/>, otherwise <paramref name="other"/>; NaN is not within.</summary>
    internal abstract string SelectWithin(string tested, string low, string high, string x, string other);

    /// <summary><paramref name="x"/> where <paramref name="tested"/> is a number, <paramref name="other"/> where it is NaN.</summary>
    internal abstract string SelectNumber(ElementKind kind, string tested, string x, string other);

    /// <summary><paramref name="x"/> where <paramref name="a"/> &lt; <paramref name="b"/>, otherwise zero.</summary>
    internal abstract string WhereLess(string a, string b, string x);

    /// <summary>A positive float, negated where an int32 is negative.</summary>
    internal abstract string WithSign(KernelBody body, string magnitude, string integer);

    /// <summary>1 where a real is 0 or more, −1 where it is less; int32.</summary>
    internal abstract Columns Signs(KernelBody body, Columns reals, string name);

    /// <summary>How many of some ascending thresholds each float has reached: int32. NaN has reached none.</summary>
    internal abstract Columns FindStep(KernelBody body, Columns reals, string name, Thresholds thresholds);

    /// <summary>The floats of a table at the low bits of each index.</summary>
    /// <param name="body">Where the statements go.</param>
    /// <param name="indices">The indices, int32.</param>
    /// <param name="name">The name of the result.</param>
    /// <param name="table">The table.</param>
    /// <param name="exact">Whether no index has bits above those of the table.</param>
    internal abstract Columns LookUp(KernelBody body, Columns indices, string name, FloatTable table, bool exact);

    /// <summary>The random fractions of one step, as reals; see the library's <c>StochasticRounding</c>.</summary>
    internal abstract Columns RandomFractions(KernelBody body, int count, ElementKind kind, ElementOrder order);

    /// <summary>
    /// Takes one step of <c>ref float ahead</c> into the least and the greatest values so far, which may begin with 0. Among values that
    /// are not finite it passes NaN over or ends with something that is not finite.
    /// </summary>
    internal abstract void WidenRange(KernelBody body, ElementOrder order, bool withZero);

    /// <summary>Statements that set <c>lowestAhead</c> and <c>highestAhead</c> from those.</summary>
    internal abstract IEnumerable<string> EndsOfRange(bool withZero);

    /// <summary><c>(x · multiplier + 2^(shift−1)) &gt;&gt; shift</c> of 64 bits, plus the zero point, saturated to the code range: int32 to int32.</summary>
    internal abstract Columns ScaleFixedPoint(KernelBody body, Columns integers, CodeBounds bounds);
}

/// <summary>What is left to enforce on codes that come as int32.</summary>
/// <param name="ZeroPoint">The zero point to add, as a C# expression, or null.</param>
/// <param name="LowestStep">The lowest code less the zero point, as a C# expression.</param>
/// <param name="MinCode">The lowest code.</param>
/// <param name="MaxCode">The highest code.</param>
/// <param name="InRange">Whether the codes are already within the code range, so that no bound is left to enforce.</param>
/// <param name="AreFields">Whether they are already the fields of packed storage, without a sign.</param>
internal sealed record CodeBounds(string? ZeroPoint, string LowestStep, int MinCode, int MaxCode, bool InRange, bool AreFields = false);
