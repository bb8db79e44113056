using System.Globalization;
using Microsoft.CodeAnalysis;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>What a declaration says about products of its codes: which there are, with whose codes, and in which integers they are added up.</summary>
internal static class Products
{
    /// <summary>The kernels that multiply codes.</summary>
    internal const QuantizerKernels OfCodes = QuantizerKernels.Dot | QuantizerKernels.Score | QuantizerKernels.MatrixProduct;

    /// <summary>The spec with its products; what is wrong is added to <paramref name="problems"/>.</summary>
    internal static QuantizerSpec Resolve(QuantizerSpec spec, QuantizerArguments arguments, INamedTypeSymbol? partner, IAssemblySymbol home, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (arguments.Accumulator is { Special: not (SpecialType.System_Int32 or SpecialType.System_Int64) } accumulator)
        {
            problems.Add(Conflict(nameof(arguments.Accumulator), $"products are added up in 'int' or 'long', not '{accumulator.Name}'"));
        }

        if (spec.HasBlocks) spec = BlockDeclaration.WithProducts(spec, arguments, problems);
        if (spec.Format is null && !spec.HasBlocks) spec = spec with { Kernels = KernelsOf(spec, arguments, problems) };
        bool multiplies = !spec.HasBlocks && spec.Has(OfCodes), refused = spec.HasBlocks || spec.Format is not null;
        if (arguments.Partner is not null && !multiplies) problems.Add(Conflict(nameof(arguments.Partner), refused ? "only codes have partners of one's choice" : "Kernels have no Dot, Score or MatrixProduct, which a partner is for"));
        if (arguments.Accumulator is not null && !multiplies) problems.Add(Conflict(nameof(arguments.Accumulator), refused ? "only products of codes are added up in integers of one's choice" : "Kernels have no Dot, Score or MatrixProduct, whose sums it is for"));
        if (!multiplies) return spec;
        if (partner is not null) spec = spec with { Partner = PartnerOf(spec, arguments, partner, home, problems, cancellationToken) };
        if (spec is { AccumulatesInt32: true, Length: > 0 } && spec.Length > MostProducts(spec)) problems.Add(TooNarrow(spec));
        // Everything is everything that there is.
        if (arguments.Kernels == QuantizerKernels.All) return WithoutImpossible(spec);
        if (spec.Has(QuantizerKernels.Score) && spec.Length > MostProducts(spec)) problems.Add(Conflict(nameof(arguments.Length), $"scores are sums of 32 bits, which are certain to hold {Text(MostProducts(spec))} products of these codes, not {Text(spec.Length)}"));
        return spec;
    }

    private static QuantizerSpec WithoutImpossible(QuantizerSpec spec)
    {
        QuantizerKernels kernels = spec.Kernels;
        if (spec.Length > MostProducts(spec)) kernels &= ~QuantizerKernels.Score;
        if (HasRealOffset(spec.Other)) kernels &= ~QuantizerKernels.MatrixProduct;
        return spec with { Kernels = kernels };
    }

    /// <summary>So many products of the spec's codes with those of its partner have a sum that int holds, whichever they are.</summary>
    internal static int MostProducts(QuantizerSpec spec) => ProductLimits.MostProducts(Greatest(spec), Greatest(spec.Other));

    /// <summary>Whether a value is not a multiple of the scale by the code, or another entry of a calibration file would make it so: what a type gains does not depend on one.</summary>
    internal static bool HasOffset(QuantizerSpec side) => HasRealOffset(side) || (side.Scheme == QuantizationScheme.Affine && (side.Calibration is not null || side.Constants is not { ZeroPoint: 0 }));

    /// <summary>Whether that is a real number and no zero point.</summary>
    internal static bool HasRealOffset(QuantizerSpec side) => side.Scheme == QuantizationScheme.Uniform || side.ReconstructsMidpoint;

    private static int Greatest(QuantizerSpec spec) => ProductLimits.Greatest(spec.MinCode, spec.MaxCode, hasZeroPoint: false);

    private static Problem TooNarrow(QuantizerSpec spec) => new(
        Rule.AccumulatorTooNarrow,
        Place.OfArgument(nameof(QuantizerArguments.Accumulator)),
        Text(spec.Length), Text(spec.MinCode), Text(spec.MaxCode), Text(spec.Other.MinCode), Text(spec.Other.MaxCode), Text(MostProducts(spec)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static QuantizerSpec? PartnerOf(QuantizerSpec spec, QuantizerArguments arguments, INamedTypeSymbol partner, IAssemblySymbol home, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (spec.Target is not (IntegerTarget.SByte or IntegerTarget.Byte)) problems.Add(Conflict(nameof(arguments.Partner), $"only codes of a byte each are multiplied by those of a partner, not '{spec.CodeType}'"));
        QuantizerSpec? other = PartnerReader.Read(partner, home, problems, cancellationToken);
        bool asksForMatrices = spec.Has(QuantizerKernels.MatrixProduct) && arguments.Kernels != QuantizerKernels.All;
        if (asksForMatrices && other?.Scheme == QuantizationScheme.Uniform)
        {
            problems.Add(Conflict(nameof(arguments.Partner), "the activations of matrix products are codes of Scale or Affine: under Uniform 0.0 has none"));
        }
        else if (asksForMatrices && other is { ReconstructsMidpoint: true })
        {
            problems.Add(Conflict(nameof(arguments.Partner), "the activations of matrix products are multiples of a scale, and these codes stand for the middle of a step"));
        }

        return other;
    }

    private static QuantizerKernels KernelsOf(QuantizerSpec spec, QuantizerArguments arguments, List<Problem> problems)
    {
        QuantizerKernels kernels = spec.Kernels;
        foreach ((QuantizerKernels refused, string reason) in Refused(spec))
        {
            // Everything is everything that there is.
            if (arguments.Kernels is { } asked && asked != QuantizerKernels.All && (asked & refused) != 0) problems.Add(Conflict(nameof(arguments.Kernels), reason));
            kernels &= ~refused;
        }

        return kernels;
    }

    private static IEnumerable<(QuantizerKernels Kernels, string Reason)> Refused(QuantizerSpec spec)
    {
        if (CodeRanges.AreNumbersOfLevels(spec.Scheme)) yield return (OfCodes, $"codes of {spec.Scheme} are numbers of levels, which say nothing as factors");
        if (spec.Target is IntegerTarget.Int32 or IntegerTarget.UInt32) yield return (OfCodes, $"products are of codes of 8 or 16 bits each, not '{spec.CodeType}'");
        if (spec.Target is IntegerTarget.Int16 or IntegerTarget.UInt16) yield return (QuantizerKernels.Score, "scores are of codes of a byte each");
        if (spec is not { Target: IntegerTarget.SByte, Scheme: QuantizationScheme.Scale or QuantizationScheme.Affine, Bits: > 1 })
        {
            yield return (QuantizerKernels.MatrixProduct, "the weights of matrix products are codes of Scale or Affine, of 2 to 8 bits as 'sbyte'");
        }
        else if (spec.ReconstructsMidpoint)
        {
            yield return (QuantizerKernels.MatrixProduct, "the weights of matrix products are multiples of a scale, and these codes stand for the middle of a step");
        }
    }

    private static Problem Conflict(string option, string reason) => new(Rule.OptionConflict, Place.OfArgument(option), option, reason);
}
