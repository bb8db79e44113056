using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Sums of codes, where all widths say it alike.</summary>
internal abstract partial class VectorDialect
{
    /// <summary>Reads bytes, each of which becomes the lowest of a lane of 16 or 32 bits.</summary>
    protected abstract string ReadSpread(string reference, string at, int laneBytes);

    /// <summary>Reads a bit for each byte, and repeats the bytes that they are in for the eight places of their own.</summary>
    protected abstract string ReadRepeatedBits(KernelBody body, string reference, string at);

    internal override string ReadFields(KernelBody body, string name, string reference, string at, DenseLayout layout)
    {
        if (layout.Bits == 1)
        {
            int one = layout.Field == FieldKind.Sign ? 2 : 1;
            string places = body.Hoist(TypeOf(ElementKind.Byte), "places", $"{Vector}.Create(0x8040201008040201ul).AsByte()", "The bit of each of eight elements.");
            string ones = body.Hoist(TypeOf(ElementKind.Byte), "units", $"{Vector}.Create((byte){Literal.Of(one)})", one == 2 ? "2 or 0 for +1 or −1: one more than a code." : null);
            return $"{Vector}.Equals({ReadRepeatedBits(body, reference, at)} & {places}, {places}) & {ones}";
        }

        int laneBytes = 8 / layout.Bits;
        string lanes = laneBytes == 2 ? "ushort" : "uint", mask = layout.Bits == 4 ? "0x0F0F" : "0x03030303u";
        string fields = body.Hoist($"{Vector}<{lanes}>", "fields", $"{Vector}.Create(({lanes}){mask})");
        string spread = $"{name}Spread";
        body.Line($"{Vector}<{lanes}> {spread} = {ReadSpread(reference, at, laneBytes)};");
        if (layout.Bits == 4) return Signed($"({spread} | ({spread} << 4)) & {fields}");
        body.Line($"{spread} |= {spread} << 12;");
        return Signed($"({spread} | ({spread} << 6)) & {fields}");

        // With the highest bit the other way round fields have no sign: they are codes and half a range more.
        string Signed(string expression)
        {
            if (layout.Field == FieldKind.Unsigned) return $"({expression}).AsByte()";
            string flip = layout.Bits == 4 ? "0x0808" : "0x02020202u";
            return $"(({expression}) ^ {body.Hoist($"{Vector}<{lanes}>", "flips", $"{Vector}.Create(({lanes}){flip})", $"With the highest bit the other way round a field is its code and {Literal.Of(1 << (layout.Bits - 1))}.")}).AsByte()";
        }
    }
}
