using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>
/// Dense streams in 64-bit lanes, by shifts and masks alone: not every processor of 128 bits shuffles bytes or shifts by lanes. A lane
/// holds eight codes of up to 7 bits, or four wider ones.
/// </summary>
internal sealed partial class Portable128
{
    protected override Columns LoadDense(KernelBody body, string name, DenseLayout layout, string at)
    {
        int bits = layout.Bits;
        ElementKind narrow = layout.Field == FieldKind.Unsigned ? bits < 8 ? ElementKind.Byte : ElementKind.UInt16 : bits < 8 ? ElementKind.SByte : ElementKind.Int16;
        if (bits < 8)
        {
            ReadEights(body, layout, at);
            body.Comment("Eight fields drawn apart: into halves, quarters and bytes.");
            string bytes = Signed(body, Apart(body, layout.FromTop ? Swapped(body, "lanes") : "lanes", [(4 * bits, 32), (2 * bits, 16), (bits, 8)], ""), layout, narrow, "");
            return WidenBytes(body, name, bytes, narrow);
        }

        Columns words = new("loaded", Unroll / 2, narrow);
        for (int v = 0; v < words.Count; v++)
        {
            string suffix = words.Count == 1 ? "" : Literal.Of(v);
            string second = Literal.Of(64 - (4 * bits));
            body.Line($"Vector128<ulong> lanes{suffix} = Vector128.Create({Read(at, 8, v * bits)}, {Read(at, 8, ((v + 1) * bits) - 8)} >> {second});");
            if (v == 0) body.Comment("Four fields of a lane drawn apart: into halves and words.");
            string fields = Signed(body, Apart(body, "lanes" + suffix, [(2 * bits, 32), (bits, 16)], suffix), layout, narrow, suffix);
            body.Line($"Vector128<{narrow.Keyword()}> {words[v]} = {fields};");
        }

        return WidenWords(body, name, words);
    }

    protected override void StoreDense(KernelBody body, Columns fields, DenseLayout layout, string at)
    {
        int bits = layout.Bits;
        body.Comment("Neighbours are brought together, in pairs, pairs of pairs and so on, until each lane holds bits that follow one another.");
        for (int v = 0; v < fields.Count; v++)
        {
            string suffix = fields.Count == 1 ? "" : Literal.Of(v);
            (int, int)[] rounds = bits < 8 ? [(bits, 8), (2 * bits, 16), (4 * bits, 32)] : [(bits, 16), (2 * bits, 32)];
            string lanes = Together(body, fields[v], rounds, suffix);
            if (bits < 8) WriteEights(body, layout.FromTop ? Swapped(body, lanes) : lanes, bits, at);
            else WriteFours(body, lanes, bits, v, at);
        }
    }

    // One or two lanes of eight codes, read within the step.
    private void ReadEights(KernelBody body, DenseLayout layout, string at)
    {
        int bits = layout.Bits;
        if (Unroll == 4)
        {
            int all = 2 * bits, piece = DenseOrder.Piece(all, 8);
            string last = all == piece ? Read(at, piece, 0) : Read(at, piece, all - piece);
            body.Line($"Vector128<ulong> lanes = Vector128.Create({Read(at, piece, 0)}, {last}{(piece == bits ? "" : $" >> {Literal.Of(8 * (piece - bits))}")});");
            return;
        }

        int one = DenseOrder.Piece(bits, 8);
        string rest = one == bits ? "" : $" | ({Read(at, one, bits - one)} << {Literal.Of(8 * (bits - one))})";
        body.Line($"Vector128<ulong> lanes = Vector128.CreateScalar({Read(at, one, 0)}{rest});");
    }

    // The first field of a byte from its high half to the low one, or back.
    private static string Swapped(KernelBody body, string lanes)
    {
        string mask = Mask(4, 8, 0);
        body.Line($"Vector128<ulong> swapped = (({lanes} >> 4) & {mask}) | (({lanes} & {mask}) << 4);");
        return "swapped";
    }

    // Fields of so many bits, lying together in lanes twice as wide as asked for, each moved to the bottom of a lane of its own.
    private static string Apart(KernelBody body, string lanes, (int Bits, int Lane)[] rounds, string suffix)
    {
        foreach ((int bits, int lane) in rounds)
        {
            string next = $"{(lane == 32 ? "inHalves" : lane == 16 ? "inQuarters" : "inBytes")}{suffix}";
            body.Line($"Vector128<ulong> {next} = ({lanes} & {Mask(bits, 2 * lane, 0)}) | (({lanes} << {Literal.Of(lane - bits)}) & {Mask(bits, 2 * lane, lane)});");
            lanes = next;
        }

        return lanes;
    }

