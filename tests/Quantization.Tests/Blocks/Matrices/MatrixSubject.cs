using Xunit;

namespace Quantization.Tests.Blocks.Matrices;

/// <summary>A generated <c>PackMatrix</c>.</summary>
internal delegate PackedMatrix PackMatrixCall(ReadOnlySpan<byte> blocks, int outputs, int inputs);

/// <summary>A generated <c>Multiply</c>.</summary>
internal delegate void MultiplyCall(ReadOnlySpan<float> activations, PackedMatrix weights, Span<float> destination, ReadOnlySpan<float> bias, bool relu, int degreeOfParallelism);

/// <summary>A declared format of blocks that has matrix products.</summary>
internal sealed class MatrixSubject
{
    private MatrixSubject(BlockSubject blocks)
    {
        Blocks = blocks;
        PackMatrix = blocks.Type.GetMethod("PackMatrix")!.CreateDelegate<PackMatrixCall>();
        Multiply = blocks.Type.GetMethod("Multiply")!.CreateDelegate<MultiplyCall>();
    }

    internal BlockSubject Blocks { get; }

    internal PackMatrixCall PackMatrix { get; }

    internal MultiplyCall Multiply { get; }

    internal GenericBlockQuantizer Generic => Blocks.Generic;

    /// <summary>How many of its blocks the tests give an output: 1, 2, 3 and 5 times 32 inputs, or as few as a block has.</summary>
    internal int[] Inputs => [.. ((int[])[1, 2, 3, 5]).Select(units => (32 * units + Generic.BlockSize - 1) / Generic.BlockSize * Generic.BlockSize).Distinct()];

    /// <summary>Every declaration that asks for matrix products, and is of a format that has them.</summary>
    internal static IReadOnlyDictionary<string, MatrixSubject> ByName { get; } = BlockSubject.ByName.Values
        .Where(subject => subject.Type.GetMethod("PackMatrix") is not null)
        .ToDictionary(subject => subject.ToString(), subject => new MatrixSubject(subject));

    internal static TheoryData<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>So many rows of values of all kinds.</summary>
    internal static float[] Activations(int rows, int inputs, int seed = 1) => BlockInputs.Mixed(BlockSubject.ByName["Q80Blocks"], rows * inputs / 32, seed);

    /// <summary>The blocks of a matrix.</summary>
    internal byte[] Weights(string kind, int outputs, int inputs, int seed = 1) => BlockBytes.Of(kind, Blocks, outputs * inputs / Generic.BlockSize, seed);

    public override string ToString() => Blocks.ToString();
}
