using System.ComponentModel;
using Quantization.Arithmetic;

namespace Quantization.Runtime;

/// <summary>The kernels of matrix products with weights of a declaration. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMatrixTiles
{
    /// <summary>What the declarations of both sides say of their codes.</summary>
    static abstract MatrixCodes Codes { get; }

    /// <summary>The tiles that suit this processor.</summary>
    static abstract MatrixTile Tile { get; }

    /// <summary>Multiplies <see cref="MatrixTile.Rows"/> rows of activations by a panel of 16 outputs.</summary>
    /// <param name="activations">The activations: <c>[groups][rows][4]</c>, with the offset of the tile, as bytes or words.</param>
    /// <param name="weights">The panel.</param>
    /// <param name="groups">The groups of four inputs: a multiple of 4.</param>
    /// <param name="sums">Receives 16 sums a row.</param>
    static abstract void Multiply(ref byte activations, ref byte weights, nuint groups, ref int sums);

    /// <summary>The same with <see cref="MatrixTile.FewRows"/> rows.</summary>
    /// <inheritdoc cref="Multiply"/>
    static abstract void MultiplyFew(ref byte activations, ref byte weights, nuint groups, ref int sums);

    /// <summary>Multiplies one row of activations by two panels.</summary>
    /// <param name="activations">The activations: <c>[groups][4]</c>, with the offset of the tile, as bytes or words.</param>
    /// <param name="weights">A panel.</param>
    /// <param name="next">The bytes from there to the other panel; 0 where there is none, and the same one is multiplied twice.</param>
    /// <param name="groups">The groups of four inputs: a multiple of 4.</param>
    /// <param name="sums">Receives 16 sums of each panel.</param>
    static abstract void MultiplyOne(ref byte activations, ref byte weights, nuint next, nuint groups, ref int sums);
}

/// <summary>The form of the tiles that suit a processor.</summary>
/// <param name="Rows">The rows of a tile.</param>
/// <param name="FewRows">The rows of a smaller one.</param>
/// <param name="ActivationBytes">The bytes that an activation takes: 1, or 2 where they are widened once and not with every panel.</param>
/// <param name="Offset">What is added to an activation, so that it has, or has not, a sign.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixTile(int Rows, int FewRows, int ActivationBytes, int Offset);

/// <summary>What the declarations of both sides of a matrix product say of their codes.</summary>
/// <param name="MinWeight">The lowest weight.</param>
/// <param name="MaxWeight">The highest weight.</param>
/// <param name="WeightsHaveZeroPoint">Whether weights have a code of 0.0 that is not 0.</param>
/// <param name="MinActivation">The lowest activation.</param>
/// <param name="MaxActivation">The highest activation.</param>
/// <param name="ActivationsHaveZeroPoint">Whether activations do.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixCodes(int MinWeight, int MaxWeight, bool WeightsHaveZeroPoint, int MinActivation, int MaxActivation, bool ActivationsHaveZeroPoint)
{
    /// <summary>The most inputs whose sums fit 32 bits, whatever the codes and the zero points.</summary>
    public int MaxInputs => ProductLimits.MostProducts(
        ProductLimits.Greatest(MinWeight, MaxWeight, WeightsHaveZeroPoint), ProductLimits.Greatest(MinActivation, MaxActivation, ActivationsHaveZeroPoint));
}
