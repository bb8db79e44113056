using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Packed codes of a few bits, with packed ones or with bytes: expanded to bytes → products of bytes without and with a sign, neighbours and a few vectors added
/// in 16 bits → int32 lanes. Where both sides are packed alike, their order is without meaning, and the codes at one place of all bytes are taken at once.
/// </summary>
/// <param name="name">The name of its methods.</param>
/// <param name="summary">What it adds up.</param>
/// <param name="term">The products, the sum of the left side, or the squared distance.</param>
/// <param name="left">The packed side.</param>
/// <param name="right">Packed alike, or bytes; null where only one side is added up.</param>
internal sealed class PackedSums(string name, string summary, SumTerms term, CodeSide left, CodeSide? right) : SumsForm
{
    private readonly DenseLayout packed = left.Dense!;

    internal override string Name => name;

    internal override string Summary => summary;

    internal override IReadOnlyList<CodeSide> Sides => right is null ? [left] : [left, right];

    // Vectors whose sums still fit in 16 bits.
    internal override int Turn => CountsBytes ? 2 : 4;

    // Of each vector, four products for each code of a byte.
    internal override int MostVectors => int.MaxValue / (4 * Fields * MostProduct);

    internal override string WhyMost => $"A lane gets {Literal.Of(4 * Fields)} terms a vector, {Literal.Of(MostProduct)} at most";

    // Codes of a byte that are taken from a vector of bytes.
    private int Fields => CountsBytes ? 8 / packed.Bits : 1;

    private int MostProduct => term switch
    {
        SumTerms.Products => left.Most * right!.Most,
        SumTerms.SquaredDistance => packed.Mask * packed.Mask,
        _ => left.Most,
    };

    // How much more fields are than codes.
    private int Offset => packed.Field switch { FieldKind.Unsigned => 0, FieldKind.Sign => 1, _ => 1 << (packed.Bits - 1) };

    // Bytes without a sign are the other factor of bytes with one.
    private bool RightIsUnsigned => right is { Layout: CodeLayout { Unit: ElementKind.Byte } };

    internal override int Units(BlockDialect dialect) => dialect.ByteLanes;

    internal override IEnumerable<(string Type, string Name)> Accumulators(BlockDialect dialect) => [(dialect.TypeOf(ElementKind.Int32), "sum")];

    internal override IEnumerable<(string Name, string Sum)> Wide(BlockDialect dialect) => [("wideSum", "sum")];

