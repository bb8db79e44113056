namespace Quantization.Runtime;

/// <summary>
/// Floats that are computed on side by side. The search for scales is written once over this interface; each type is a width.
/// Every operation rounds as IEEE single does and none is fused, so that a lane's result does not depend on the width.
/// </summary>
/// <remarks>No lane is ever NaN. The sign of a zero may depend on the width in a minimum, a maximum and a rounding.</remarks>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of lanes: a divisor of 16.</summary>
    static abstract int Count { get; }

    /// <summary>The same float in every lane.</summary>
    static abstract TSelf All(float value);

    /// <summary>Consecutive floats.</summary>
    static abstract TSelf Load(ref readonly float start, nuint index);

    /// <summary>Writes consecutive floats.</summary>
    void Store(ref float start, nuint index);

    /// <summary>The smaller of both in each lane.</summary>
    static abstract TSelf Least(TSelf left, TSelf right);

    /// <summary>The greater of both in each lane.</summary>
    static abstract TSelf Greatest(TSelf left, TSelf right);

    /// <summary>The nearest integer, ties to even, of magnitudes below 2^22.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>The magnitude.</summary>
    static abstract TSelf Magnitude(TSelf value);

    /// <summary><paramref name="then"/> where left &lt; right, elsewhere <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereLess(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>The sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);
}
