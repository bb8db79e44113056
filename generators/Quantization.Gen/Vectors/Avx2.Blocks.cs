using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What kernels of blocks ask for in 256 bits.</summary>
internal sealed partial class Avx2
{
    internal override bool HasFastLookup => false;

    protected override VectorDialect OfColumns(int columns) => columns == Unroll ? this : new Avx2(columns);

    internal override string ReadBytes(string index, bool signed) =>
        $"Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, {index}))).{(signed ? "AsSByte" : "AsByte")}())";

    internal override string ReadRepeatedBytes(string index, int run) =>
        $"Avx2.ConvertToVector256Int32(Vector128.Create(Unsafe.ReadUnaligned<{(run == 8 ? "ulong" : "uint")}>(ref Unsafe.Add(ref source, {index}))).AsByte())";

    internal override string ShiftIn(KernelBody body, string lanes, string number, ElementKind kind)
    {
        string down = body.Hoist(TypeOf(ElementKind.Int32), "down", "Vector256.Create(1, 2, 3, 4, 5, 6, 7, 0)");
        return $"Avx2.PermuteVar8x32({lanes}, {down}).WithElement(7, {number})";
    }

    internal override string ShiftInFour(string lanes, string four, ElementKind kind) => $"Avx2.Permute2x128({lanes}, {four}.ToVector256Unsafe(), 0x21)";

    internal override (string Magnitudes, string Signed) MoveSigns(KernelBody body, string x, string y, string n) => ($"Avx2.Abs({y})", $"Avx2.Sign({x}, {y})");

    internal override string ReadWords(string reference, string index) => $"Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref {reference}, {index}).AsSByte())";

    internal override void PrepareUnitWords(KernelBody body)
    {
        body.Line("Vector256<byte> lowerUnits = Avx2.Permute2x128(words, words, 0x00).AsByte();");
        body.Line("Vector256<byte> upperUnits = Avx2.Permute2x128(words, words, 0x11).AsByte();");
    }

    // Shuffles work within 128-bit parts: both hold the words of eight units.
    internal override string UnitWords(KernelBody body, int unit)
    {
        int first = unit % 8;
        string Word(int u) => $"Vector128.Create((short){Literal.Of((2 * u) | (((2 * u) + 1) << 8))})";
        string units = body.Hoist(TypeOf(ElementKind.Byte), $"units{Literal.Of(first)}", $"Vector256.Create({Word(first)}, {Word(first + 1)}).AsByte()");
        return $"Avx2.Shuffle({(unit < 8 ? "lowerUnits" : "upperUnits")}, {units}).AsInt16()";
    }
}
