using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>The kernels of products of 4-bit blocks with quantized rows: what the library's loops over rows and panels call back. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlockMatrixTiles
{
    /// <summary>How far the fields of weights lie above their codes.</summary>
    static abstract int Zero { get; }

    /// <summary>The most rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>The most panels of a tile of one row.</summary>
    static abstract int Panels { get; }

    /// <summary>The rows of the next tile.</summary>
    /// <param name="rows">The rows that are left, at least one.</param>
    /// <returns>The most that a tile has and that are left.</returns>
    static abstract int Fit(int rows);

    /// <summary>The sums of a tile.</summary>
    /// <param name="records">The first record of the rows; those of one block side by side.</param>
    /// <param name="panels">The first panel; the others, of one row alone, follow it.</param>
    /// <param name="units">The number of blocks of 32 inputs.</param>
    /// <param name="destination">Receives the sums of the first row, 16 of each panel.</param>
    /// <param name="stride">The elements from there to those of the next row.</param>
    /// <param name="rows">The number of rows, as <see cref="Fit"/> tells.</param>
    /// <param name="count">The number of panels: 1, or with one row at most <see cref="Panels"/>.</param>
    static abstract void Run(ref byte records, ref byte panels, nuint units, ref float destination, nuint stride, int rows, int count);
}
