namespace Quantization.Gen.Kernels;

/// <summary>
/// One way of multiplying a query by rows of codes in the words of a dialect: what is made of a vector of the query, once for several rows, and what a vector of a
/// row adds to the row's lanes of int32. How many rows and vectors there are is the matter of <see cref="ScoreKernel"/>.
/// </summary>
/// <param name="dialect">The dialect.</param>
/// <param name="query">The query.</param>
/// <param name="row">A row.</param>
internal abstract class ScoreForm(BlockDialect dialect, CodeSide query, CodeSide row)
{
    /// <summary>The lanes of the query's last vector that no vector before it has.</summary>
    protected const string NewLanes = "newLanes";

    /// <summary>The dialect.</summary>
    internal BlockDialect Dialect => dialect;

    /// <summary>The suffix of the kernel.</summary>
    internal virtual string Suffix => dialect.Name;

    /// <summary>The C# condition under which it may run.</summary>
    internal virtual string IsSupported => dialect.IsSupported;

    /// <summary>The elements of a vector, or its bytes where both sides are packed.</summary>
    internal virtual int Units => dialect.ByteLanes;

    /// <summary>Codes of a byte of a row.</summary>
    internal int Group => row.Dense is { } dense ? 8 / dense.Bits : 1;

    /// <summary>Whether both sides are packed, so that vectors are counted in bytes and not in elements.</summary>
    internal bool CountsBytes => query.Dense is not null;

    /// <summary>What a lane of a vector of the query is.</summary>
    internal virtual ElementKind Lane => ElementKind.Byte;

    /// <summary>How much more the numbers are that stand for the codes of a row.</summary>
    internal virtual int Offset => 0;

    /// <summary>What every total is added to, as a C# expression of type int, or null.</summary>
    internal virtual string? Constant => Offset != 0 ? $"unchecked(-{dialect.VectorClass}.Sum(offsetSum))" : null;

    /// <summary>Whether a total is taken off that twice, and not added.</summary>
    internal virtual bool SubtractsTwice => false;

    /// <summary>Writes what is made of the query at an index: <c>y</c>.</summary>
    internal abstract void WriteQuery(KernelBody body, string index, bool isLast);

    /// <summary>Writes the statements that add a row at an index to its sum.</summary>
    internal abstract void WriteRow(KernelBody body, string number, string index, bool isLast);

    /// <summary>Writes the statement that adds the query, <see cref="Offset"/> times, to <c>offsetSum</c>.</summary>
    internal virtual void WriteOffsets(KernelBody body)
    {
    }

    /// <summary>The query.</summary>
    protected CodeSide Query => query;

    /// <summary>A row by its number among several.</summary>
    protected CodeSide Row(string number) => row with { Memory = $"row{number}", Variable = $"x{number}" };

    /// <summary>Only new lanes of the last vector.</summary>
    protected string Masked(string expression, bool isLast, ElementKind kind) =>
        isLast ? $"{expression} & {NewLanes}{(kind == Lane ? "" : $".{kind.AsMethod()}()")}" : expression;
}

/// <summary>Bytes × bytes where there are no products of bytes that are exact: both widened to words, neighbours added.</summary>
internal sealed class WordScores(BlockDialect dialect, CodeSide query, CodeSide row) : ScoreForm(dialect, query, row)
{
    internal override int Units => Dialect.WordLanes;

    internal override ElementKind Lane => ElementKind.Int16;

    internal override void WriteQuery(KernelBody body, string index, bool isLast) =>
        body.Line($"{Dialect.TypeOf(ElementKind.Int16)} y = {Masked(Dialect.ReadCodesAsWords(body, Query.Layout.Unit, Query.Memory, index), isLast, ElementKind.Int16)};");

    internal override void WriteRow(KernelBody body, string number, string index, bool isLast)
    {
        CodeSide row = Row(number);
        body.Line($"sum{number} += {Dialect.MultiplyAddWords(Dialect.ReadCodesAsWords(body, row.Layout.Unit, row.Memory, index), "y")};");
    }
}

/// <summary>Packed bits × packed bits: those that differ where bits are signs, those of both sides where they are 0 and 1 → their number in each byte → sums.</summary>
internal sealed class BitScores(BlockDialect dialect, CodeSide query, CodeSide row) : ScoreForm(dialect, query, row)
{
    private bool AreSigns => Query.Dense!.Field == FieldKind.Sign;

    // −1 for each bit that differs, +1 for each other one.
    internal override string? Constant => AreSigns ? "(int)length" : null;

    internal override bool SubtractsTwice => AreSigns;

    internal override void WriteQuery(KernelBody body, string index, bool isLast)
    {
        string bits = Dialect.Read(Query.Memory, index);
        body.Line($"{Dialect.TypeOf(ElementKind.Byte)} y = {(AreSigns ? bits : Masked(bits, isLast, ElementKind.Byte))};");
    }

    internal override void WriteRow(KernelBody body, string number, string index, bool isLast)
    {
        CodeSide row = Row(number);
        string read = Dialect.Read(row.Memory, index), bits = AreSigns ? $"{read} ^ y" : $"{read} & y";
        if (AreSigns && isLast) bits = Masked($"({bits})", isLast, ElementKind.Byte);
        body.Line($"{Dialect.TypeOf(ElementKind.Byte)} {row.Variable} = {bits};");
        body.Line($"{Dialect.TypeOf(ElementKind.Byte)} counts{number} = {Dialect.CountBits(body, row.Variable, row.Variable)};");
        // Sums of eight bytes have no upper half.
        body.Line($"sum{number} += {Dialect.AddBytes($"counts{number}")}.AsInt32();");
    }
}