    private static string Together(KernelBody body, string narrow, (int Bits, int Lane)[] rounds, string suffix)
    {
        string lanes = narrow + ".AsUInt64()";
        foreach ((int bits, int lane) in rounds)
        {
            string next = $"{(lane == 32 ? "whole" : lane == 16 ? "fours" : "pairs")}{suffix}";
            body.Line($"Vector128<ulong> {next} = ({lanes} & {Mask(bits, 2 * lane, 0)}) | (({lanes} >> {Literal.Of(lane - bits)}) & {Mask(bits, 2 * lane, bits)});");
            lanes = next;
        }

        return lanes;
    }

    private static string Signed(KernelBody body, string lanes, DenseLayout layout, ElementKind narrow, string suffix)
    {
        string fields = $"{lanes}.{narrow.AsMethod()}()";
        string type = $"Vector128<{narrow.Keyword()}>";
        if (layout.Field == FieldKind.Unsigned) return fields;
        if (layout.Field == FieldKind.Sign) return Line($"{fields} + {fields} - {type}.One", "1 is the code +1, 0 is −1.");
        string sign = body.Hoist(type, "signs", $"Vector128.Create(({narrow.Keyword()}){Literal.Of(1 << (layout.Bits - 1))})");
        return Line($"({fields} ^ {sign}) - {sign}", "Two's complement of fewer bits.");

        string Line(string expression, string why)
        {
            body.Comment(why);
            body.Line($"{type} signed{suffix} = {expression};");
            return "signed" + suffix;
        }
    }

    private void WriteEights(KernelBody body, string lanes, int bits, string at)
    {
        if (Unroll != 4)
        {
            int one = DenseOrder.Piece(bits, 8);
            body.Line($"ulong bytes = {lanes}.ToScalar();");
            Write(body, at, one, 0, "bytes");
            if (one < bits) Write(body, at, one, bits - one, $"bytes >> {Literal.Of(8 * (bits - one))}");
            return;
        }

        int all = 2 * bits, piece = DenseOrder.Piece(all, 8);
        body.Line($"ulong first = {lanes}.ToScalar();");
        body.Line($"ulong second = {lanes}.GetElement(1);");
        Write(body, at, piece, 0, $"first | (second << {Literal.Of(8 * bits)})");
        if (all == piece) return;
        string last = all > 8
            ? $"(second << {Literal.Of(8 * (8 - bits))}) | (first >> {Literal.Of(8 * (all - 8))})"
            : $"(first | (second << {Literal.Of(8 * bits)})) >> {Literal.Of(8 * (all - piece))}";
        Write(body, at, piece, all - piece, last);
    }

    // Two lanes of four codes are as many bytes as one code has bits, from 9 on.
    private static void WriteFours(KernelBody body, string lanes, int bits, int v, string at)
    {
        string first = $"{lanes}.ToScalar()", second = $"{lanes}.GetElement(1)";
        Write(body, at, 8, v * bits, $"{first} | ({second} << {Literal.Of(4 * bits)})");
        Write(body, at, 8, ((v + 1) * bits) - 8, $"({second} << {Literal.Of(64 - (4 * bits))}) | ({first} >> {Literal.Of((8 * bits) - 64)})");
    }

    private static string Read(string at, int bytes, int offset) => bytes == 1
        ? $"(ulong)Unsafe.Add(ref source, {At(at, offset)})"
        : $"{(bytes == 8 ? "" : "(ulong)")}Unsafe.ReadUnaligned<{Word(bytes)}>(ref Unsafe.Add(ref source, {At(at, offset)}))";

    private static void Write(KernelBody body, string at, int bytes, int offset, string value)
    {
        string cast = bytes == 8 ? value : $"unchecked(({Word(bytes)})({value}))";
        body.Line(bytes == 1
            ? $"Unsafe.Add(ref destination, {At(at, offset)}) = {cast};"
            : $"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {At(at, offset)}), {cast});");
    }

    private static string Word(int bytes) => bytes switch { 8 => "ulong", 4 => "uint", 2 => "ushort", _ => "byte" };

    // Ones in so many bits from a place on, in every lane of a width.
    private static string Mask(int bits, int lane, int place)
    {
        ulong mask = 0;
        for (int at = 0; at < 64; at += lane) mask |= ((1ul << bits) - 1) << (at + place);
        return $"Vector128.Create(0x{mask.ToString("X16", System.Globalization.CultureInfo.InvariantCulture)}ul)";
    }
}
