using Quantization.Arithmetic;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// The codes of a block between their planes and int32 columns. Columns that share bytes are read and written together: a group. What a
/// plane holds is data; the statements are the same for all formats.
/// </summary>
internal sealed class BlockCodes
{
    private const int OrderedElements = 64;
    private const int ColumnsOfBytes = 4;

    private readonly BlockFormat format;
    private readonly BlockDialect dialect;
    private readonly int lanes;

    /// <summary>Takes the codes of a format apart.</summary>
    /// <param name="format">The format.</param>
    /// <param name="dialect">The instruction set.</param>
    /// <param name="inOrder">Whether columns are read in the order of elements, 64 at a time, instead of each byte once.</param>
    internal BlockCodes(BlockFormat format, BlockDialect dialect, bool inOrder = false)
    {
        this.format = format;
        this.dialect = dialect;
        lanes = dialect.Lanes;
        Groups = IsStream ? [.. Streams(StreamColumns)] : inOrder ? [.. Streams(Math.Min(OrderedElements, format.Size) / lanes)] : format.Bits == 8 ? [.. Streams(ColumnsOfBytes)] : [.. Shared()];
    }

    /// <summary>The first elements of the columns that belong together, in the order in which they are taken.</summary>
    internal IReadOnlyList<int[]> Groups { get; }

    /// <summary>Whether all codes are one dense stream.</summary>
    private bool IsStream => IsStreamOf(format);

    /// <summary>The most columns that a dialect takes of a stream at once.</summary>
    private int StreamColumns => StreamColumnsOf(format, dialect);

    /// <summary>The columns of a dense stream that a dialect takes at once: four, or what a block has.</summary>
    internal static int StreamColumnsOf(BlockFormat format, BlockDialect dialect)
    {
        int columns = 4;
        while (columns > 1 && format.Size % (columns * dialect.Lanes) != 0) columns /= 2;
        return columns;
    }

    /// <summary>Whether a dialect can write the codes: a dense stream only four columns at a time.</summary>
    internal static bool CanWrite(BlockFormat format, BlockDialect dialect) =>
        !IsStreamOf(format) || StreamColumnsOf(format, dialect) == 4;

    /// <summary>Reads the fields of a group; bits above them may be left where a table ignores them.</summary>
    internal Columns Read(KernelBody body, int[] group, string name, bool exact)
    {
        if (IsStream) return dialect.ReadStream(body, name, Layout(format.Planes[0]), group.Length, format.Planes[0].Offset + (group[0] * format.Bits / 8));

        var loads = new Dictionary<string, string>(StringComparer.Ordinal);
        var result = new Columns(name, group.Length, ElementKind.Int32);
        string[] terms = new string[group.Length];
        int known = 0;
        foreach (CodePlane plane in format.Planes.OrderBy(p => p.Place))
        {
            if (group.All(e => !plane.Holds(e))) continue;
            bool alone = plane.Place == 0 && format.Planes.All(p => p.Place == 0);
            Columns? bits = plane is { Run: 1, Bits: 1 } ? ReadBits(body, plane, group) : null;
            for (int c = 0; c < group.Length; c++)
            {
                if (!plane.Holds(group[c])) continue;
                string field = bits is not null ? bits[c] : Field(body, plane, group[c], loads, exact && alone);
                // The bits of the planes below stay, whatever stands above them is replaced.
                terms[c] = terms[c] is null ? field : $"{dialect.VectorClass}.ConditionalSelect({Mask(body, known)}, {terms[c]}, {field})";
            }

            known = plane.Place + plane.Bits;
        }

        bool masked = exact && format.Planes.Any(p => p.Place > 0);
        for (int c = 0; c < group.Length; c++) body.Line($"{dialect.TypeOf(ElementKind.Int32)} {result[c]} = {terms[c]}{(masked ? $" & {Mask(body, format.Bits)}" : "")};");
        return result;
    }

