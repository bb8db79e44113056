using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What AVX2 and AVX-512 say alike: narrowing, shuffles and shifts within 128-bit parts, and dense streams by them.</summary>
/// <param name="unroll">Vectors in one step.</param>
/// <param name="byColumn">Whether each lane has parameters of its own.</param>
internal abstract partial class X86Dialect(int unroll, bool byColumn) : VectorDialect(unroll, byColumn)
{
    internal override bool HasFusedQuotient => true;

    internal override bool HasStreamingStores => true;

    /// <summary>The class of the instructions on bytes and words.</summary>
    protected abstract string Narrow { get; }

    /// <summary>The class of the instructions on wider lanes.</summary>
    protected abstract string Wide { get; }

    protected override string NarrowToInt16(string a, string b, ElementKind kind) =>
        kind == ElementKind.UInt16 ? $"{Narrow}.PackUnsignedSaturate({a}, {b})" : $"{Narrow}.PackSignedSaturate({a}, {b})";

    protected override string NarrowToBytes(string a, string b, ElementKind kind) =>
        kind == ElementKind.SByte ? $"{Narrow}.PackSignedSaturate({a}, {b})" : $"{Narrow}.PackUnsignedSaturate({a}, {b})";

    protected override string AddSaturate(string a, string b) => $"{Narrow}.AddSaturate({a}, {b})";

    protected override string StoreBottom(string vector, int bytes, ElementKind unit, string index)
    {
        string bottom = bytes == 2 * Lanes && Lanes == 16 ? $"{vector}.GetLower()" : Part(vector, 0);
        return bytes >= 16
            ? $"{bottom}.StoreUnsafe(ref destination, {index});"
            : $"Unsafe.WriteUnaligned(ref Unsafe.As<{unit.Keyword()}, byte>(ref Unsafe.Add(ref destination, {index})), {bottom}.AsUInt64().ToScalar());";
    }

    /// <summary>One 128-bit part of a vector.</summary>
    protected abstract string Part(string vector, int part);

    /// <summary>A few bytes of memory, repeated in each 128-bit part.</summary>
    protected abstract string LoadRepeated(string place, int bytes);

    protected override void StoreBytes(KernelBody body, Columns bytes) => body.Line(StoreVector(body, InOrder(body, bytes[0], bytes.Kind), "i"));

    protected override void StoreWords(KernelBody body, Columns words, ElementOrder order)
    {
        for (int c = 0; c < words.Count; c++) body.Line(StoreVector(body, InOrder(body, words[c], words.Kind), order.Of(Lanes, Unroll, 2 * c)));
    }

    /// <summary>The place, after narrowing, of a group of four codes: narrowing deals groups out to the parts in turn.</summary>
    protected int PlaceOf(int group, bool words) => ((words ? 2 : 4) * (group % Parts)) + (group / Parts);

    protected override Columns LoadDense(KernelBody body, string name, DenseLayout layout, string at)
    {
        int bits = layout.Bits, column = Lanes * bits / 8, all = Unroll * column;
        int chunk = column <= 4 ? 4 : column <= 8 ? 8 : 16;
        Columns bytes = new("bytes", Unroll, ElementKind.Byte);
        for (int c = 0; c < Unroll; c++)
        {
            // Read within the step, though not always from a column's first byte on.
            int start = Math.Min(c * column, all - chunk), skip = (c * column) - start;
            string around = body.Hoist(
                TypeOf(ElementKind.Byte),
                skip == 0 ? "around" : $"around{Literal.Of(skip)}",
                Bytes(Enumerable.Range(0, 4 * Lanes).Select(b => Math.Min((((b / 4 * bits) + (8 * skip)) / 8) + (b % 4), chunk - 1))),
                skip == 0 ? "The bytes around each code." : null);
            body.Line($"{TypeOf(ElementKind.Byte)} {bytes[c]} = {Narrow}.Shuffle({LoadRepeated($"ref Unsafe.Add(ref source, {At(at, start)})", chunk)}, {around});");
        }

        return FromBytesAround(body, name, bytes, layout);
    }

