using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>One operand of sums of codes: how memory holds its codes, and what the code calls it.</summary>
/// <param name="Layout">How its codes lie in memory.</param>
/// <param name="Memory">The reference to its memory.</param>
/// <param name="Variable">The name of what is read of it.</param>
internal sealed record CodeSide(Layout Layout, string Memory, string Variable)
{
    private const int SignBit = 0x8000;

    /// <summary>Codes of an integer each.</summary>
    internal static CodeSide Left(QuantizerSpec spec) => new(Layouts.Codes(spec), "left", "x");

    /// <inheritdoc cref="Left"/>
    internal static CodeSide Right(QuantizerSpec spec) => new(Layouts.Codes(spec), "right", "y");

    /// <summary>Codes of 1, 2 or 4 bits.</summary>
    internal static CodeSide PackedLeft(QuantizerSpec spec) => new(Layouts.Packed(spec), "left", "x");

    /// <inheritdoc cref="PackedLeft"/>
    internal static CodeSide PackedRight(QuantizerSpec spec) => new(Layouts.Packed(spec), "right", "y");

    /// <summary>What memory is a reference to: bytes that have a sign or not are told apart where they are read.</summary>
    internal string Unit => Layout.Unit.Size() == 1 ? "byte" : Layout.Unit.Keyword();

    /// <summary>The packed layout, or null.</summary>
    internal DenseLayout? Dense => Layout as DenseLayout;

    /// <summary>What is taken off the codes that are read as words, so that they have a sign.</summary>
    internal int Offset => Layout.Unit == ElementKind.UInt16 ? SignBit : 0;

    /// <summary>
    /// The greatest magnitude of what is read: of all that memory can hold and not only of the declared codes, so that what a caller did wrong is at least
    /// the same everywhere.
    /// </summary>
    internal int Most => Layout switch
    {
        DenseLayout { Field: FieldKind.Sign } => 1,
        DenseLayout { Field: FieldKind.Signed } dense => 1 << (dense.Bits - 1),
        DenseLayout dense => dense.Mask,
        { Unit: ElementKind.SByte } => 128,
        { Unit: ElementKind.Byte } => 255,
        _ => SignBit,
    };

    /// <summary>A code by its index, as a C# expression of type int.</summary>
    internal string Element(string index)
    {
        if (Dense is { } dense) return dense.Decode($"PackedCodes.Read(ref {Memory}, {index}, {Emission.Literal.Of(dense.Bits)})");
        string unit = $"Unsafe.Add(ref {Memory}, {index})";
        return Layout.Unit == ElementKind.SByte ? $"(int)unchecked((sbyte){unit})" : $"(int){unit}";
    }
}
