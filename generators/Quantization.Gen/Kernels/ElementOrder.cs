using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Which elements a step works on: lane k of column c is element c·lanes + k from an index on. Under split halves the second half of
/// the columns is half a block further, so that both codes of a byte meet.
/// </summary>
/// <param name="Index">The C# expression of the step's first element.</param>
/// <param name="Halves">The layout of split halves, or null.</param>
internal sealed record ElementOrder(string Index, SplitHalvesLayout? Halves = null)
{
    /// <summary>The C# expression of the element in a lane of a column of 32-bit lanes.</summary>
    internal string Of(int lanes, int columns, int column, int lane = 0)
    {
        if (Halves is null) return At(Index, (column * lanes) + lane);
        int pairs = columns / 2, pair = column % pairs;
        return At("low", Halves.LowElement(pair * lanes) + (column >= pairs ? Halves.Half : 0) + lane);
    }

    /// <summary>Writes what the expressions refer to.</summary>
    internal void Prepare(KernelBody body)
    {
        // A single element has no order.
        if (Halves is null || Index.Length == 0) return;
        body.Comment($"Byte p of split halves holds element p and the one {Literal.Of(Halves.Half)} further, behind the high codes of whole blocks before it.");
        body.Line("nuint at = i / 2;");
        body.Line($"nuint low = at + (at & ~(nuint){Literal.Of(Halves.Half - 1)});");
    }

    private static string At(string index, int offset) => offset == 0 ? index : $"{index} + {Literal.Of(offset)}";
}
