using System.Diagnostics.CodeAnalysis;
using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>A declaration of weights, as tests multiply by them whatever the types of their codes.</summary>
internal abstract class MatrixSubject
{
    /// <summary>All of them by the names of their types.</summary>
    internal static IReadOnlyDictionary<string, MatrixSubject> ByName { get; } = new MatrixSubject[]
    {
        new MatrixSubject<Weights8, byte>(Codes.Signed(8), Codes.Affine(0, 255)),
        new MatrixSubject<AffineWeights8, byte>(Codes.Affine(-128, 127), Codes.Affine(0, 255)),
        new MatrixSubject<FullWeights8, byte>(new Codes(-128, 127, false), new Codes(0, 255, false)),
        new MatrixSubject<OwnWeights8, sbyte>(Codes.Signed(8), Codes.Signed(8)),
        new MatrixSubject<OwnAffineWeights8, sbyte>(Codes.Affine(-128, 127), Codes.Affine(-128, 127)),
        new MatrixSubject<Weights8OfFull, sbyte>(Codes.Signed(8), Codes.Affine(-128, 127)),
        new MatrixSubject<Weights8Of7, byte>(Codes.Signed(8), Codes.Affine(0, 127)),
        new MatrixSubject<Weights7, byte>(Codes.Signed(7), Codes.Affine(0, 255)),
        new MatrixSubject<Weights6, byte>(Codes.Signed(6), Codes.Affine(0, 255)),
        new MatrixSubject<AffineWeights5, sbyte>(Codes.Affine(-16, 15), Codes.Signed(8)),
        new MatrixSubject<Weights4, byte>(Codes.Signed(4), Codes.Affine(0, 255)),
        new MatrixSubject<OwnWeights4, sbyte>(Codes.Signed(4), Codes.Signed(4)),
        new MatrixSubject<Weights2OfSigns, sbyte>(new Codes(-2, 1, false), new Codes(-1, 1, false)),
        new MatrixSubject<Weights8All, byte>(Codes.Signed(8), Codes.Affine(0, 255)),
    }.ToDictionary(subject => subject.Name);

    internal static TheoryData<string> Names => [.. ByName.Keys];

    internal abstract string Name { get; }

    /// <summary>The codes of the weights, and those of the activations, as the declarations say.</summary>
    internal required Codes Weights { get; init; }

    internal required Codes Activations { get; init; }

    internal abstract PackedMatrix Pack(ReadOnlySpan<sbyte> weights, int outputs, int inputs);

    /// <summary>The sums, in memory that cannot be left.</summary>
    internal abstract int[] MultiplyCodes(int[] activations, PackedMatrix weights, int rows, int activationZeroPoint, int[] weightZeroPoints, int degreeOfParallelism = 1);

    internal abstract float[] Multiply(int[] activations, PackedMatrix weights, int rows, in FloatEpilogue epilogue, int degreeOfParallelism = 1);

    internal abstract int[] Requantize(int[] activations, PackedMatrix weights, int rows, in RequantizeEpilogue epilogue, int degreeOfParallelism = 1);
}

/// <summary>A range of codes, and whether a zero point other than 0 goes with it.</summary>
internal readonly record struct Codes(int Min, int Max, bool HasZeroPoint)
{
    internal static Codes Signed(int bits) => new(1 - (1 << (bits - 1)), (1 << (bits - 1)) - 1, false);

    internal static Codes Affine(int min, int max) => new(min, max, true);

    /// <summary>The largest distance of a code from a zero point.</summary>
    internal int Greatest => HasZeroPoint ? Max - Min : Math.Max(-Min, Max);
}

/// <summary>The same by types.</summary>
internal sealed class MatrixSubject<TWeights, TActivation> : MatrixSubject
    where TWeights : IMatrixProduct<TWeights, TActivation>
    where TActivation : unmanaged
{
    [SetsRequiredMembers]
    internal MatrixSubject(Codes weights, Codes activations)
    {
        Weights = weights;
        Activations = activations;
    }

    internal override string Name => typeof(TWeights).Name;

    internal override PackedMatrix Pack(ReadOnlySpan<sbyte> weights, int outputs, int inputs) => TWeights.PackMatrix(weights, outputs, inputs);

    internal override int[] MultiplyCodes(int[] activations, PackedMatrix weights, int rows, int activationZeroPoint, int[] weightZeroPoints, int degreeOfParallelism = 1)
    {
        using GuardedMemory<TActivation> from = GuardedMemory<TActivation>.EndingAtGuard(activations.Length).With(Narrow(activations));
        using GuardedMemory<int> to = GuardedMemory<int>.EndingAtGuard(rows * weights.Outputs);
        TWeights.MultiplyCodes(from.Span, weights, to.Span, activationZeroPoint, weightZeroPoints, degreeOfParallelism);
        return to.Span.ToArray();
    }

    internal override float[] Multiply(int[] activations, PackedMatrix weights, int rows, in FloatEpilogue epilogue, int degreeOfParallelism = 1)
    {
        using GuardedMemory<TActivation> from = GuardedMemory<TActivation>.EndingAtGuard(activations.Length).With(Narrow(activations));
        using GuardedMemory<float> to = GuardedMemory<float>.EndingAtGuard(rows * weights.Outputs);
        TWeights.Multiply(from.Span, weights, to.Span, epilogue, degreeOfParallelism);
        return to.Span.ToArray();
    }

    internal override int[] Requantize(int[] activations, PackedMatrix weights, int rows, in RequantizeEpilogue epilogue, int degreeOfParallelism = 1)
    {
        using GuardedMemory<TActivation> from = GuardedMemory<TActivation>.EndingAtGuard(activations.Length).With(Narrow(activations));
        using GuardedMemory<TActivation> to = GuardedMemory<TActivation>.EndingAtGuard(rows * weights.Outputs);
        TWeights.Multiply(from.Span, weights, to.Span, epilogue, degreeOfParallelism);
        return [.. to.Span.ToArray().Select(code => code is byte unsigned ? unsigned : (int)(sbyte)(object)code)];
    }

    private static TActivation[] Narrow(int[] codes) =>
        [.. codes.Select(code => typeof(TActivation) == typeof(byte) ? (TActivation)(object)(byte)code : (TActivation)(object)(sbyte)code)];
}