    /// <summary>Writes the fields of a group.</summary>
    internal void Write(KernelBody body, int[] group, Columns fields)
    {
        if (IsStream)
        {
            dialect.WriteStream(body, fields, Layout(format.Planes[0]), format.Planes[0].Offset + (group[0] * format.Bits / 8));
            return;
        }

        foreach (CodePlane plane in format.Planes)
        {
            if (plane is { Run: 1, Bits: 1 }) WriteBits(body, plane, group, fields);
            else WriteFields(body, plane, group, fields);
        }
    }

    private static bool IsStreamOf(BlockFormat format) => format.Planes.Length == 1 && Streams(format.Planes[0]);

    private static bool Streams(CodePlane plane) => plane.Order == PlaneOrder.Stream || (plane.Run == 1 && plane.Bits > 1);

    private DenseLayout Layout(CodePlane plane) =>
        new(plane.Bits, format.Signed ? FieldKind.Signed : FieldKind.Unsigned, FromTop: plane.Order == PlaneOrder.FieldsFromTop);

    private IEnumerable<int[]> Streams(int columns)
    {
        for (int e = 0; e < format.Size; e += columns * lanes) yield return [.. Enumerable.Range(0, columns).Select(c => e + (c * lanes)).Where(first => first < format.Size)];
    }

    // Columns are joined where any plane has a byte of both.
    private IEnumerable<int[]> Shared()
    {
        int count = format.Size / lanes;
        int[] root = [.. Enumerable.Range(0, count)];
        var owners = new Dictionary<(CodePlane, int), int>();
        for (int c = 0; c < count; c++)
        {
            foreach (CodePlane plane in format.Planes.Where(p => p.Holds(c * lanes) && p.Run > 1))
            {
                int at = plane.PlaceOf(c * lanes).Byte;
                if (owners.TryGetValue((plane, at), out int owner)) Join(owner, c);
                else owners.Add((plane, at), c);
            }
        }

        // Bits of an element each are written some bytes at a time; eight columns of 4, four of 8, two of 16.
        if (format.Planes.Any(p => p is { Run: 1, Bits: 1 }))
        {
            for (int c = 1; c < count; c++) Join(0, c);
        }

        // So are those of a part, whose scale is then read once; but for formats of one plane only, whose columns are few.
        for (int c = 1; c < count && format.Planes.Length == 1 && format.PartSize > lanes; c++)
        {
            if (c * lanes / format.PartSize == (c - 1) * lanes / format.PartSize) Join(c - 1, c);
        }

        return Enumerable.Range(0, count).GroupBy(Root).Select(same => same.Select(c => c * lanes).ToArray());

        int Root(int c) => root[c] == c ? c : Root(root[c]);

        void Join(int a, int b) => root[Math.Max(Root(a), Root(b))] = Math.Min(Root(a), Root(b));
    }

    private string Field(KernelBody body, CodePlane plane, int element, Dictionary<string, string> loads, bool exact)
    {
        (int at, int field) = plane.PlaceOf(element);
        if (plane.Run < lanes) return Repeated(body, plane, element, at);
        string bytes = Load(body, Literal.Of(at), loads, format is { Signed: true, Bits: 8 });
        if (plane.Order == PlaneOrder.Trits) return Trit(body, field == 0 ? bytes : $"({bytes} * {Literal.Of(CodePlane.PowerOfThree(field))})", remainder: field > 0);
        if (plane.Bits == 8) return bytes;
        int shift = plane.ShiftOf(field);
        if (format.Signed) return $"({bytes} << {Literal.Of(32 - plane.Bits - shift)}) >> {Literal.Of(32 - plane.Bits)}";
        int right = shift - plane.Place;
        string shifted = right == 0 ? bytes : right > 0 ? $"{bytes} >> {Literal.Of(right)}" : $"{bytes} << {Literal.Of(-right)}";
        if (shift + plane.Bits == 8 || !exact) return shifted;
        return $"{(shift == 0 ? shifted : $"({shifted})")} & {Mask(body, plane.Bits)}";
    }

