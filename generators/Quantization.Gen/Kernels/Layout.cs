using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>How elements lie in memory at one end of a kernel.</summary>
/// <param name="Unit">What a reference to the memory points at.</param>
internal abstract record Layout(ElementKind Unit)
{
    /// <summary>Elements that are only read or written together: those of a whole number of bytes, or of a block.</summary>
    internal virtual int Group => 1;
}

/// <summary>One value after another.</summary>
internal sealed record ValueLayout(ElementKind Unit) : Layout(Unit);

/// <summary>One float of 8 bits after another.</summary>
/// <param name="Format">Which.</param>
/// <param name="Saturates">Whether what is too large becomes the greatest, and neither infinite nor NaN.</param>
internal sealed record SmallFloatLayout(SmallFloat Format, bool Saturates) : Layout(ElementKind.Byte)
{
    /// <summary>A byte from a float, as a C# expression.</summary>
    internal string Encode(string value) => SmallFloatText.Encode(Format, Saturates, value);

    /// <summary>A float from a byte, as a C# expression.</summary>
    internal string Decode(string bits) => SmallFloatText.Decode(Format, bits);
}

/// <summary>One code after another, each in an integer of its own.</summary>
internal sealed record CodeLayout(ElementKind Unit) : Layout(Unit);

/// <summary>How a packed field of b bits stands for a code.</summary>
internal enum FieldKind
{
    /// <summary>The code itself, never negative.</summary>
    Unsigned,

    /// <summary>Two's complement.</summary>
    Signed,

    /// <summary>One bit: 1 is the code +1, 0 the code −1.</summary>
    Sign,
}

/// <summary>Codes in fewer bits than an integer has.</summary>
internal abstract record PackedLayout(int Bits, FieldKind Field) : Layout(ElementKind.Byte)
{
    /// <summary>The bits of a field, as a number.</summary>
    internal int Mask => (1 << Bits) - 1;

    /// <summary>A field from a code, as a C# expression of type <c>uint</c>.</summary>
    internal string Encode(string code) => Field == FieldKind.Sign ? $"PackedCodes.EncodeSign({code})" : $"PackedCodes.Encode({code}, {Literal.Of(Bits)})";

    /// <summary>A code from a field, as a C# expression of type <c>int</c>.</summary>
    internal string Decode(string field) => Field switch
    {
        FieldKind.Sign => $"PackedCodes.SignOf({field})",
        FieldKind.Signed => $"PackedCodes.Decode({field}, {Literal.Of(Bits)}, signed: true)",
        _ => $"(int){field}",
    };
}

/// <summary>A little-endian stream of fields. Eight of them are always as many bytes as one has bits.</summary>
/// <param name="Bits">The bits of a field.</param>
/// <param name="Field">What it stands for.</param>
/// <param name="FromTop">Whether the first of two fields of 4 bits is in the high half of its byte.</param>
internal sealed record DenseLayout(int Bits, FieldKind Field, bool FromTop = false) : PackedLayout(Bits, Field)
{
    internal override int Group => 8;
}

/// <summary>Blocks whose bytes hold a code of the first half in the low and one of the second half in the high four bits.</summary>
internal sealed record SplitHalvesLayout(int BlockSize, FieldKind Field) : PackedLayout(4, Field)
{
    internal override int Group => BlockSize;

    /// <summary>The bytes of a block.</summary>
    internal int Half => BlockSize / 2;

    /// <summary>How many elements before the low code of a byte there are: bytes before it, and the high codes of whole blocks before it.</summary>
    internal int LowElement(int position) => position + (position & ~(Half - 1));
}
