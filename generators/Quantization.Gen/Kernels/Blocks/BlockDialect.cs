namespace Quantization.Gen.Kernels;

/// <summary>
/// What an instruction set must be able to say about blocks, besides what kernels over elements ask of it. Bytes of codes are widened to int32
/// columns where values are computed, and stay bytes where codes are multiplied by codes.
/// </summary>
internal abstract partial class BlockDialect : Dialect
{
    /// <summary>The static class of the width, such as <c>Vector512</c>.</summary>
    internal abstract string VectorClass { get; }

    /// <summary>Reads a vector at an index of a reference, both C# expressions.</summary>
    internal string Read(string reference, string index) => $"{VectorClass}.LoadUnsafe(ref {reference}{(index == "0" ? "" : $", {index}")})";

    /// <summary>A statement that writes a vector.</summary>
    internal static string Write(string value, string reference, string index) => $"{value}.StoreUnsafe(ref {reference}{(index == "0" ? "" : $", {index}")});";

    /// <summary>A number in every lane.</summary>
    internal string Splat(string number) => $"{VectorClass}.Create({number})";

    /// <summary>Reads a vector's worth of bytes of <c>source</c> at an index and widens them to int32.</summary>
    internal abstract string ReadBytes(string index, bool signed);

    /// <summary>The same of a run of 4 or 8 bytes, repeated until the vector is full.</summary>
    internal abstract string ReadRepeatedBytes(string index, int run);

    /// <summary>Shifts each int32 lane right by a number of its own.</summary>
    internal abstract string ShiftRight(KernelBody body, string x, IReadOnlyList<int> shifts);

    /// <summary>Multiplies each int32 lane by a number of its own.</summary>
    internal abstract string Multiply(KernelBody body, string x, IReadOnlyList<int> factors);

    /// <summary>Writes the low bytes of int32 columns, which follow one another, to <c>destination</c>; each is a byte already, signed or not.</summary>
    internal abstract void WriteBytes(KernelBody body, IReadOnlyList<string> columns, int offset, bool signed);

    /// <summary>Whether a table of sixteen floats is one instruction.</summary>
    internal abstract bool HasFastLookup { get; }

    /// <summary>Reads columns of a dense stream that begins at a byte of <c>source</c>.</summary>
    internal abstract Columns ReadStream(KernelBody body, string name, DenseLayout layout, int columns, int offset);

    /// <summary>Writes columns of fields as a dense stream that begins at a byte of <c>destination</c>.</summary>
    internal abstract void WriteStream(KernelBody body, Columns fields, DenseLayout layout, int offset);

    /// <summary>The bits of an element each, from column to column: a C# expression of type uint of the lowest bits of the lanes.</summary>
    internal string LowestBits(string x) => $"{VectorClass}.ExtractMostSignificantBits({x} << 31)";

    /// <summary>The upper halves of one vector of floats, none NaN, rounded to nearest even.</summary>
    internal abstract string ToBFloat16Bits(KernelBody body, Columns value);

    /// <summary>Bytes of a vector.</summary>
    internal int ByteLanes => 4 * Lanes;

    /// <summary>Shifts 32-bit lanes of bytes right, each by a number of its own.</summary>
    internal abstract string ShiftBytesRight(KernelBody body, string bytes, IReadOnlyList<int> shifts);

    /// <summary>The bytes of a table of sixteen at each index.</summary>
    internal abstract string LookupBytes(KernelBody body, string indices, string tableName, IReadOnlyList<int> table);

    /// <summary>Products of unsigned with signed bytes, neighbours added: int16.</summary>
    internal abstract string MultiplyAddBytes(string unsigned, string signed);

    /// <summary>The upper halves of the products of unsigned words, whose low bytes are 0, with 3.</summary>
    internal abstract string TimesThreeHigh(string x);

    /// <summary>From signed bytes x and y, of which x is never −128, the magnitudes of y as unsigned bytes, and x with the signs of y: the products are the same.</summary>
    internal abstract (string Magnitudes, string Signed) MoveSigns(KernelBody body, string x, string y, string n);

    /// <summary>Products of words, neighbours added: int32.</summary>
    internal abstract string MultiplyAddWords(string a, string b);

    /// <summary>Half a vector of signed bytes, widened to words: a C# expression that reads them.</summary>
    internal abstract string ReadWords(string reference, string index);

    /// <summary>Declarations of scratch memory for <see cref="UnitWords"/>, before the loop.</summary>
    internal abstract IEnumerable<string> ScratchOfUnitWords();

    /// <summary>A vector whose lanes move down by one, and the last of which is a number: after as many as it has lanes, the first of them is in the first.</summary>
    internal abstract string ShiftIn(KernelBody body, string lanes, string number, ElementKind kind);

    /// <summary>The same by four, which are a vector of 128 bits.</summary>
    internal abstract string ShiftInFour(string lanes, string four, ElementKind kind);

    /// <summary>Writes what <see cref="UnitWords"/> refers to, from <c>Vector256&lt;short&gt; words</c>: a word for every sixteen elements.</summary>
    internal abstract void PrepareUnitWords(KernelBody body);

    /// <summary>Of each sixteen elements of a column of bytes the word, repeated for their eight pairs; from a unit of sixteen on.</summary>
    internal abstract string UnitWords(KernelBody body, int unit);
}
