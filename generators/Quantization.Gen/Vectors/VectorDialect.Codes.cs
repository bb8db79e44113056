using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>How codes are read, narrowed and written, one an integer or packed.</summary>
internal abstract partial class VectorDialect
{
    internal override Columns LoadCodes(KernelBody body, string name, Layout layout, ElementOrder order) => layout switch
    {
        DenseLayout dense => LoadDense(body, name, dense, DeclareBytesBefore(body, dense.Bits)),
        SplitHalvesLayout halves => LoadSplitHalves(body, name, halves),
        _ => LoadIntegers(body, name, layout.Unit, order),
    };

    internal override void StoreCodes(KernelBody body, Columns codes, Layout layout, CodeBounds bounds, ElementOrder order)
    {
        switch (layout)
        {
            case DenseLayout dense:
                Columns narrow = dense.Bits < 8
                    ? ToBytes(body, codes, bounds.AreFields || dense.Field == FieldKind.Unsigned ? ElementKind.Byte : ElementKind.SByte, bounds)
                    : ToInt16(body, codes, bounds.AreFields || dense.Field == FieldKind.Unsigned ? ElementKind.UInt16 : ElementKind.Int16, bounds);
                StoreDense(body, bounds.AreFields ? narrow : ToFields(body, narrow, dense), dense, DeclareBytesBefore(body, dense.Bits));
                break;
            case SplitHalvesLayout halves:
                StoreSplitHalves(body, codes, halves, bounds);
                break;
            case { Unit: not (ElementKind.Int32 or ElementKind.UInt32) } when order.Halves is not null || ByColumn:
                StoreColumns(body, Bound(body, codes, bounds), layout.Unit, order);
                break;
            case { Unit: ElementKind.SByte or ElementKind.Byte }:
                StoreBytes(body, ToBytes(body, codes, layout.Unit, bounds));
                break;
            default:
                StoreIntegers(body, layout.Unit.Size() == 2 ? Bound16(body, codes, layout.Unit, bounds) : Bound(body, codes, bounds), layout.Unit, order);
                break;
        }
    }

    /// <summary>Reads one vector's worth of narrow codes at an index expression and widens it to int32.</summary>
    protected abstract string Widen(ElementKind kind, string index);

    /// <summary>Reads one step of codes of an integer each.</summary>
    protected virtual Columns LoadIntegers(KernelBody body, string name, ElementKind kind, ElementOrder order)
    {
        var codes = new Columns(name, Unroll, ElementKind.Int32);
        for (int c = 0; c < Unroll; c++)
        {
            string index = order.Of(Lanes, Unroll, c);
            string load = kind.Size() == 4 ? $"{Vector}.LoadUnsafe(ref source, {index}){(kind == ElementKind.UInt32 ? ".AsInt32()" : "")}" : Widen(kind, index);
            body.Line($"{TypeOf(ElementKind.Int32)} {codes[c]} = {load};");
        }

        return codes;
    }

    /// <summary>Reads one step of a dense stream from a byte on, which is a C# expression.</summary>
    protected abstract Columns LoadDense(KernelBody body, string name, DenseLayout layout, string at);

    /// <summary>The bytes of a dense stream before an element, which is the first of a group of eight.</summary>
    protected static string BytesBefore(string element, int bits) => bits == 1 ? $"{element} / 8" : $"{element} / 8 * {Literal.Of(bits)}";

    // The first byte of a step.
    private static string DeclareBytesBefore(KernelBody body, int bits)
    {
        body.Line($"nuint at = {BytesBefore("i", bits)};");
        return "at";
    }

    /// <summary>Writes one step of fields, narrowed to bytes or words, as a dense stream.</summary>
    protected abstract void StoreDense(KernelBody body, Columns fields, DenseLayout layout, string at);

    /// <summary>Narrows two int32 vectors to one of int16, saturating; groups of four lanes may come out of order.</summary>
    protected abstract string NarrowToInt16(string a, string b, ElementKind kind);

    /// <summary>Narrows two int16 vectors to one of bytes, saturating; groups of four lanes may come out of order.</summary>
    protected abstract string NarrowToBytes(string a, string b, ElementKind kind);