    internal override void WriteVectors(KernelBody body, BlockDialect dialect, string index, int count, string? firstNew)
    {
        string? mask = firstNew is null ? null : dialect.LanesFrom(ElementKind.SByte, firstNew);
        var pairs = new Columns("pairs", count * Fields, ElementKind.Int16);
        if (CountsBytes) WriteBytes(body, dialect, index, count, mask, pairs);
        else WriteElements(body, dialect, index, count, mask, pairs);
        body.Line($"sum += {dialect.MultiplyAddWords(Columns.SumAlone(pairs.Names), dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1"))};");
    }

    internal override string Total(BlockDialect dialect, bool widened) => $"CodeSums.Total({(widened ? "wideSum + " : "")}CodeSums.Widen(sum))";

    internal override string AddElement => term switch
    {
        SumTerms.Products => $"sum += {left.Element("i")} * {Factor(right!.Element("i"))};",
        SumTerms.SquaredDistance => $"int distance = {left.Element("i")} - {Factor(right!.Element("i"))};\nsum += distance * distance;",
        _ => $"sum += {left.Element("i")};",
    };

    private static string Factor(string code) => code.StartsWith("(", StringComparison.Ordinal) ? $"({code})" : code;

    // Both sides packed alike, or one alone: codes at the same place of all bytes.
    private void WriteBytes(KernelBody body, BlockDialect dialect, string index, int count, string? mask, Columns pairs)
    {
        string bytes = dialect.TypeOf(ElementKind.Byte);
        for (int c = 0; c < count; c++)
        {
            string number = count == 1 ? "" : Literal.Of(c), at = At(index, c * Units(dialect));
            foreach (CodeSide side in Sides) body.Line($"{bytes} {side.Variable}{number} = {dialect.Read(side.Memory, at)};");
            for (int f = 0; f < Fields; f++)
            {
                string field = $"{number}{(char)('a' + f)}";
                foreach (CodeSide side in Sides) body.Line($"{bytes} {side.Variable}{field} = {Field(body, dialect, $"{side.Variable}{number}", f)};");
                string pair = Pairs(body, dialect, $"x{field}", right is null ? $"x{field}" : $"y{field}", field, mask);
                body.Line($"{dialect.TypeOf(ElementKind.Int16)} {pairs[(c * Fields) + f]} = {pair};");
            }
        }
    }

    private string Pairs(KernelBody body, BlockDialect dialect, string x, string y, string field, string? mask)
    {
        if (term == SumTerms.SquaredDistance)
        {
            string distance = $"{dialect.VectorClass}.Max({x}, {y}) - {dialect.VectorClass}.Min({x}, {y})";
            if (mask is not null) distance = $"({distance}) & {mask}.AsByte()";
            body.Line($"{dialect.TypeOf(ElementKind.Byte)} distance{field} = {distance};");
            return dialect.MultiplyAddBytes($"distance{field}", $"distance{field}.AsSByte()");
        }

        string signed = WithSign(body, dialect, y);
        if (mask is not null) signed = $"{(Offset > 0 ? $"({signed})" : signed)} & {mask}";
        body.Line($"{dialect.TypeOf(ElementKind.SByte)} signed{field} = {signed};");
        return term == SumTerms.LeftSum
            ? dialect.MultiplyAddBytes(dialect.Broadcast(body, ElementKind.Byte, "oneEach", "(byte)1"), $"signed{field}")
            : Centred(body, dialect, x, $"signed{field}");
    }

    private void WriteElements(KernelBody body, BlockDialect dialect, string index, int count, string? mask, Columns pairs)
    {
        Columns x = new("x", count, ElementKind.Byte), y = new("y", count, RightIsUnsigned ? ElementKind.Byte : ElementKind.SByte);
        string group = Literal.Of(Group);
        for (int c = 0; c < count; c++)
        {
            int offset = c * Units(dialect);
            string at = offset == 0 ? $"{index} / {group}" : $"({index} / {group}) + {Literal.Of(offset / Group)}";
            body.Line($"{dialect.TypeOf(ElementKind.Byte)} {x[c]} = {dialect.ReadFields(body, x[c], left.Memory, at, packed)};");
        }

        for (int c = 0; c < count; c++)
        {
            string codes = dialect.Read(right!.Memory, At(index, c * Units(dialect)));
            if (!RightIsUnsigned)
            {
                codes += ".AsSByte()";
                if (mask is not null) codes += $" & {mask}";
            }

            body.Line($"{dialect.TypeOf(y.Kind)} {y[c]} = {codes};");
        }

        for (int c = 0; c < count; c++)
        {
            string pair;
            if (RightIsUnsigned)
            {
                string signed = WithSign(body, dialect, x[c]);
                if (mask is not null) signed = $"{(Offset > 0 ? $"({signed})" : signed)} & {mask}";
                pair = dialect.MultiplyAddBytes(y[c], signed);
            }
            else
            {
                pair = Centred(body, dialect, x[c], y[c]);
            }

            body.Line($"{dialect.TypeOf(ElementKind.Int16)} {pairs[c]} = {pair};");
        }
    }

    // Fields times codes, less as much as fields are more than codes.
    private string Centred(KernelBody body, BlockDialect dialect, string fields, string signed)
    {
        string products = dialect.MultiplyAddBytes(fields, signed);
        if (Offset == 0) return products;
        string offsets = dialect.Broadcast(body, ElementKind.Byte, "offsets", $"(byte){Literal.Of(Offset)}", $"Fields are {Literal.Of(Offset)} more than codes: as much of the other side is taken off.");
        return $"{products} - {dialect.MultiplyAddBytes(offsets, signed)}";
    }

    private string WithSign(KernelBody body, BlockDialect dialect, string fields) =>
        Offset == 0 ? $"{fields}.AsSByte()" : $"{fields}.AsSByte() - {dialect.Broadcast(body, ElementKind.SByte, "zero", $"(sbyte){Literal.Of(Offset)}", $"The field of code 0.")}";

    private string Field(KernelBody body, BlockDialect dialect, string bytes, int place)
    {
        string mask = dialect.Broadcast(body, ElementKind.Byte, "mask", $"(byte){Literal.Of(packed.Mask)}");
        string shifted = place == 0 ? bytes : $"({bytes}.AsUInt16() >> {Literal.Of(packed.Bits * place)}).AsByte()";
        return Offset == 0
            ? $"{shifted} & {mask}"
            : $"({shifted} & {mask}) ^ {dialect.Broadcast(body, ElementKind.Byte, "flips", $"(byte){Literal.Of(Offset)}", $"With the highest bit the other way round a field is its code and {Literal.Of(Offset)}.")}";
    }

    private static string At(string index, int offset) => offset == 0 ? index : $"{index} + {Literal.Of(offset)}";
}
