using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>How tiles of a matrix product multiply: what of four inputs becomes a lane of what integers.</summary>
/// <param name="dialect">The dialect that says it.</param>
internal abstract class MatrixForm(BlockDialect dialect)
{
    /// <summary>The outputs of a panel.</summary>
    internal const int Outputs = 16;

    /// <summary>The inputs of a group.</summary>
    internal const int Group = 4;

    /// <summary>The dialect that says it.</summary>
    internal BlockDialect Dialect { get; } = dialect;

    /// <summary>The suffix of its tiles' names.</summary>
    internal virtual string Name => Dialect.Name;

    /// <summary>The C# condition under which its tiles may run.</summary>
    internal virtual string IsSupported => Dialect.IsSupported;

    /// <summary>The bytes that it wants an activation to take.</summary>
    internal virtual int ActivationBytes => 1;

    /// <summary>What it wants to be added to an activation.</summary>
    internal abstract int Offset { get; }

    /// <summary>The outputs of a vector of weights.</summary>
    internal virtual int VectorOutputs => Dialect.Lanes;

    /// <summary>The sums that a single row has at least, so that none waits for the one before it: more where an addition takes longer.</summary>
    internal virtual int SumsInFlight => 1;

    /// <summary>The groups whose products add up in 16 bits before they are widened; 0 where they go to 32 bits at once.</summary>
    internal virtual int GroupsInWords => 0;

    /// <summary>Why so many, for a reader; null where there is nothing to say.</summary>
    internal virtual string? Why => null;

    /// <summary>What lanes hold, for a reader.</summary>
    internal virtual string Lanes => "A lane has four inputs of an output, and the same four of a row are in every lane.";

    /// <summary>What is left to do with sums, for a reader; null where there is nothing.</summary>
    internal virtual string? WhyTotals => null;

    /// <summary>The type of activations and weights in a vector.</summary>
    internal virtual (ElementKind Activations, ElementKind Weights) Kinds => (ElementKind.Byte, ElementKind.SByte);

    /// <summary>Reads weights of the outputs of a vector: a C# expression.</summary>
    internal virtual string ReadWeights(string reference, int at) => $"{Dialect.Read(reference, Literal.Of(at))}.AsSByte()";

    /// <summary>The products of four inputs: a C# expression.</summary>
    internal abstract string Products(string activations, string weights);

    /// <summary>A statement that adds them up.</summary>
    internal virtual string Add(string sum, string activations, string weights) => $"{sum} += {Products(activations, weights)};";

    /// <summary>What is in 16 bits as int32.</summary>
    internal virtual string Widen(KernelBody body, string pairs) => throw new NotSupportedException("This form has no words to widen.");

    /// <summary>The sums of as many outputs as a vector has lanes, from the vectors of sums that they are in.</summary>
    internal virtual IEnumerable<string> Totals(IReadOnlyList<string> sums) => sums;

    /// <summary>What makes unsigned of activations with a sign.</summary>
    private protected static int OffsetToUnsigned(QuantizerSpec activations) => Math.Max(0, -activations.MinCode);
}

/// <summary>Bytes: four products each are one instruction.</summary>
internal sealed class MatrixDots(QuantizerSpec spec, BlockDialect dialect) : MatrixForm(dialect)
{
    internal override string Name => Dialect.DotsName;

    internal override string IsSupported => Dialect.HasDots!;

    internal override int Offset => !Dialect.DotsAreSigned ? OffsetToUnsigned(spec.Other) : spec.Other.MaxCode > sbyte.MaxValue ? sbyte.MinValue : 0;

    // The instruction takes four or five cycles, and two begin in each.
    internal override int SumsInFlight => 8;

    internal override (ElementKind Activations, ElementKind Weights) Kinds => (Dialect.DotsAreSigned ? ElementKind.SByte : ElementKind.Byte, ElementKind.SByte);

    internal override string Products(string activations, string weights) => throw new NotSupportedException("The instruction adds products to a sum.");

    internal override string Add(string sum, string activations, string weights) => $"{sum} = {Dialect.AddDots(sum, activations, weights)};";
}

/// <summary>Bytes: two products each in 16 bits, where what the declarations say of codes keeps some of them from overflowing; then int32.</summary>
internal sealed class MatrixPairs(QuantizerSpec spec, BlockDialect dialect) : MatrixForm(dialect)
{
    /// <summary>So many pairs of products have a sum that 16 bits hold, whichever codes they are of.</summary>
    internal static int MostPairs(QuantizerSpec spec) => short.MaxValue / GreatestPair(spec);

    internal override int Offset => OffsetToUnsigned(spec.Other);

    // Whole steps of four groups, or a step of its own: the number of groups is a multiple of four.
    internal override int GroupsInWords => MostPairs(spec) switch { >= Group and int most => most / Group * Group, >= 2 => 2, _ => 1 };

    internal override string Why
    {
        get
        {
            int groups = GroupsInWords, most = groups * GreatestPair(spec);
            string products = $"2 · {Literal.Of(GreatestActivation(spec))} · {Literal.Of(GreatestWeight(spec))}";
            return groups == 1 ? $"A pair of products is at most {products} = {Literal.Of(most)}, which 16 bits hold." : $"{Literal.Of(groups)} pairs of products are at most {Literal.Of(groups)} · {products} = {Literal.Of(most)}, which 16 bits hold.";
        }
    }

    internal override string Products(string activations, string weights) => Dialect.MultiplyAddBytes(activations, weights);

    internal override string Widen(KernelBody body, string pairs) => Dialect.MultiplyAddWords(pairs, Dialect.Broadcast(body, ElementKind.Int16, "ones", "(short)1"));

    private static int GreatestActivation(QuantizerSpec spec) => spec.Other.MaxCode + OffsetToUnsigned(spec.Other);

    private static int GreatestWeight(QuantizerSpec spec) => Math.Max(-spec.MinCode, spec.MaxCode);

    private static int GreatestPair(QuantizerSpec spec) => 2 * GreatestActivation(spec) * GreatestWeight(spec);
}

/// <summary>Words: weights are widened for all rows of a tile, activations once for all tiles; two products each in int32, whatever the codes.</summary>
internal sealed class MatrixWords(QuantizerSpec spec, BlockDialect dialect) : MatrixForm(dialect)
{
    internal override int ActivationBytes => 2;

    internal override int Offset => OffsetToUnsigned(spec.Other);

    internal override int VectorOutputs => Dialect.Lanes / 2;

    internal override (ElementKind Activations, ElementKind Weights) Kinds => (ElementKind.Int16, ElementKind.Int16);

    internal override string ReadWeights(string reference, int at) => Dialect.ReadWords(reference, Literal.Of(at));

    internal override string Products(string activations, string weights) => Dialect.MultiplyAddWords(activations, weights);

    internal override string Lanes => "Two lanes have four inputs of an output, and the same four of a row are in every two.";

    internal override string WhyTotals => "The two lanes of an output are 64 bits, whose lower half gets both.";

    internal override IEnumerable<string> Totals(IReadOnlyList<string> sums)
    {
        for (int v = 0; v < sums.Count; v += 2) yield return $"{Dialect.VectorClass}.Narrow({Both(sums[v])}, {Both(sums[v + 1])})";
    }

    private static string Both(string sum) => $"{sum}.AsInt64() + ({sum}.AsInt64() >>> 32)";
}