    /// <summary>Codes from the four bytes around each: shifted to the top of a lane, and down again with its sign.</summary>
    protected Columns FromBytesAround(KernelBody body, string name, Columns bytes, DenseLayout layout)
    {
        int bits = layout.Bits;
        string shifts = body.Hoist(
            TypeOf(ElementKind.UInt32),
            "toTop",
            $"{Vector}.Create({string.Join(", ", Enumerable.Range(0, Lanes).Select(k => Literal.Of(32 - bits - Below(k)) + "u"))})",
            "From a code's own bit to the top of its lane.");
        Columns top = body.Each(bytes, "top", ElementKind.Int32, x => $"{Wide}.ShiftLeftLogicalVariable({x}.AsInt32(), {shifts})");
        string down = Literal.Of(32 - bits);

        // The bits below a code in the bytes around it.
        int Below(int k) => layout.FromTop ? 8 - bits - (k * bits % 8) : k * bits % (LoadsWords(layout) ? 16 : 8);

        return layout.Field switch
        {
            FieldKind.Signed => body.Each(top, name, ElementKind.Int32, x => $"{x} >> {down}"),
            FieldKind.Unsigned => body.Each(top, name, ElementKind.Int32, x => $"{x} >>> {down}"),
            _ => body.Each(top, name, ElementKind.Int32, x => $"~({x} >> {down}) | {TypeOf(ElementKind.Int32)}.One"),
        };
    }

    /// <summary>Whether the bytes around a code are picked in words.</summary>
    protected virtual bool LoadsWords(DenseLayout layout) => false;

    protected override void StoreDense(KernelBody body, Columns fields, DenseLayout layout, string at)
    {
        bool words = fields.Kind.Size() == 2;
        body.Comment("Four codes at a time are brought together, each next to the one before it.");
        Columns fours = words ? FourWords(body, fields, layout.Bits) : FourBytes(body, fields, layout);
        int bytes = fours.Count == 1 ? Step * layout.Bits / 8 : Step * layout.Bits / 16;
        for (int v = 0; v < fours.Count; v++) StoreFours(body, fours[v], fours.Count == 1 ? "" : Literal.Of(v), At(at, v * bytes), bytes, new DenseOrder(layout.Bits, words ? 8 : 4), words);
    }

    /// <summary>Writes a vector of containers, each the bits of four codes, exactly.</summary>
    protected virtual void StoreFours(KernelBody body, string fours, string suffix, string at, int bytes, DenseOrder order, bool words)
    {
        string ordered = "ordered" + suffix, joined = "joined" + suffix;
        body.Line($"{TypeOf(ElementKind.Byte)} {ordered} = {ShiftOddGroups(body, InOrder(body, fours, words ? ElementKind.UInt16 : ElementKind.Byte), order, words, k => k)};");
        int part = bytes / Parts, piece = DenseOrder.Piece(part, 8);
        int[] stream = [.. DenseOrder.TwoPieces(part, piece)];
        string first = Within(other: false, "order", "Within each part the containers' bytes close up" + (stream.Length > piece ? "; its last ones are there twice, for it is written in two pieces." : "."));
        string shuffled = $"{Narrow}.Shuffle({ordered}, {first})";
        if (order.HasHalfBytes) shuffled += $" | {Narrow}.Shuffle({ordered}, {Within(other: true, "orderOfShared", "The same for the bytes that two groups share.")})";
        body.Line($"{TypeOf(ElementKind.Byte)} {joined} = {shuffled};");
        ElementKind unit = piece == 8 ? ElementKind.UInt64 : piece == 4 ? ElementKind.UInt32 : ElementKind.UInt16;
        for (int p = 0; p < Parts; p++)
        {
            for (int half = 0; half < stream.Length / piece; half++)
            {
                string element = $"{Part(joined, p)}.{unit.AsMethod()}().GetElement({Literal.Of(half)})";
                body.Line($"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {At(at, (p * part) + (half * (part - piece)))}), {element});");
            }
        }

        string Within(bool other, string name, string why)
        {
            int[] places = [.. order.Sources(stream, k => k, other, nothing: true)];
            return body.Hoist(
                TypeOf(ElementKind.Byte),
                name,
                Bytes(Enumerable.Range(0, 16 * Parts).Select(b => b % 16 < places.Length ? places[b % 16] : DenseOrder.Nothing)),
                why);
        }
    }

    /// <summary>Odd groups four bits higher, where a group ends in the middle of a byte; as bytes.</summary>
    protected string ShiftOddGroups(KernelBody body, string fours, DenseOrder order, bool words, Func<int, int> placeOf)
    {
        if (!order.HasHalfBytes || (!words && ProductsShift(order.Bits))) return SeenAs(fours, "AsByte");
        int groups = (words ? 2 : 4) * Parts;
        int[] shifts = new int[groups];
        for (int k = 1; k < groups; k += 2) shifts[placeOf(k)] = 4;
        string suffix = words ? "ul" : "u", lane = words ? "UInt64" : "UInt32";
        string halfBytes = body.Hoist(
            TypeOf(words ? ElementKind.UInt64 : ElementKind.UInt32),
            "halfBytes",
            $"{Vector}.Create({string.Join(", ", shifts.Select(s => Literal.Of(s) + suffix))})",
            "Four codes end in the middle of a byte: every second four begin there.");
        return $"{Wide}.ShiftLeftLogicalVariable({SeenAs(fours, $"As{lane}")}, {halfBytes}).AsByte()";
    }

