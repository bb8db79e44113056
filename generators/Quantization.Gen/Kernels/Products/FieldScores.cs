using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Rows whose codes are bytes without a sign, or become such by being offset, × a query of bytes with one; or the other way round. What a row is offset by comes back
/// as so many times the sum of the query, which is the same for all rows. Packed rows are taken apart: in the order of elements where the query is bytes; where it is
/// packed alike, order is without meaning, and the codes at one place of all bytes are taken at once.
/// </summary>
/// <param name="dialect">The dialect.</param>
/// <param name="query">The query.</param>
/// <param name="row">A row.</param>
/// <param name="dots">Whether four products each are added to int32 in one instruction, and not in steps over int16, for which they are too large where both sides are bytes.</param>
internal sealed class FieldScores(BlockDialect dialect, CodeSide query, CodeSide row, bool dots) : ScoreForm(dialect, query, row)
{
    private const int SignBit = 128;

    private readonly DenseLayout? packed = row.Dense;

    internal override string Suffix => dots ? Dialect.DotsName : base.Suffix;

    internal override string IsSupported => dots ? Dialect.HasDots! : base.IsSupported;

    internal override int Offset => packed switch
    {
        null => !FlipsBytes ? 0 : RowIsSigned ? -SignBit : SignBit,
        { Field: FieldKind.Unsigned } => 0,
        { Field: FieldKind.Sign } => 1,
        _ => 1 << (packed.Bits - 1),
    };

    // Codes of a byte that are taken from a vector of bytes.
    private int Places => CountsBytes ? Group : 1;

    private bool QueryIsSigned => CountsBytes || Query.Layout.Unit == ElementKind.SByte;

    // Fields of packed rows fit in bytes of either kind.
    private bool RowIsSigned => (dots && Dialect.DotsAreSigned) || !QueryIsSigned;

    private bool FlipsBytes => packed is null && (Row("").Layout.Unit == ElementKind.SByte) != RowIsSigned;

    private ElementKind QueryKind => QueryIsSigned ? ElementKind.SByte : ElementKind.Byte;

    /// <summary>Whether the instruction of four products suits a query: where both its sides have signs, bytes without one are no factors.</summary>
    internal static bool Suits(BlockDialect dialect, CodeSide query) =>
        dialect.HasDots is not null && (!dialect.DotsAreSigned || query.Dense is not null || query.Layout.Unit == ElementKind.SByte);

    internal override void WriteQuery(KernelBody body, string index, bool isLast)
    {
        string read = Dialect.Read(Query.Memory, index);
        if (!CountsBytes)
        {
            body.Line($"{Dialect.TypeOf(QueryKind)} y = {Masked(QueryIsSigned ? $"{read}.AsSByte()" : read, isLast, QueryKind)};");
            return;
        }

        // What is masked is code 0.
        body.Line($"{Dialect.TypeOf(ElementKind.Byte)} y = {Masked(read, isLast, ElementKind.Byte)};");
        for (int p = 0; p < Places; p++)
        {
            string field = Field(body, "y", p);
            if (Offset == 0) field = $"({field}).AsSByte()";
            else field = $"(({field}) ^ {Flips(body, 1)}).AsSByte() - {Dialect.Broadcast(body, ElementKind.SByte, "zero", $"(sbyte){Literal.Of(Offset)}", "The field of code 0.")}";
            body.Line($"{Dialect.TypeOf(ElementKind.SByte)} {QueryAt(p)} = {field};");
        }
    }

