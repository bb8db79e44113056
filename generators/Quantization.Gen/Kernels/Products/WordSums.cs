using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Codes of an integer each: widened to words → products of neighbours added in int32 → int32 lanes, or int64 lanes where products of 16 bits take all of int32.</summary>
internal sealed class WordSums(string name, string summary, SumTerms terms, CodeSide left, CodeSide? right) : SumsForm
{
    // Sums that would be widened more often than this are taken to 64 bits at once.
    private const int FewestVectors = 64;

    private static readonly SumTerms[] All = [SumTerms.Products, SumTerms.LeftSquares, SumTerms.RightSquares, SumTerms.LeftSum, SumTerms.RightSum, SumTerms.SquaredDistance];

    // What is taken off codes without a sign comes back by their sums.
    private readonly SumTerms read = WithSums(terms, left, right);

    internal override string Name => name;

    internal override string Summary => summary;

    internal override string Result => Single ? "long" : "CodeMoments";

    internal override IReadOnlyList<CodeSide> Sides => right is null ? [left] : [left, right];

    private bool Single => terms is SumTerms.Products or SumTerms.LeftSum or SumTerms.SquaredDistance;

    private SumTerms[] Read => [.. All.Where(term => (read & term) != 0)];

    // Enough additions in flight, and few enough vectors to stay in registers.
    internal override int Turn => Read.Length switch { 1 => 4, 2 or 3 => 2, _ => 1 };

    internal override int MostVectors
    {
        get
        {
            long[] most = [.. Read.Where(term => !IsWide(term)).Select(MostOf)];
            return most.Length == 0 ? 0 : (int)(int.MaxValue / most.Max());
        }
    }

    internal override string WhyMost
    {
        get
        {
            SumTerms largest = Read.Where(term => !IsWide(term)).OrderByDescending(MostOf).First();
            return $"A lane gets two terms a vector, {Literal.Of((int)(MostOf(largest) / 2))} at most";
        }
    }

    // Other sums compute more, and wait less for memory.
    internal override bool FetchesAhead => OnlyProducts;

    internal override int Units(BlockDialect dialect) => dialect.WordLanes;

    internal override IEnumerable<(string Type, string Name)> Accumulators(BlockDialect dialect) =>
        from term in Read from sum in Sums(term).Names select (dialect.TypeOf(IsWide(term) ? ElementKind.Int64 : ElementKind.Int32), sum);

    internal override IEnumerable<(string Name, string Sum)> Wide(BlockDialect dialect) =>
        from term in Read where !IsWide(term) select ($"wide{Capital(NameOf(term))}", Columns.SumAlone(Sums(term).Names));

