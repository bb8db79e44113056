using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// The codes of consecutive elements as bytes of one vector, in order: for products of codes. A column is put together from pieces of planes; pieces that lie
/// side by side are read as one, and one that serves both halves is read once.
/// </summary>
/// <param name="format">The format.</param>
/// <param name="dialect">The instruction set.</param>
/// <param name="body">What the statements go to.</param>
/// <param name="block">The C# reference to the first block of a step.</param>
internal sealed class CodeBytes(BlockFormat format, BlockDialect dialect, KernelBody body, string block)
{
    private const int Piece = 8;
    private const int Unit = 16;

    private int halves;

    /// <summary>Writes the statements that read the fields of a column, which begins at an element counted over the blocks of a step.</summary>
    internal string Read(string name, int element)
    {
        string type = dialect.TypeOf(ElementKind.Byte);
        if (format.Planes[0].Order == PlaneOrder.Trits)
        {
            body.Line($"{type} {name} = {Trits(name, element)};");
            return name;
        }

        string? joined = null;
        foreach (CodePlane plane in format.Planes)
        {
            if (!plane.Holds(element % format.Size)) continue;
            string bits = plane is { Run: 1, Bits: 1 } ? Bits(plane, element) : Fields(plane, element);
            if (plane.Place > 0 && plane.Run > 1) bits = $"(({bits}).AsUInt16() << {Literal.Of(plane.Place)}).AsByte()";
            joined = joined is null ? bits : $"({joined}) | ({bits})";
        }

        body.Line($"{type} {name} = {joined};");
        return name;
    }

    private int PieceCount => dialect.ByteLanes / Piece;

    // The byte in memory of a plane's piece, and the shift of its fields.
    private (int At, int Shift) PieceOf(CodePlane plane, int element)
    {
        (int at, int field) = plane.PlaceOf(element % format.Size);
        return ((element / format.Size * format.Bytes) + at, plane.ShiftOf(field));
    }

    private string Fields(CodePlane plane, int element)
    {
        (int At, int Shift)[] pieces = [.. Enumerable.Range(0, PieceCount).Select(p => PieceOf(plane, element + (p * Piece)))];
        if (plane.Bits == 8) return Join([.. pieces.Select(p => p.At)]);

        string mask = dialect.Broadcast(body, ElementKind.Byte, $"low{Literal.Of(plane.Bits)}Bits", $"(byte){Literal.Of((1 << plane.Bits) - 1)}");
        int[] shifts = [.. pieces.Select(p => p.Shift)];
        string bytes = pieces.Length == 2 && shifts[0] != shifts[1]
            ? $"Vector128.Create({Word(pieces[0].At)} >> {Literal.Of(shifts[0])}, {Word(pieces[1].At)} >> {Literal.Of(shifts[1])}).AsByte()"
            : Shifted(Join([.. pieces.Select(p => p.At)]), shifts);
        return $"{bytes} & {mask}";
    }

    private string Shifted(string bytes, int[] shifts)
    {
        if (shifts.All(s => s == shifts[0])) return shifts[0] == 0 ? bytes : $"({bytes}.AsUInt16() >> {Literal.Of(shifts[0])}).AsByte()";
        return dialect.ShiftBytesRight(body, bytes, [.. shifts.SelectMany(s => new[] { s, s })]);
    }

    // Bytes of pieces that begin at these places: whole, twice the same half, or two halves.
    private string Join(int[] places)
    {
        int bytes = places.Length * Piece;
        if (places.Select((at, p) => at - (p * Piece)).Distinct().Count() == 1)
        {
            string at = Literal.Of(places[0]);
            return bytes == Piece ? $"Vector64.Create({Word(places[0])}).AsByte()" : $"Vector{Literal.Of(8 * bytes)}.LoadUnsafe(ref {block}{(at == "0" ? "" : $", {at}")})";
        }

        int[] lower = [.. places.Take(places.Length / 2)], upper = [.. places.Skip(places.Length / 2)];
        if (places.Length == 2) return places[0] == places[1] ? $"Vector128.Create({Word(places[0])}).AsByte()" : $"Vector128.Create({Word(places[0])}, {Word(places[1])}).AsByte()";
        return lower.SequenceEqual(upper) ? Twice(Join(lower), 8 * bytes) : Joined(Join(lower), Join(upper), 8 * bytes);
    }

    // Not by Create, which is compiled to insertions into what the register held before: they would wait for each other from step to step.
    private static string Joined(string lower, string upper, int bits) => $"{lower}.ToVector{Literal.Of(bits)}Unsafe().WithUpper({upper})";

    private string Twice(string half, int bits)
    {
        if (bits < 512) return $"Vector{Literal.Of(bits)}.Create({half})";
        string name = $"{block}Half{Literal.Of(halves++)}";
        body.Line($"Vector512<int> {name} = {half}.ToVector512Unsafe().AsInt32();");
        return $"Avx512F.Shuffle4x128({name}, {name}, 0b01_00_01_00).AsByte()";
    }

    private string Word(int at) => $"Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref {block}, {Literal.Of(at)}))";

