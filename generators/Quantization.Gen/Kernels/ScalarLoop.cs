using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the loop of a kernel over single elements: what is read becomes an int for a code or a real for a value, and so does what is written.</summary>
internal sealed class ScalarLoop(Kernel kernel, SourceWriter writer)
{
    private readonly KernelSignature signature = new(kernel.Arguments);

    /// <summary>Writes the method.</summary>
    internal void Write()
    {
        bool streamOfBits = kernel.Destination is DenseLayout;
        using (writer.Block($"private static void {kernel.Name}Scalar(ref {kernel.Source.Unit.Keyword()} source, ref {kernel.Destination.Unit.Keyword()} destination, nuint length{signature.Declared})"))
        {
            if (kernel.Destination is DenseLayout dense) writer.Line($"var writer = new PackedCodes.DenseWriter(ref destination, {Literal.Of(dense.Bits)});");
            using (writer.Block("for (nuint i = 0; i < length; i++)"))
            {
                string element = Read(kernel.Source);
                string result = kernel.Element is { } method ? $"{method}({element}{signature.PassedFrom("i")})" : Through(element);
                writer.Line(Write(kernel.Destination, result));
            }

            if (!streamOfBits) return;
            writer.Line();
            writer.Line("writer.Finish();");
        }
    }

    // Rounded to fewer bits on its way.
    private string Through(string element) => kernel is ConvertKernel { Through: { } through } ? Widened(through, Rounded(through, element)) : element;

    /// <summary>Element i of the source, as an int or a real.</summary>
    internal static string Read(Layout layout)
    {
        const string Element = "Unsafe.Add(ref source, i)";
        return layout switch
        {
            DenseLayout dense => dense.Decode($"PackedCodes.Read(ref source, i, {Literal.Of(dense.Bits)})"),
            SplitHalvesLayout halves => halves.Decode($"SplitHalves.Read(ref source, i, {Literal.Of(halves.BlockSize)})"),
            { Unit: ElementKind.UInt32 } => $"unchecked((int){Element})",
            _ => Widened(layout, Element),
        };
    }

    /// <summary>A statement that writes element i of the destination.</summary>
    internal static string Write(Layout layout, string result) => layout switch
    {
        DenseLayout dense => $"writer.Add({dense.Encode(result)});",
        SplitHalvesLayout halves => $"SplitHalves.Write(ref destination, i, {Literal.Of(halves.BlockSize)}, {halves.Encode(result)});",
        CodeLayout => $"Unsafe.Add(ref destination, i) = unchecked(({layout.Unit.Keyword()}){result});",
        _ => $"Unsafe.Add(ref destination, i) = {Rounded(layout, result)};",
    };

    private static string Widened(Layout layout, string bits) => layout switch
    {
        SmallFloatLayout small => small.Decode(bits),
        { Unit: ElementKind.Half } => $"FloatBits.FromHalf({bits})",
        { Unit: ElementKind.BFloat16 } => $"FloatBits.FromBFloat16({bits})",
        _ => bits,
    };

    private static string Rounded(Layout layout, string value) => layout switch
    {
        SmallFloatLayout small => small.Encode(value),
        { Unit: ElementKind.Half } => $"FloatBits.ToHalf({value})",
        { Unit: ElementKind.BFloat16 } => $"FloatBits.ToBFloat16({value})",
        _ => value,
    };
}