    /// <summary>Adds int16, saturating.</summary>
    protected abstract string AddSaturate(string a, string b);

    /// <summary>Puts narrowed bytes in order and writes them.</summary>
    protected abstract void StoreBytes(KernelBody body, Columns bytes);

    /// <summary>Puts narrowed words in order and writes them.</summary>
    protected abstract void StoreWords(KernelBody body, Columns words, ElementOrder order);

    /// <summary>Writes int32 columns, already in range, as integers of 16 or 32 bits.</summary>
    protected void StoreIntegers(KernelBody body, Columns codes, ElementKind kind, ElementOrder order)
    {
        if (kind.Size() == 2)
        {
            StoreWords(body, Pair(body, codes, "words", kind, (a, b) => NarrowToInt16(a, b, kind)), order);
            return;
        }

        string cast = kind == ElementKind.UInt32 ? ".AsUInt32()" : "";
        for (int c = 0; c < codes.Count; c++) body.Line(StoreVector(body, codes[c] + cast, order.Of(Lanes, Unroll, c)));
    }

    /// <summary>A statement that writes so many bytes from the bottom of a vector.</summary>
    protected abstract string StoreBottom(string vector, int bytes, ElementKind unit, string index);

    // Each column by itself: those of split halves do not follow one another.
    private void StoreColumns(KernelBody body, Columns codes, ElementKind kind, ElementOrder order)
    {
        ElementKind first = kind.Size() == 1 ? ElementKind.Int16 : kind;
        Columns narrow = body.Each(codes, "words", first, x => NarrowToInt16(x, x, first));
        if (kind.Size() == 1) narrow = body.Each(narrow, "narrow", kind, x => NarrowToBytes(x, x, kind));
        for (int c = 0; c < narrow.Count; c++) body.Line(StoreBottom(InOrder(body, narrow[c], kind), Lanes * kind.Size(), kind, order.Of(Lanes, Unroll, c)));
    }

    /// <summary>A vector whose groups of four narrow codes are in order, from one as narrowing left it.</summary>
    protected virtual string InOrder(KernelBody body, string narrowed, ElementKind kind) => narrowed;

    /// <summary>The bits of a code that are stored.</summary>
    protected Columns ToFields(KernelBody body, Columns codes, PackedLayout layout)
    {
        if (layout.Field == FieldKind.Unsigned) return codes;
        if (layout.Field == FieldKind.Sign)
        {
            body.Comment("The sign's bit: 1 for the code +1, 0 for −1.");
            return body.Each(codes, "field", codes.Kind, x => $"{Vector}.Max({x}, {TypeOf(codes.Kind)}.Zero)");
        }

        string mask = Broadcast(body, codes.Kind, "mask", $"({codes.Kind.Keyword()}){Literal.Of(layout.Mask)}");
        return body.Each(codes, "field", codes.Kind, x => $"{x} & {mask}");
    }

    /// <summary>Narrows neighbouring columns in pairs, or a single one with itself.</summary>
    protected Columns Pair(KernelBody body, Columns input, string name, ElementKind kind, Func<string, string, string> narrow)
    {
        Columns output = input with { Name = name, Kind = kind, Count = Math.Max(1, input.Count / 2) };
        for (int c = 0; c < output.Count; c++)
        {
            (string a, string b) = input.Count == 1 ? (input[0], input[0]) : (input[2 * c], input[(2 * c) + 1]);
            body.Line($"{TypeOf(kind)} {output[c]} = {narrow(a, b)};");
        }

        return output;
    }

