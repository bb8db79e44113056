namespace Quantization.Arithmetic;

/// <summary>How the bits of a plane lie in its bytes.</summary>
internal enum PlaneOrder
{
    /// <summary>
    /// Fields of b bits, the first in the lowest: a run of bytes holds field 0 of as many consecutive elements, then field 1 of as many more,
    /// and so on; behind it the next run.
    /// </summary>
    Fields,

    /// <summary>The same with the first field in the highest bits.</summary>
    FieldsFromTop,

    /// <summary>Base-3 digits instead of fields, five a byte or fewer, the first the most significant: digit n of byte v is ((v · 3ⁿ mod 256) · 3) &gt;&gt; 8.</summary>
    Trits,

    /// <summary>A dense little-endian stream of bits.</summary>
    Stream,
}

/// <summary>
/// Bits of the codes of a block that lie together. Element e of the plane (counted from <paramref name="First"/>) is field
/// (e mod run·fields) / run of byte (e / run·fields)·run + e mod run, where fields is how many a byte holds.
/// </summary>
/// <param name="Offset">The first byte within the block.</param>
/// <param name="Run">The bytes of a run; without meaning for a stream.</param>
/// <param name="Bits">The bits of a field.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="Order">How fields lie in bytes.</param>
/// <param name="Place">The bit of the code that the lowest bit of a field is.</param>
/// <param name="First">The first element.</param>
internal sealed record CodePlane(int Offset, int Run, int Bits, int Count, PlaneOrder Order = PlaneOrder.Fields, int Place = 0, int First = 0)
{
    /// <summary>The fields of a byte.</summary>
    internal int Fields => Order == PlaneOrder.Trits ? Math.Min(5, Count / Run) : 8 / Bits;

    /// <summary>The byte within the block, and the field within it, that an element of the block is in; not for a stream.</summary>
    internal (int Byte, int Field) PlaceOf(int element)
    {
        int e = element - First, together = Run * Fields;
        return (Offset + (e / together * Run) + (e % Run), e % together / Run);
    }

    /// <summary>The lowest bit of a field within its byte.</summary>
    internal int ShiftOf(int field) => Order == PlaneOrder.FieldsFromTop ? 8 - (Bits * (field + 1)) : Bits * field;

    /// <summary>3ⁿ of a digit's number, for up to five digits.</summary>
    internal static int PowerOfThree(int digit) => digit switch { 0 => 1, 1 => 3, 2 => 9, 3 => 27, _ => 81 };

    /// <summary>Whether an element is in it.</summary>
    internal bool Holds(int element) => element >= First && element < First + Count;
}