    // A run that is shorter than a vector lies in it several times, each time for the next field.
    private string Repeated(KernelBody body, CodePlane plane, int element, int at)
    {
        string bytes = dialect.ReadRepeatedBytes(Literal.Of(at), plane.Run);
        int[] fields = [.. Enumerable.Range(0, lanes).Select(k => plane.PlaceOf(element + k).Field)];
        if (plane.Order == PlaneOrder.Trits) return Trit(body, dialect.Multiply(body, bytes, [.. fields.Select(CodePlane.PowerOfThree)]), remainder: true);
        return $"{dialect.ShiftRight(body, bytes, [.. fields.Select(plane.ShiftOf)])} & {Mask(body, plane.Bits)}";
    }

    private string Trit(KernelBody body, string product, bool remainder)
    {
        string low = remainder ? $"({product} & {Mask(body, 8)})" : product;
        return $"({low} * 3) >> 8";
    }

    private string Mask(KernelBody body, int bits) => dialect.Broadcast(body, ElementKind.Int32, $"low{Literal.Of(bits)}Bits", Literal.Of((1 << bits) - 1));

    private string Load(KernelBody body, string index, Dictionary<string, string> loads, bool signed)
    {
        if (loads.TryGetValue(index, out string? known)) return known;
        string name = $"bytes{index}";
        body.Line($"{dialect.TypeOf(ElementKind.Int32)} {name} = {dialect.ReadBytes(index, signed)};");
        loads.Add(index, name);
        return name;
    }

    // One bit of each element, at its place in the code; other bits are whatever they are.
    private Columns ReadBits(KernelBody body, CodePlane plane, int[] group)
    {
        Columns bits = new("bit", group.Length, ElementKind.Int32);
        body.Line($"uint bits = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, {Literal.Of(plane.Offset)}));");
        int[] shifts = [.. Enumerable.Range(0, lanes)];
        for (int c = 0; c < group.Length; c++)
        {
            int left = plane.Place - group[c];
            string aligned = left > 0 ? $"bits << {Literal.Of(left)}" : left < 0 ? $"bits >> {Literal.Of(-left)}" : "bits";
            body.Line($"{dialect.TypeOf(ElementKind.Int32)} {bits[c]} = {dialect.ShiftRight(body, dialect.Splat($"unchecked((int)({aligned}))"), shifts)};");
        }

        return bits;
    }

    private void WriteBits(KernelBody body, CodePlane plane, int[] group, Columns fields)
    {
        IEnumerable<string> parts = group.Select((e, c) =>
        {
            string lowest = dialect.LowestBits($"({fields[c]} >> {Literal.Of(plane.Place)})");
            return e == 0 ? $"(uint){lowest}" : $"((uint){lowest} << {Literal.Of(e)})";
        });
        body.Line($"uint bits = {string.Join("\n    | ", parts)};");
        body.Line($"Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, {Literal.Of(plane.Offset)}), bits);");
    }