    internal override void WriteVectors(KernelBody body, BlockDialect dialect, string index, int count, string? firstNew)
    {
        Columns x = ReadSide(body, dialect, left, index, count, firstNew);
        Columns y = right is null ? x : ReadSide(body, dialect, right, index, count, (read & SumTerms.SquaredDistance) != 0 ? firstNew : OnlyProducts ? null : firstNew);
        Columns d = x;
        if ((read & SumTerms.SquaredDistance) != 0)
        {
            int c = 0;
            d = body.Each(x, "distance", ElementKind.Int16, each => $"{each} - {y[c++]}");
        }

        foreach (SumTerms term in Read)
        {
            for (int c = 0; c < count; c++)
            {
                string pairs = term switch
                {
                    SumTerms.Products => dialect.MultiplyAddWords(x[c], y[c]),
                    SumTerms.LeftSquares => dialect.MultiplyAddWords(x[c], x[c]),
                    SumTerms.RightSquares => dialect.MultiplyAddWords(y[c], y[c]),
                    SumTerms.SquaredDistance => dialect.MultiplyAddWords(d[c], d[c]),
                    _ => dialect.MultiplyAddWords(term == SumTerms.LeftSum ? x[c] : y[c], dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1")),
                };
                body.Line($"{Sums(term)[c]} += {(IsWide(term) ? $"CodeSums.WidenPairs({pairs})" : pairs)};");
            }
        }
    }

    internal override string Total(BlockDialect dialect, bool widened)
    {
        string n = "(long)length";
        if (terms == SumTerms.SquaredDistance && IsOfWords) return $"{Of(SumTerms.LeftSquares)} + {Of(SumTerms.RightSquares)} - (2 * {Of(SumTerms.Products)})";
        if (Single) return Whole(terms);
        return $"new CodeMoments({string.Join(", ", Moments().Select(term => term == 0 ? "0" : Whole(term)))})";

        string Of(SumTerms term)
        {
            string sum = Columns.SumAlone(Sums(term).Names);
            if (IsWide(term)) return $"CodeSums.Total({sum})";
            return widened ? $"CodeSums.Total(wide{Capital(NameOf(term))} + CodeSums.Widen({sum}))" : $"CodeSums.Total(CodeSums.Widen({sum}))";
        }

        // The sum of codes from that of codes less an offset.
        string Whole(SumTerms term)
        {
            int a = left.Offset, b = right?.Offset ?? 0;
            string offsetA = Literal.Of(a), offsetB = Literal.Of(b);
            return term switch
            {
                SumTerms.Products => Of(term) + Times(b, SumTerms.LeftSum) + Times(a, SumTerms.RightSum) + (a != 0 && b != 0 ? $" + ({n} * {offsetA} * {offsetB})" : ""),
                SumTerms.LeftSquares => Of(term) + Times(2 * a, SumTerms.LeftSum) + (a != 0 ? $" + ({n} * {offsetA} * {offsetA})" : ""),
                SumTerms.RightSquares => Of(term) + Times(2 * b, SumTerms.RightSum) + (b != 0 ? $" + ({n} * {offsetB} * {offsetB})" : ""),
                SumTerms.LeftSum => Of(term) + (a != 0 ? $" + ({n} * {offsetA})" : ""),
                SumTerms.RightSum => Of(term) + (b != 0 ? $" + ({n} * {offsetB})" : ""),
                _ => Of(term),
            };
        }

        string Times(int offset, SumTerms term) => offset == 0 ? "" : $" + ({Literal.Of(offset)} * {Of(term)})";
    }

    internal override string PlainSums => Single ? "long sum = 0;" : $"long {string.Join(", ", Moments().Where(term => term != 0).Select(term => $"{NameOf(term)} = 0"))};";

    internal override string AddElement
    {
        get
        {
            string a = left.Element("i"), b = right?.Element("i") ?? "";
            if (Single)
            {
                return terms switch
                {
                    SumTerms.Products => $"sum += (long){Of(a)} * {Of(b)};",
                    SumTerms.LeftSum => $"sum += {a};",
                    _ => $"int distance = {a} - {b};\nsum += (long)distance * distance;",
                };
            }

            var lines = new List<string> { $"long a = {a}, b = {b};" };
            lines.AddRange(Moments().Where(term => term != 0).Select(term => $"{NameOf(term)} += " + term switch
            {
                SumTerms.Products => "a * b;",
                SumTerms.LeftSquares => "a * a;",
                SumTerms.RightSquares => "b * b;",
                SumTerms.LeftSum => "a;",
                _ => "b;",
            }));
            return string.Join("\n", lines);
        }
    }

    internal override string PlainTotal => Single ? "sum" : $"new CodeMoments({string.Join(", ", Moments().Select(term => term == 0 ? "0" : NameOf(term)))})";

    private static string Of(string code) => code.StartsWith("(int)unchecked", StringComparison.Ordinal) || code.StartsWith("(int)Unsafe", StringComparison.Ordinal) ? code.Substring(5) : $"({code})";

    private bool IsOfWords => left.Layout.Unit.Size() == 2;

    // A product with what is masked is 0.
    private bool OnlyProducts => read == SumTerms.Products;

    // The fields of the library's type, 0 for those that are not asked for.
    private SumTerms[] Moments() => [.. All.Take(5).Select(term => terms & term)];

    private Columns Sums(SumTerms term) => new(NameOf(term), Turn, ElementKind.Int32);

    private bool IsWide(SumTerms term) => int.MaxValue / MostOf(term) < FewestVectors;

    // The most that a vector adds to a lane: two terms.
    private long MostOf(SumTerms term)
    {
        long a = left.Most, b = right?.Most ?? 0, d = left.Layout.Unit.Size() == 1 ? 255 : 65535;
        return 2 * term switch
        {
            SumTerms.Products => a * b,
            SumTerms.LeftSquares => a * a,
            SumTerms.RightSquares => b * b,
            SumTerms.LeftSum => a,
            SumTerms.RightSum => b,
            _ => d * d,
        };
    }

    private static SumTerms WithSums(SumTerms terms, CodeSide left, CodeSide? right)
    {
        // The difference of two words takes 17 bits: from squares and products instead, in which offsets are without meaning.
        if (terms == SumTerms.SquaredDistance) return left.Layout.Unit.Size() == 1 ? terms : SumTerms.Products | SumTerms.LeftSquares | SumTerms.RightSquares;
        if (right is null) return terms;
        if (left.Offset != 0) terms |= ((terms & SumTerms.Products) != 0 ? SumTerms.RightSum : 0) | ((terms & SumTerms.LeftSquares) != 0 ? SumTerms.LeftSum : 0);
        if (right.Offset != 0) terms |= ((terms & SumTerms.Products) != 0 ? SumTerms.LeftSum : 0) | ((terms & SumTerms.RightSquares) != 0 ? SumTerms.RightSum : 0);
        return terms;
    }

    private static Columns ReadSide(KernelBody body, BlockDialect dialect, CodeSide side, string index, int count, string? firstNew)
    {
        var columns = new Columns(side.Variable, count, ElementKind.Int16);
        for (int c = 0; c < count; c++)
        {
            string words = dialect.ReadCodesAsWords(body, side.Layout.Unit, side.Memory, At(index, c * dialect.WordLanes));
            if (firstNew is not null) words = $"{words} & {dialect.LanesFrom(ElementKind.Int16, firstNew)}";
            body.Line($"{dialect.TypeOf(ElementKind.Int16)} {columns[c]} = {words};");
        }

        return columns;
    }

    private static string At(string index, int offset) => offset == 0 ? index : index == "0" ? Literal.Of(offset) : $"{index} + {Literal.Of(offset)}";

    private static string NameOf(SumTerms term) => term switch
    {
        SumTerms.Products => "products",
        SumTerms.LeftSquares => "leftSquares",
        SumTerms.RightSquares => "rightSquares",
        SumTerms.LeftSum => "leftSum",
        SumTerms.RightSum => "rightSum",
        _ => "squares",
    };

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
