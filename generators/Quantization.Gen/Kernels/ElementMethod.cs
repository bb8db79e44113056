using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the method that does to one element what a kernel does to many: the contract in plain C#.</summary>
internal static class ElementMethod
{
    /// <summary>Writes it, in the dialect of single elements.</summary>
    internal static void Write(Kernel kernel, Dialect scalar, SourceWriter writer)
    {
        var body = new KernelBody(scalar.TypeOf);
        Columns loaded = kernel.Load(body, scalar, kernel.Loaded, "");
        kernel.Compute(body, scalar, loaded);
        string result = kernel.Destination is ValueLayout value ? Real(value.Unit) : "int";
        string source = kernel.Source is ValueLayout from ? Real(from.Unit) : "int";
        writer.Line($"/// <summary>{kernel.Summary} one element.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static {result} {kernel.Element}({source} {loaded[0]}{new KernelSignature(kernel.Arguments).Declared})"))
        {
            writer.Lines(body.Hoisted);
            writer.Lines(body.Statements);
        }
    }

    private static string Real(ElementKind kind) => kind == ElementKind.Float64 ? "double" : "float";
}
