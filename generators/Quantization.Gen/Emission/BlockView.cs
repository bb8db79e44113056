using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The nested type <c>Block</c>, which shows the fields of one block to readers.</summary>
internal sealed class BlockView(QuantizerSpec spec, BlockFormat format, SourceWriter writer)
{
    private readonly string generic = $"global::Quantization.Generated.{SpecText.KernelClass(spec)}.Generic.Quantizer";

    private bool HasParts => format.PartCount > 1;

    /// <summary>Writes it.</summary>
    internal void Write()
    {
        string size = Literal.Of(format.Size), bytes = Literal.Of(format.Bytes);
        writer.Line($"/// <summary>One block as its fields: {size} codes with {(HasParts ? $"the scales of {Literal.Of(format.PartCount)} parts of {Literal.Of(format.PartSize)}" : "their scale")}. It refers to the bytes and copies nothing.</summary>");
        writer.Line(GeneratedCode.Attribute);
        using (writer.Block("public readonly ref struct Block"))
        {
            writer.Lines($$"""
                private readonly global::System.ReadOnlySpan<byte> bytes;

                /// <summary>Shows a block.</summary>
                /// <param name="block">Its {{bytes}} bytes; what follows them is left alone.</param>
                /// <exception cref="global::System.ArgumentException">There are fewer bytes.</exception>
                public Block(global::System.ReadOnlySpan<byte> block)
                {
                    global::Quantization.Runtime.QuantizerGuard.RequireBlock(block, {{bytes}});
                    bytes = block.Slice(0, {{bytes}});
                }

                /// <summary>The bytes.</summary>
                public global::System.ReadOnlySpan<byte> Bytes => bytes;

                """);
            if (HasParts)
            {
                Method("float GetScale(int part)", $"The scale of a part: what its codes are multiplied by.", "part", $"The part, 0 to {Literal.Of(format.PartCount - 1)}.", "The scale.", "GetScale(bytes, part)");
                if (format.Minimum is not null) Method("float GetMinimum(int part)", "What is added to the scaled codes of a part.", "part", $"The part, 0 to {Literal.Of(format.PartCount - 1)}.", "The minimum.", "GetMinimum(bytes, part)");
            }
            else
            {
                Property("float Scale", "The scale: what codes are multiplied by.", "GetScale(bytes)");
                if (format.Minimum is not null) Property("float Minimum", "What is added to scaled codes.", "GetMinimum(bytes)");
            }

            if (format.Sums == BlockSums.Half) Property("float Sum", "The scale times the sum of the codes, as the block stores it.", "GetSum(bytes)");
            if (format.Sums == BlockSums.Int16) Method("int GetSum(int index)", "The sum of sixteen codes, as the block stores it.", "index", $"Which sixteen, 0 to {Literal.Of((format.Size / 16) - 1)}.", "The sum.", "GetSum(bytes, index)", sum: true);
            Method("int GetCode(int index)", $"The code of an element{(format.Levels is not null || format.Small is not null ? ": the number of its level" : format.Midpoint ? ": its value is half a step above it" : "")}.", "index", $"The element, 0 to {Literal.Of(format.Size - 1)}.", "The code.", "GetCode(bytes, index)");
            Method("float GetValue(int index)", "The value of an element, as dequantizing gives it.", "index", $"The element, 0 to {Literal.Of(format.Size - 1)}.", "The value.", "GetValue(bytes, index)", last: true);
        }
    }

    private void Property(string declaration, string summary, string call)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"public {declaration} => {generic}.{call};");
        writer.Line();
    }

    private void Method(string declaration, string summary, string parameter, string meaning, string returns, string call, bool last = false, bool sum = false)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"/// <param name=\"{parameter}\">{meaning}</param>");
        writer.Line($"/// <returns>{returns}</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is none of that number.</exception>");
        writer.Line($"public {declaration} => {(sum ? "(int)" : "")}{generic}.{call};");
        if (!last) writer.Line();
    }
}
