namespace Quantization.Gen.Kernels;

/// <content>What sums of codes ask for besides products of bytes and of words.</content>
internal abstract partial class BlockDialect
{
    /// <summary>The words of one vector.</summary>
    internal int WordLanes => 2 * Lanes;

    /// <summary>Reads codes of an integer each and makes them words; those of 16 bits without a sign are 32,768 less then.</summary>
    internal string ReadCodesAsWords(KernelBody body, ElementKind kind, string reference, string index) => kind switch
    {
        ElementKind.SByte => ReadWords(reference, index),
        ElementKind.Byte => ReadUnsignedWords(reference, index),
        ElementKind.Int16 => Read(reference, index),
        _ => $"({Read(reference, index)} ^ {body.Hoist(TypeOf(ElementKind.UInt16), "signBits", $"{VectorClass}.Create((ushort)0x8000)", "With the highest bit the other way round, words without a sign are 32,768 less, and have one.")}).AsInt16()",
    };

    /// <summary>Half a vector of bytes without a sign, widened to words: a C# expression that reads them.</summary>
    internal abstract string ReadUnsignedWords(string reference, string index);

    /// <summary>Reads fields of 1, 2 or 4 bits from a byte on, as a vector of bytes in the order of elements; of signs 1 is 2, which is a code and 1.</summary>
    internal abstract string ReadFields(KernelBody body, string name, string reference, string at, DenseLayout layout);

    /// <summary>All bits set in the lanes from a number on, which is a C# expression.</summary>
    internal string LanesFrom(ElementKind kind, string first) =>
        $"{VectorClass}.GreaterThanOrEqual({VectorClass}<{kind.Keyword()}>.Indices, {VectorClass}.Create(({kind.Keyword()})({first})))";

    /// <summary>All bits set in the lanes before a number, which is a C# expression.</summary>
    internal string LanesBefore(ElementKind kind, string number) => $"{VectorClass}.LessThan({VectorClass}<{kind.Keyword()}>.Indices, {VectorClass}.Create({number}))";

    /// <summary>The number of bits that are set in each byte.</summary>
    internal abstract string CountBits(KernelBody body, string name, string bytes);

    /// <summary>Sums of the bytes of each 64 bits.</summary>
    internal abstract string AddBytes(string bytes);
}
