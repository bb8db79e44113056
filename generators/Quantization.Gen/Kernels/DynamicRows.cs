using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Writes the loop over rows that are quantized by parameters of their own range.</summary>
internal sealed class DynamicRows(QuantizerSpec spec, IReadOnlyList<Dialect> dialects, SourceWriter writer)
{
    private readonly Kernel quantize = new QuantizeKernel(spec, "Quantize", Layouts.Codes(spec));
    private readonly Kernel ranging = new RangingQuantizeKernel(spec);

    /// <summary>Whether the range of a row can be found on the way: of floats, by vectors. The scale of signs is a mean.</summary>
    private bool Ranges => spec.Source == SourceType.Single && spec.Rounding != Rounding.Stochastic && !spec.HasSignCodes;

    private IEnumerable<Dialect> Ranging => Ranges ? dialects.Where(d => d.HasStreamingStores && (spec.Length == 0 || d.Step <= spec.Length)) : [];

    /// <summary>Writes the methods.</summary>
    internal void Write()
    {
        string type = SpecText.ParametersType(spec), source = quantize.Source.Unit.Keyword(), destination = quantize.Destination.Unit.Keyword();
        string random = quantize.TakesRandom ? ", ulong seed, ulong index" : "";
        string arguments = string.Concat(spec.ParameterFields.Select(f => $", parameters[row].{f.Field}"));
        string numbers = quantize.TakesRandom ? ", seed, unchecked(index + offset)" : "";
        string length = spec.Length > 0 ? "" : ", rowLength";
        string plain = $"Quantize(ref Unsafe.Add(ref source, offset), ref Unsafe.Add(ref destination, offset){length}{arguments}{numbers});";
        writer.Line("/// <summary>Quantizes rows, each by the parameters of its range; the caller has checked everything.</summary>");
        using (writer.Block($"internal static void QuantizeDynamic(ref {source} source, ref {destination} destination, nuint rowLength, Span<{type}> parameters{random})"))
        {
            if (!Ranging.Any())
            {
                using (writer.Block("for (int row = 0; row < parameters.Length; row++)"))
                {
                    writer.Line("nuint offset = (nuint)row * rowLength;");
                    writer.Line("parameters[row] = ParametersFor(ref Unsafe.Add(ref source, offset), rowLength);");
                    writer.Line(plain);
                }
            }
            else
            {
                WriteRangingLoop(plain, arguments, length);
            }
        }

        writer.Line();
        WriteDerivation(type, source);
        foreach (Dialect dialect in Ranging)
        {
            writer.Line();
            new KernelLoop(ranging, writer).Write(dialect);
        }
    }

    // The range of a row is found while the one two before it is quantized: so its parameters are there when its turn comes, and nothing waits for them.
    private void WriteRangingLoop(string plain, string arguments, string length)
    {
        bool fused = Ranging.Any(d => ranging.Quotient(d) == QuotientForm.Fused);
        writer.Line("// Ranges are found two rows ahead, while a row is quantized: its values are loaded early, and no row waits for its parameters.");
        writer.Line("for (int row = 0; row < Math.Min(2, parameters.Length); row++) parameters[row] = ParametersFor(ref Unsafe.Add(ref source, (nuint)row * rowLength), rowLength);");
        using (writer.Block("for (int row = 0; row < parameters.Length; row++)"))
        {
            writer.Line("nuint offset = (nuint)row * rowLength;");
            writer.Line("int later = row + 2;");
            using (writer.Block("if (later >= parameters.Length)"))
            {
                writer.Line(plain);
                writer.Line("continue;");
            }

            writer.Line();
            writer.Line("ref float ahead = ref Unsafe.Add(ref source, (nuint)later * rowLength);");
            writer.Line("float lowest, highest;");
            if (fused) writer.Line("bool ordinary = FusedQuotient.IsExact(parameters[row].Scale);");
            string otherwise = "";
            foreach (Dialect dialect in Ranging)
            {
                string ordinary = fused && ranging.Quotient(dialect) == QuotientForm.Fused ? "ordinary && " : "";
                string enough = spec.Length > 0 ? "" : $" && rowLength >= {Literal.Of(dialect.Step)}";
                using (writer.Block($"{otherwise}if ({ordinary}{dialect.IsSupported}{enough})"))
                {
                    writer.Line($"QuantizeRanging{dialect.Name}(ref Unsafe.Add(ref source, offset), ref Unsafe.Add(ref destination, offset){length}{arguments}, ref ahead, out lowest, out highest);");
                }

                otherwise = "else ";
            }

            using (writer.Block("else"))
            {
                writer.Line(plain);
                writer.Line("lowest = highest = float.NaN;");
            }

            writer.Line();
            writer.Line("// Where something is not finite, or nothing was looked at, the library looks at each value; adding 0 drops the sign of a zero.");
            writer.Line("bool finite = lowest >= float.MinValue && highest <= float.MaxValue && lowest <= highest;");
            writer.Line($"parameters[later] = finite ? {Derive("lowest + 0f, highest + 0f")} : ParametersFor(ref ahead, rowLength);");
        }
    }

    private void WriteDerivation(string type, string source)
    {
        string values = $"global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref row, (int)rowLength)";
        if (spec.Source is SourceType.Half or SourceType.BFloat16) values = $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<ushort, {spec.ValueType}>({values})";
        using (writer.Block($"private static {type} ParametersFor(ref {source} row, nuint rowLength)"))
        {
            writer.Line($"return {Derive(values)};");
        }
    }

    private string Derive(string range) => $"ParametersOf.{spec.Scheme}({range}, {SpecText.Derivation(spec)})";
}
