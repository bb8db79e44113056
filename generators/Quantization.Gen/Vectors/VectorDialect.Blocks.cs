using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>What kernels of blocks ask for, where all widths say it alike.</summary>
internal abstract partial class VectorDialect
{
    internal override string VectorClass => Vector;

    internal override Columns ReadStream(KernelBody body, string name, DenseLayout layout, int columns, int offset) =>
        OfColumns(columns).LoadDense(body, name, layout, Literal.Of(offset));

    internal override void WriteStream(KernelBody body, Columns fields, DenseLayout layout, int offset)
    {
        VectorDialect dialect = OfColumns(fields.Count);
        var bounds = new CodeBounds(null, "0", 0, 0, InRange: true);
        Columns narrow = dialect.ToBytes(body, fields, layout.Field == FieldKind.Unsigned ? ElementKind.Byte : ElementKind.SByte, bounds);
        dialect.StoreDense(body, dialect.ToFields(body, narrow, layout), layout, Literal.Of(offset));
    }

    internal override string ToBFloat16Bits(KernelBody body, Columns value) => ToBFloat16(body, value, mayBeNaN: false)[0];

    internal override string Multiply(KernelBody body, string x, IReadOnlyList<int> factors) =>
        $"({x} * {body.Hoist(TypeOf(ElementKind.Int32), $"times{Distinct(factors)}", $"{Vector}.Create({Listed(factors)})")})";

    /// <summary>The same dialect with so many columns in a step.</summary>
    protected abstract VectorDialect OfColumns(int columns);

    internal override IEnumerable<string> ScratchOfUnitWords() => [];

    /// <summary>Numbers as C# lists them.</summary>
    protected static string Listed(IEnumerable<int> numbers, string suffix = "") => string.Join(", ", numbers.Select(n => Literal.Of(n) + suffix));

    /// <summary>A name's end that tells lists of numbers apart.</summary>
    protected static string Distinct(IEnumerable<int> numbers) => string.Join("_", numbers.Distinct().Take(3).Select(Literal.Of));

    /// <summary>A table of sixteen bytes in each 128-bit part.</summary>
    protected string ByteTable(KernelBody body, string name, IReadOnlyList<int> table)
    {
        bool signed = table.Any(v => v < 0);
        string sixteen = $"Vector128.Create(({(signed ? "sbyte" : "byte")}){Listed(table)}){(signed ? ".AsByte()" : "")}";
        return body.Hoist(TypeOf(ElementKind.Byte), name, Lanes == 4 ? sixteen : Lanes == 8 ? $"Vector256.Create({sixteen})" : $"Vector512.Create(Vector256.Create({sixteen}))");
    }
}