    // One view is enough: the last replaces one before it.
    private static string SeenAs(string vector, string view)
    {
        int last = vector.LastIndexOf(".As", StringComparison.Ordinal);
        return last > 0 && vector.IndexOf("()", last, StringComparison.Ordinal) == vector.Length - 2 ? $"{vector.Substring(0, last)}.{view}()" : $"{vector}.{view}()";
    }

    /// <summary>A constant vector of bytes.</summary>
    protected string Bytes(IEnumerable<int> values)
    {
        string[] texts = [.. values.Select(Literal.Of)];
        texts[0] = "(byte)" + texts[0];
        IEnumerable<string> lines = Enumerable.Range(0, texts.Length / 16).Select(l => "    " + string.Join(", ", texts.Skip(16 * l).Take(16)));
        return $"{Vector}.Create(\n{string.Join(",\n", lines)})";
    }

    // Bytes a, b, c, d to a | b << bits | c << 2·bits | d << 3·bits: two rounds of products and sums of neighbours.
    private Columns FourBytes(KernelBody body, Columns fields, DenseLayout layout)
    {
        int bits = layout.Bits, weights = layout.FromTop ? (1 << bits) | (1 << 8) : 1 | (1 << (8 + bits));
        string pairWeights = body.Hoist(
            TypeOf(ElementKind.Byte), "pairWeights", $"{Vector}.Create((ushort){Literal.Of(weights)}).AsByte()", layout.FromTop ? $"2^{Literal.Of(bits)} and 1." : $"1 and 2^{Literal.Of(bits)}.");
        string fourWeights = FourWeights(body, bits);
        Columns pairs = body.Each(fields, "pairs", ElementKind.Int16, x => $"{Narrow}.MultiplyAddAdjacent({pairWeights}, {x}{(fields.Kind == ElementKind.SByte ? "" : ".AsSByte()")})");
        return body.Each(pairs, "fours", ElementKind.Int32, x => $"{Narrow}.MultiplyAddAdjacent({x}, {fourWeights})");
    }

    private string FourWeights(KernelBody body, int bits)
    {
        int weights = 1 | (1 << (16 + (2 * bits)));
        if (!ProductsShift(bits)) return body.Hoist(TypeOf(ElementKind.Int16), "fourWeights", $"{Vector}.Create({Literal.Of(weights)}).AsInt16()", $"1 and 2^{Literal.Of(2 * bits)}.");

        int[] groups = new int[4 * Parts];
        for (int k = 0; k < groups.Length; k++) groups[PlaceOf(k, words: false)] = k % 2 == 1 ? weights << 4 : weights;
        return body.Hoist(
            TypeOf(ElementKind.Int16),
            "fourWeights",
            $"{Vector}.Create({string.Join(", ", groups.Select(Literal.Of))}).AsInt16()",
            $"1 and 2^{Literal.Of(2 * bits)}; 16 times as much for every second four, which begin in the middle of a byte.");
    }

    // Whether the weights have room for a shift by four bits.
    private static bool ProductsShift(int bits) => bits % 2 == 1 && (2 * bits) + 4 < 15;

    // The same of words, whose products would overflow: the lower neighbour is moved up against the other, and both down.
    private Columns FourWords(KernelBody body, Columns fields, int bits)
    {
        int gap = 16 - bits;
        string pairWeights = body.Hoist(TypeOf(ElementKind.UInt16), "pairWeights", $"{Vector}.Create({Literal.Of((1 << gap) | (1 << 16))}).AsUInt16()", $"2^{Literal.Of(gap)} and 1: lower codes up against the higher ones.");
        string pairGaps = body.Hoist(TypeOf(ElementKind.UInt32), "pairGaps", $"{Vector}.Create({Literal.Of(2 * gap)}ul).AsUInt32()", "Lower pairs up against the higher ones.");
        Columns pairs = body.Each(fields, "pairs", ElementKind.UInt32, x => $"({x}{(fields.Kind == ElementKind.UInt16 ? "" : ".AsUInt16()")} * {pairWeights}).AsUInt32() >> {Literal.Of(gap)}");
        return body.Each(pairs, "fours", ElementKind.UInt64, x => $"{Wide}.ShiftLeftLogicalVariable({x}, {pairGaps}).AsUInt64() >> {Literal.Of(2 * gap)}");
    }
}