    /// <summary>Narrows int32 columns to bytes, adding the zero point and enforcing the lowest code.</summary>
    protected Columns ToBytes(KernelBody body, Columns codes, ElementKind kind, CodeBounds bounds)
    {
        Columns halves = Pair(body, codes, "half", ElementKind.Int16, (a, b) => NarrowToInt16(a, b, ElementKind.Int16));
        if (bounds.ZeroPoint is { } zeroPoint)
        {
            string zeroPoints = Broadcast(body, ElementKind.Int16, "zeroPoints", $"(short){zeroPoint}");
            body.Comment("Saturating: a code far outside the range stays there.");
            halves = body.Each(halves, "shifted", ElementKind.Int16, x => AddSaturate(x, zeroPoints));
        }

        Columns bytes = Pair(body, halves, "codes", kind, (a, b) => NarrowToBytes(a, b, kind));
        if (bounds.InRange || bounds.MinCode <= kind.Lowest()) return bytes;
        string lowest = Broadcast(body, kind, "lowestCodes", $"({kind.Keyword()}){Literal.Of(bounds.MinCode)}");
        return body.Each(bytes, "clipped", kind, x => $"{Vector}.Max({x}, {lowest})");
    }

    private Columns ToInt16(KernelBody body, Columns codes, ElementKind kind, CodeBounds bounds) =>
        Pair(body, Bound16(body, codes, kind, bounds), "words", kind, (a, b) => NarrowToInt16(a, b, kind));

    // Saturating narrowing is a lower bound of its own.
    private Columns Bound16(KernelBody body, Columns codes, ElementKind kind, CodeBounds bounds) =>
        bounds.ZeroPoint is null && bounds.MinCode == kind.Lowest() ? codes : Bound(body, codes, bounds);

    // In int32, where neither bounds nor zero points can overflow.
    private Columns Bound(KernelBody body, Columns codes, CodeBounds bounds)
    {
        if (!bounds.InRange)
        {
            string lowest = Broadcast(body, ElementKind.Int32, "lowestSteps", bounds.LowestStep);
            codes = body.Each(codes, "saturated", ElementKind.Int32, x => MaxInt32(x, lowest));
        }

        if (bounds.ZeroPoint is not { } zeroPoint) return codes;
        string zeroPoints = Broadcast(body, ElementKind.Int32, "zeroPoints", zeroPoint);
        return body.Each(codes, "shifted", ElementKind.Int32, x => $"{x} + {zeroPoints}");
    }

    // Half the columns hold low codes, half the high ones of the same bytes.
    private Columns LoadSplitHalves(KernelBody body, string name, SplitHalvesLayout layout)
    {
        int pairs = Unroll / 2;
        var bytes = new Columns("pair", pairs, ElementKind.Int32);
        for (int c = 0; c < pairs; c++) body.Line($"{TypeOf(ElementKind.Int32)} {bytes[c]} = {Widen(ElementKind.Byte, At("at", c * Lanes))};");
        var codes = new Columns(name, Unroll, ElementKind.Int32);
        for (int c = 0; c < Unroll; c++)
        {
            string x = bytes[c % pairs];
            string nibble = layout.Field == FieldKind.Signed ? $"({x} << {(c < pairs ? 28 : 24)}) >> 28" : c < pairs ? $"{x} & {Broadcast(body, ElementKind.Int32, "lowNibble", "15")}" : $"{x} >> 4";
            body.Line($"{TypeOf(ElementKind.Int32)} {codes[c]} = {nibble};");
        }

        return codes;
    }

    private void StoreSplitHalves(KernelBody body, Columns codes, SplitHalvesLayout layout, CodeBounds bounds)
    {
        Columns bounded = Bound(body, codes, bounds);
        string low = Broadcast(body, ElementKind.Int32, "lowNibble", "15");
        int pairs = Unroll / 2;
        Columns bytes = new("pair", pairs, ElementKind.Int32);
        for (int c = 0; c < pairs; c++) body.Line($"{TypeOf(ElementKind.Int32)} {bytes[c]} = ({bounded[c]} & {low}) | (({bounded[c + pairs]} & {low}) << 4);");
        Columns words = Pair(body, bytes, "words", ElementKind.Int16, (a, b) => NarrowToInt16(a, b, ElementKind.Int16));
        Columns packed = Pair(body, words, "packed", ElementKind.Byte, (a, b) => NarrowToBytes(a, b, ElementKind.Byte));
        StoreHalfBytes(body, packed);
    }

    /// <summary>Writes the bytes of half the columns, narrowed with themselves, at the byte position <c>at</c>.</summary>
    protected abstract void StoreHalfBytes(KernelBody body, Columns bytes);
}