    internal override void WriteRow(KernelBody body, string number, string index, bool isLast)
    {
        CodeSide row = Row(number);
        string x = row.Variable;
        if (packed is null)
        {
            string read = Dialect.Read(row.Memory, index);
            if (FlipsBytes) read = $"{read} ^ {Flips(body, 1)}";
            body.Line($"{Dialect.TypeOf(RowKind)} {x} = {(!RowIsSigned ? read : FlipsBytes ? $"({read}).AsSByte()" : $"{read}.AsSByte()")};");
        }
        else if (!CountsBytes)
        {
            string at = $"{index} / {Literal.Of(Group)}";
            body.Line($"{Dialect.TypeOf(ElementKind.Byte)} {x}Fields = {Dialect.ReadFields(body, x, row.Memory, at, packed)};");
            if (RowIsSigned) body.Line($"{Dialect.TypeOf(ElementKind.SByte)} {x} = {x}Fields.AsSByte();");
            else x += "Fields";
        }
        else
        {
            string read = Dialect.Read(row.Memory, index);
            body.Line($"{Dialect.TypeOf(ElementKind.Byte)} {x} = {(Offset == 0 ? read : $"{read} ^ {Flips(body, Places)}")};");
            for (int p = 0; p < Places; p++) body.Line($"{Dialect.TypeOf(RowKind)} {At(x, p)} = {(RowIsSigned ? $"({Field(body, x, p)}).AsSByte()" : Field(body, x, p))};");
        }

        WriteProducts(body, $"sum{number}", p => At(x, p));
    }

    internal override void WriteOffsets(KernelBody body)
    {
        string offsets = Dialect.Broadcast(body, RowKind, "offsets", $"({RowKind.Keyword()}){Literal.Of(Offset)}", $"Rows are read {Literal.Of(Math.Abs(Offset))} {(Offset < 0 ? "less" : "more")} than they are: so many times the query {(Offset < 0 ? "is added" : "is taken off")}, whatever the row.");
        WriteProducts(body, "offsetSum", _ => offsets);
    }

    private ElementKind RowKind => RowIsSigned ? ElementKind.SByte : ElementKind.Byte;

    private string QueryAt(int place) => CountsBytes ? $"y{(char)('a' + place)}" : "y";

    private string At(string x, int place) => CountsBytes ? $"{x}{(char)('a' + place)}" : x;

    private void WriteProducts(KernelBody body, string sum, Func<int, string> row)
    {
        if (dots)
        {
            string added = sum;
            for (int p = 0; p < Places; p++) added = RowIsSigned && !Dialect.DotsAreSigned ? Dialect.AddDots(added, QueryAt(p), row(p)) : Dialect.AddDots(added, row(p), QueryAt(p));
            body.Line($"{sum} = {added};");
            return;
        }

        string pairs = Columns.SumAlone(Enumerable.Range(0, Places).Select(p => RowIsSigned ? Dialect.MultiplyAddBytes(QueryAt(p), row(p)) : Dialect.MultiplyAddBytes(row(p), QueryAt(p))));
        body.Line($"{sum} += {Dialect.MultiplyAddWords(pairs, Dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1"))};");
    }

    private string Field(KernelBody body, string bytes, int place)
    {
        string mask = Dialect.Broadcast(body, ElementKind.Byte, "mask", $"(byte){Literal.Of(packed!.Mask)}");
        return place == 0 ? $"{bytes} & {mask}" : $"({bytes}.AsUInt16() >> {Literal.Of(packed.Bits * place)}).AsByte() & {mask}";
    }

    // The highest bits of the lowest codes of a byte, or of all.
    private string Flips(KernelBody body, int codes)
    {
        int bits = packed?.Bits ?? 8, flips = 0;
        for (int c = 0; c < codes; c++) flips |= 1 << ((bits * c) + bits - 1);
        return codes > 1 || packed is null
            ? Dialect.Broadcast(body, ElementKind.Byte, "flips", $"(byte){Literal.Of(flips)}", $"With the highest bit the other way round a code is read {Literal.Of(1 << (bits - 1))} {(packed is null && RowIsSigned ? "less" : "more")}.")
            : Dialect.Broadcast(body, ElementKind.Byte, "flip", $"(byte){Literal.Of(flips)}", "The highest bit of a field.");
    }
}
