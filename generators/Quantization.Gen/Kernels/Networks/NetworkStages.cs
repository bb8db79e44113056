using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// The steps of a quantization network: of each value and each of the network's steps the sigmoid, <c>σ(z)</c> with <c>z = T·(β·x − b)</c>, and what kernels make of it.
/// Every operation rounds by itself in every dialect, so that all have the same bits.
/// </summary>
/// <remarks>
/// The exponential has to be as exact in relation to itself as z is in absolute terms. So <c>T·β·x</c> and <c>T·b</c> are sums of two floats, whose first parts are subtracted from
/// each other first: of z, two roundings remain.
/// </remarks>
internal sealed class NetworkStages(Dialect dialect, KernelBody body)
{
    // exp(−r) ≈ 1 − r + r²·(c₀ + c₁·r + …) within ±ln 2 / 2 and a little more: the polynomial of this form with the least relative error, found by Remez exchange in 50 digits.
    // Coefficients were rounded to float from the first on, those after it found anew each time. The error of the polynomial is 1.25e-8 then.
    private static readonly float[] Exponential = [0.49999994f, -0.16666523f, 0.04166822f, -0.008367916f, 0.0013844492f];

    private const string Table = "steps", Step = "step";

    /// <summary>Writes the constants that come with the network.</summary>
    internal void Hoist()
    {
        body.Hoist("ref float", Table, "ref network.Steps", "Three floats a step: its bias times T in two parts, and its height.");
        body.Hoist("nuint", "end", "network.Floats");
    }

    /// <summary>The statements that give <c>T·β·x</c> as a sum of two floats, and x within what that does not overflow for.</summary>
    internal (Columns Within, Columns Product, Columns Remainder) Scale(Columns x)
    {
        string bound = Constant("bound", "network.Bound"), lowest = Constant("lowest", "-network.Bound");
        string steepness = Constant("steepness", "network.Steepness"), low = Constant("steepnessRest", "network.SteepnessRest");
        body.Comment("The second operand is what remains of a NaN.");
        Columns within = body.Each(x, "within", x.Kind, v => dialect.Max(x.Kind, lowest, dialect.Min(x.Kind, bound, v)));
        body.Comment("T·β·x as a rounded product, and the rest of it.");
        Columns product = body.Each(within, "product", x.Kind, v => $"{v} * {steepness}");
        Columns rest = Each(product, "rest", c => $"({within[c]} * {low}) - {dialect.ProductExcess(within[c], steepness, product[c])}");
        return (within, product, rest);
    }

    /// <summary>Columns of zeros to add to.</summary>
    internal Columns Zeros(Columns like, string name)
    {
        string zero = Constant("zeros", "0f");
        return body.Each(like, name, like.Kind, _ => zero);
    }

    /// <summary>Writes the loop over the network's steps.</summary>
    internal void ForEachStep(Columns product, Columns rest, string counters, Action<Sigmoids> use)
    {
        string start = counters.Length > 0 ? $", {counters} = 32" : "", advance = counters.Length > 0 ? $", {counters} += 16" : "";
        body.Line($"for (nuint {Step} = 0{start}; {Step} < end; {Step} += 3{advance})");
        body.Scope(() =>
        {
            body.Line($"{dialect.TypeOf(product.Kind)} place = {OfStep(0)};");
            body.Line($"{dialect.TypeOf(product.Kind)} placeRest = {OfStep(1)};");
            body.Line($"{dialect.TypeOf(product.Kind)} height = {OfStep(2)};");
            use(Sigmoid(product, rest));
        });
        body.Line("");
    }

    /// <summary>Adds columns, as expressions, to others.</summary>
    internal void Add(Columns sums, Func<int, string> terms)
    {
        for (int c = 0; c < sums.Count; c++) body.Line($"{sums[c]} += {terms(c)};");
    }

    /// <summary>Columns of expressions.</summary>
    internal Columns Each(Columns like, string name, Func<int, string> expression)
    {
        int c = 0;
        return body.Each(like, name, like.Kind, _ => expression(c++));
    }

    /// <summary>A float in all lanes, as a constant of the kernel.</summary>
    internal string Constant(string name, string expression, string? why = null) => dialect.Broadcast(body, ElementKind.Float32, name, expression, why);

    private Sigmoids Sigmoid(Columns product, Columns rest)
    {
        Columns z = Each(product, "z", c => $"({product[c]} - place) + ({rest[c]} - placeRest)");
        Columns e = Exponentials(z);
        string one = Constant("one", "1f");
        body.Comment("σ(z) = 1 / (1 + e) and e / (1 + e), e ≤ 1: nothing overflows, and nothing cancels.");
        Columns inverse = body.Each(e, "inverse", e.Kind, v => $"{one} / ({one} + {v})");
        Columns sigmoid = Each(z, "sigmoid", c => $"{dialect.WhereNotNegative(body, z[c], one, e[c])} * {inverse[c]}");
        return new Sigmoids(e, inverse, sigmoid);
    }

    // exp(−|z|).
    private Columns Exponentials(Columns z)
    {
        string most = Constant("most", "88f", "From about 87.7 on the exponential counts as 0: the power of two that it is a multiple of has no bits of its own then.");
        string perPower = Constant("perPower", "1.442695f", "1 / ln 2.");
        string shift = Constant("shift", Literal.Of(12582912f), "1.5 · 2^23: adding it leaves the integer, rounded, in the low bits.");
        string high = Constant("naturalHigh", "0.69314575f", "ln 2 in two parts, the first short enough for exact multiples.");
        string low = Constant("naturalLow", "1.4286068E-06f");
        string one = Constant("one", "1f");
        string[] c = [.. Exponential.Select((value, i) => Constant($"coefficient{Literal.Of(i)}", Literal.Of(value)))];
        body.Comment("exp(−|z|) = 2^−k · exp(−r), |z| = k · ln 2 + r.");
        Columns a = body.Each(z, "a", z.Kind, v => dialect.Min(z.Kind, most, dialect.Magnitude(v)));
        Columns shifted = body.Each(a, "shifted", z.Kind, v => $"({v} * {perPower}) + {shift}");
        Columns k = body.Each(shifted, "k", z.Kind, v => $"{v} - {shift}");
        Columns r = Each(z, "r", i => $"({a[i]} - ({k[i]} * {high})) - ({k[i]} * {low})");
        Columns q = body.Each(r, "q", z.Kind, v => $"((((((({c[4]} * {v}) + {c[3]}) * {v}) + {c[2]}) * {v}) + {c[1]}) * {v}) + {c[0]}");
        Columns unit = Each(z, "unit", i => $"(({q[i]} * ({r[i]} * {r[i]})) - {r[i]}) + {one}");
        return Each(z, "e", i => $"{unit[i]} * {dialect.PowerOfMinus(body, shifted[i])}");
    }

    private string OfStep(int number) => dialect.Spread($"Unsafe.Add(ref {Table}, {Step}{(number > 0 ? $" + {Literal.Of(number)}" : "")})");
}

/// <summary>What is known of one of a network's steps.</summary>
/// <param name="Exponentials"><c>e = exp(−|z|)</c>.</param>
/// <param name="Inverses"><c>1 / (1 + e)</c>.</param>
/// <param name="Values">σ(z).</param>
internal sealed record Sigmoids(Columns Exponentials, Columns Inverses, Columns Values);
