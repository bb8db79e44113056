using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the tiles of matrix products with weights of a declaration: which there are, and which of them suit a processor.</summary>
/// <remarks>
/// How weights, activations and sums lie in memory is the library's matter (SignedBytePanels, MatrixActivations): the numbers here are theirs.
/// </remarks>
/// <param name="spec">The declaration of the weights.</param>
/// <param name="dialects">The dialects, widest first.</param>
/// <param name="writer">Where the code goes.</param>
internal sealed class MatrixKernels(QuantizerSpec spec, IReadOnlyList<BlockDialect> dialects, SourceWriter writer)
{
    private readonly IReadOnlyList<MatrixTile> tiles = [.. TilesOf(spec, dialects)];

    /// <summary>Writes the type that the library's loops call.</summary>
    internal void Write()
    {
        writer.Line("/// <summary>The tiles of matrix products; the caller has checked everything.</summary>");
        using (writer.Block("internal readonly struct MatrixTiles : IMatrixTiles"))
        {
            QuantizerSpec other = spec.Other;
            writer.Line($"public static MatrixCodes Codes => new MatrixCodes({Range("Weight", spec)}, {Range("Activation", other)});");
            writer.Line();
            writer.Line("public static MatrixTile Tile =>");
            foreach (MatrixTile tile in tiles) writer.Line($"    {tile.Form.IsSupported} ? {tile.Description} :");
            writer.Line($"    new MatrixTile(Rows: 1, FewRows: 1, ActivationBytes: 1, Offset: {Literal.Of(ScalarOffset)});");
            WriteChoice("Multiply", tile => tile.Names.Many);
            WriteChoice("MultiplyFew", tile => tile.Names.Few);
            WriteChoice("MultiplyOne", tile => tile.Names.One, "nuint next, ", "next, ");
            foreach (MatrixTile tile in tiles) tile.Write(writer);
            WriteScalar();
        }
    }

    /// <summary>The tiles, best first. A dialect's registers hold the sums of so many rows and vectors, the weights of one group, and the activations of one row.</summary>
    private static IEnumerable<MatrixTile> TilesOf(QuantizerSpec spec, IReadOnlyList<BlockDialect> dialects)
    {
        int pairs = MatrixPairs.MostPairs(spec);
        // One instruction for four products does better than two, but twice the width does better still where most products need but one.
        BlockDialect[] wide = pairs >= 2 ? [.. dialects.Where(d => d.Lanes == 16)] : [];
        IEnumerable<BlockDialect> others = dialects.Except(wide);
        foreach (BlockDialect dialect in wide) yield return Bytes(dialect);
        foreach (BlockDialect dialect in others.Where(d => d.Lanes > 4 && d.HasDots is not null)) yield return Dots(dialect);
        foreach (BlockDialect dialect in others)
        {
            if (dialect.Lanes == 4 && dialect.HasDots is not null) yield return Dots(dialect);
            yield return pairs >= 1 ? Bytes(dialect) : Words(dialect);
        }

        MatrixTile Dots(BlockDialect dialect) => new(new MatrixDots(spec, dialect), rows: 6, fewRows: 3, vectors: MatrixForm.Outputs / dialect.Lanes);

        MatrixTile Bytes(BlockDialect dialect) => dialect.Lanes == 16
            ? new(new MatrixPairs(spec, dialect), rows: 12, fewRows: 4, vectors: 1)
            : new(new MatrixPairs(spec, dialect), rows: 3, fewRows: 2, vectors: 2);

        MatrixTile Words(BlockDialect dialect) => dialect.Lanes switch
        {
            16 => new(new MatrixWords(spec, dialect), rows: 12, fewRows: 4, vectors: 2),
            8 => new(new MatrixWords(spec, dialect), rows: 6, fewRows: 3, vectors: 2),
            _ => new(new MatrixWords(spec, dialect), rows: 4, fewRows: 2, vectors: 2),
        };
    }

    private static string Range(string what, QuantizerSpec codes) =>
        $"Min{what}: {Literal.Of(codes.MinCode)}, Max{what}: {Literal.Of(codes.MaxCode)}, {what}sHaveZeroPoint: {(codes.Scheme == QuantizationScheme.Affine ? "true" : "false")}";

    private int ScalarOffset => Math.Max(0, -spec.Other.MinCode);

    private void WriteChoice(string name, Func<MatrixTile, string> method, string declared = "", string passed = "")
    {
        writer.Line();
        using (writer.Block($"public static void {name}(ref byte activations, ref byte weights, {declared}nuint groups, ref int sums)"))
        {
            string otherwise = "";
            foreach (MatrixTile tile in tiles)
            {
                writer.Line($"{otherwise}if ({tile.Form.IsSupported}) {method(tile)}(ref activations, ref weights, {passed}groups, ref sums);");
                otherwise = "else ";
            }

            writer.Line($"{otherwise}TileScalar(ref activations, ref weights, {passed}groups, ref sums);");
        }
    }

    private void WriteScalar()
    {
        writer.Line();
        using (writer.Block("private static void TileScalar(ref byte row, ref byte panel, nuint groups, ref int sums)"))
        {
            writer.Lines("""
                for (nuint output = 0; output < 16; output++) Unsafe.Add(ref sums, output) = 0;
                for (; groups > 0; groups--)
                {
                    int code0 = row, code1 = Unsafe.Add(ref row, 1), code2 = Unsafe.Add(ref row, 2), code3 = Unsafe.Add(ref row, 3);
                    for (nuint output = 0; output < 16; output++)
                    {
                        ref sbyte weight = ref Unsafe.As<byte, sbyte>(ref Unsafe.Add(ref panel, 4 * output));
                        // The sum of everything fits; what it is on the way may wrap.
                        Unsafe.Add(ref sums, output) = unchecked(Unsafe.Add(ref sums, output)
                            + (code0 * weight) + (code1 * Unsafe.Add(ref weight, 1)) + (code2 * Unsafe.Add(ref weight, 2)) + (code3 * Unsafe.Add(ref weight, 3)));
                    }

                    panel = ref Unsafe.Add(ref panel, 64);
                    row = ref Unsafe.Add(ref row, 4);
                }
                """);
        }

        writer.Line();
        using (writer.Block("private static void TileScalar(ref byte row, ref byte panel, nuint next, nuint groups, ref int sums)"))
        {
            writer.Line("TileScalar(ref row, ref panel, groups, ref sums);");
            writer.Line("TileScalar(ref row, ref Unsafe.Add(ref panel, next), groups, ref Unsafe.Add(ref sums, 16));");
        }
    }
}