    private void WriteFields(KernelBody body, CodePlane plane, int[] group, Columns fields)
    {
        // The columns of each vector of bytes, in the order of fields.
        var bytes = new SortedDictionary<int, List<int>>();
        for (int c = 0; c < group.Length; c++)
        {
            if (!plane.Holds(group[c])) continue;
            int at = plane.PlaceOf(group[c]).Byte;
            if (!bytes.TryGetValue(at, out List<int>? columns)) bytes.Add(at, columns = []);
            columns.Add(c);
        }

        if (bytes.Count == 0) return;
        if (plane.Run < lanes)
        {
            foreach (KeyValuePair<int, List<int>> run in bytes) WriteRepeated(body, plane, run.Key, [.. run.Value.Select(c => (group[c], fields[c]))]);
            return;
        }

        var packed = new List<(int At, string Name)>();
        foreach (KeyValuePair<int, List<int>> vector in bytes)
        {
            if (plane is { Bits: 8, Place: 0 } && vector.Value.Count == 1)
            {
                packed.Add((vector.Key, fields[vector.Value[0]]));
                continue;
            }

            string name = $"packed{Literal.Of(vector.Key)}";
            string value = plane.Order == PlaneOrder.Trits
                ? ToTrits(body, plane, [.. vector.Value.Select(c => (plane.PlaceOf(group[c]).Field, fields[c]))])
                : string.Join(" | ", vector.Value.Select(c => Shifted(body, plane, plane.ShiftOf(plane.PlaceOf(group[c]).Field), fields[c])));
            body.Line($"{dialect.TypeOf(ElementKind.Int32)} {name} = {value};");
            packed.Add((vector.Key, name));
        }

        // Vectors of bytes that follow one another are narrowed together.
        for (int first = 0; first < packed.Count;)
        {
            int count = 1;
            while (first + count < packed.Count && packed[first + count].At == packed[first].At + (count * lanes)) count++;
            dialect.WriteBytes(body, [.. packed.Skip(first).Take(count).Select(p => p.Name)], packed[first].At, format is { Signed: true, Bits: 8 });
            first += count;
        }
    }

    private string Shifted(KernelBody body, CodePlane plane, int shift, string field)
    {
        string bits = plane.Place > 0 ? $"({field} >> {Literal.Of(plane.Place)})" : field;
        // The highest plane has nothing above it.
        if (plane.Place + plane.Bits < format.Bits || format.Signed) bits = $"({bits} & {Mask(body, plane.Bits)})";
        return shift == 0 ? bits : $"({bits} << {Literal.Of(shift)})";
    }

    // Each run of lanes is another field of the same bytes.
    private void WriteRepeated(KernelBody body, CodePlane plane, int at, IReadOnlyList<(int Element, string Field)> columns)
    {
        bool trits = plane.Order == PlaneOrder.Trits;
        string all = Literal.Of(at);
        for (int c = 0; c < columns.Count; c++)
        {
            (int element, string field) = columns[c];
            int[] places = [.. Enumerable.Range(0, lanes).Select(k => plane.PlaceOf(element + k).Field)];
            // Digits weigh 81, 27, 9 and 3, as the first four of the five that a byte can hold.
            int[] weights = [.. places.Select(f => trits ? CodePlane.PowerOfThree(4 - f) : 1 << plane.ShiftOf(f))];
            body.Line($"{dialect.TypeOf(ElementKind.Int32)} weighed{all}_{Literal.Of(c)} = {dialect.Multiply(body, field, weights)};");
        }

        body.Comment($"Every {Literal.Of(plane.Run)} lanes are fields of the same bytes.");
        for (int k = 0; k < plane.Run; k++)
        {
            string sum = string.Join(" + ", Enumerable.Range(0, columns.Count).SelectMany(c => Enumerable.Range(0, lanes / plane.Run).Select(r => $"weighed{all}_{Literal.Of(c)}.GetElement({Literal.Of((r * plane.Run) + k)})")));
            body.Line($"Unsafe.Add(ref destination, {Literal.Of(at + k)}) = (byte){(trits ? $"(((({sum}) * 256) + 242) / 243)" : $"({sum})")};");
        }
    }

    // ⌈v · 256 / 243⌉, the division by a product: exact for the 243 numbers there are.
    private string ToTrits(KernelBody body, CodePlane plane, IReadOnlyList<(int Field, string Name)> digits)
    {
        string sum = string.Join(" + ", digits.Select(d => d.Field == 4 ? d.Name : $"({d.Name} * {Literal.Of(CodePlane.PowerOfThree(4 - d.Field))})"));
        string ceiling = dialect.Broadcast(body, ElementKind.Int32, "ceiling", "242");
        return $"((((({sum}) << 8) + {ceiling}) * 17261) >>> 22)";
    }
}