    // One bit an element: each byte of a field of 32 is repeated eight times, and its own bit kept.
    private string Bits(CodePlane plane, int element)
    {
        string own = body.Hoist(dialect.TypeOf(ElementKind.Byte), "ownBit", dialect.Splat("0x8040201008040201ul") + ".AsByte()", "Each lane's own bit.");
        string place = dialect.Broadcast(body, ElementKind.Byte, "place", $"(byte){Literal.Of(1 << plane.Place)}");
        int at = plane.Offset + (element % format.Size / 8);
        string repeated = dialect.ByteLanes switch
        {
            64 => $"{Spread($"Vector512.Create(Vector256.Create({Quarter(PlaceOf(plane, element))}), Vector256.Create({Quarter(PlaceOf(plane, element + 32))})).AsByte()", "Avx512BW.Shuffle")}",
            32 => Spread($"Vector256.Create({Quarter(PlaceOf(plane, element))}).AsByte()", "Avx2.Shuffle"),
            _ => $"(Vector128.Create((ulong){Byte(element / format.Size * format.Bytes + at)}, {Byte((element / format.Size * format.Bytes) + at + 1)}) * 0x0101010101010101ul).AsByte()",
        };
        return $"{dialect.VectorClass}.Equals({repeated} & {own}, {own}) & {place}";
    }

    private int PlaceOf(CodePlane plane, int element) => (element / format.Size * format.Bytes) + plane.Offset;

    private string Quarter(int at) => $"Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref {block}, {Literal.Of(at)}))";

    private string Byte(int at) => $"Unsafe.Add(ref {block}, {Literal.Of(at)})";

    private string Spread(string quarters, string shuffle)
    {
        const string Eights = "Vector256.Create(0ul, 0x0101010101010101ul, 0x0202020202020202ul, 0x0303030303030303ul)";
        string eightOf = body.Hoist(dialect.TypeOf(ElementKind.Byte), "eightOf", $"{(dialect.ByteLanes == 64 ? $"Vector512.Create({Eights})" : Eights)}.AsByte()", "Eight times each byte of four.");
        return $"{shuffle}({quarters}, {eightOf})";
    }

    // The digit of each byte: times a power of three, of which the low byte stays; then three times that, of which the high byte does. In words,
    // the even bytes apart from the odd ones, each at the top of its word.
    private string Trits(string name, int element)
    {
        CodePlane PlaneOf(int e) => format.Planes.First(p => p.Holds(e));
        (int At, bool Repeats)[] units = [.. Enumerable.Range(0, dialect.ByteLanes / Unit).Select(u => UnitOf(PlaneOf(element + (u * Unit)), element + (u * Unit)))];
        int[] powers = [.. Enumerable.Range(0, dialect.ByteLanes / 2).Select(w => CodePlane.PowerOfThree(PlaneOf(element + (2 * w)).PlaceOf(element + (2 * w)).Field))];
        string words = dialect.TypeOf(ElementKind.UInt16);
        string high = dialect.Broadcast(body, ElementKind.UInt16, "highByte", "(ushort)0xFF00");
        body.Line($"{words} {name}Bytes = {Join(units)}.AsUInt16();");
        string even = $"{name}Bytes << 8", odd = $"{name}Bytes & {high}";
        if (powers.Any(p => p != 1)) (even, odd) = ($"{name}Bytes * {Factors(above: true)}", $"({odd}) * {Factors(above: false)}");
        body.Line($"{words} {name}Even = {dialect.TimesThreeHigh(even)};");
        body.Line($"{words} {name}Odd = {dialect.TimesThreeHigh(odd)};");
        return $"({name}Even | ({name}Odd << 8)).AsByte()";

        // An even byte is moved to the top of its word by its factor.
        string Factors(bool above)
        {
            int by = above ? 256 : 1;
            return powers.All(p => p == powers[0])
                ? dialect.Broadcast(body, ElementKind.UInt16, $"power{Literal.Of(powers[0])}{(above ? "Above" : "")}", $"(ushort){Literal.Of(powers[0] * by)}")
                : body.Hoist(words, $"powersAt{Literal.Of(element)}{(above ? "Above" : "")}", $"{dialect.VectorClass}.Create((ushort){string.Join(", ", powers.Select(p => Literal.Of(p * by)))})");
        }
    }

    private static (int At, bool Repeats) UnitOf(CodePlane plane, int element) => (plane.PlaceOf(element).Byte, plane.Run < Unit);

    private string Join((int At, bool Repeats)[] units)
    {
        int bits = units.Length * Unit * 8;
        if (units.Length == 1 && units[0].Repeats) return $"Vector128.Create({Quarter(units[0].At)}).AsByte()";
        if (units.All(u => !u.Repeats) && units.Select((u, k) => u.At - (k * Unit)).Distinct().Count() == 1)
        {
            return $"Vector{Literal.Of(bits)}.LoadUnsafe(ref {block}{(units[0].At == 0 ? "" : $", {Literal.Of(units[0].At)}")})";
        }

        (int, bool)[] lower = [.. units.Take(units.Length / 2)], upper = [.. units.Skip(units.Length / 2)];
        return lower.SequenceEqual(upper) ? Twice(Join(lower), bits) : Joined(Join(lower), Join(upper), bits);
    }
}
