using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// One way of adding up what is made of codes: how a vector of each operand is read, which terms it gives, and in which lanes they are added up. How many
/// vectors there are is the matter of <see cref="SumsKernel"/>.
/// </summary>
internal abstract class SumsForm
{
    /// <summary>The name of its methods.</summary>
    internal abstract string Name { get; }

    /// <summary>What it adds up, for the documentation of its methods.</summary>
    internal abstract string Summary { get; }

    /// <summary>What its methods return.</summary>
    internal virtual string Result => "long";

    /// <summary>The operands.</summary>
    internal abstract IReadOnlyList<CodeSide> Sides { get; }

    /// <summary>Elements of whole bytes in every operand.</summary>
    internal int Group => Sides.Max(side => side.Dense is { } dense ? 8 / dense.Bits : 1);

    /// <summary>Whether all operands are packed, so that vectors are counted in bytes and not in elements.</summary>
    internal bool CountsBytes => Sides.All(side => side.Dense is not null);

    /// <summary>The elements, or bytes, of a vector.</summary>
    internal abstract int Units(BlockDialect dialect);

    /// <summary>The vectors of one turn of the loop.</summary>
    internal abstract int Turn { get; }

    /// <summary>How many vectors can be added up before a lane overflows; 0 where that never happens.</summary>
    internal abstract int MostVectors { get; }

    /// <summary>Why, for a reader of the loop.</summary>
    internal virtual string WhyMost => "";

    /// <summary>The variables to which vectors are added: their types and names.</summary>
    internal abstract IEnumerable<(string Type, string Name)> Accumulators(BlockDialect dialect);

    /// <summary>A plain number to which vectors are added, or null.</summary>
    internal virtual string? Counter => null;

    /// <summary>Those to which they are added up now and then, before they overflow.</summary>
    internal virtual IEnumerable<(string Name, string Sum)> Wide(BlockDialect dialect) => [];

    /// <summary>Whether codes that the caches do not hold are worth asking for early.</summary>
    internal virtual bool FetchesAhead => false;

    /// <summary>Writes the statements that add vectors from an index on; of the last one, only lanes in a mask are new.</summary>
    internal abstract void WriteVectors(KernelBody body, BlockDialect dialect, string index, int count, string? firstNew);

    /// <summary>The result from the accumulators.</summary>
    internal abstract string Total(BlockDialect dialect, bool widened);

    /// <summary>The declarations of the sums of plain code.</summary>
    internal virtual string PlainSums => "long sum = 0;";

    /// <summary>A statement that adds one element, by its index i.</summary>
    internal abstract string AddElement { get; }

    /// <summary>The result of plain code.</summary>
    internal virtual string PlainTotal => "sum";

    /// <summary>Writes the body of plain code, from element <c>first</c> on where there are groups, otherwise from the first on.</summary>
    internal virtual void WritePlain(SourceWriter writer)
    {
        writer.Line(PlainSums);
        using (writer.Block($"for (nuint i = {(Group > 1 ? "first" : "0")}; i < length; i++)")) writer.Lines(AddElement);
        writer.Line();
        writer.Line($"return {PlainTotal};");
    }
}
