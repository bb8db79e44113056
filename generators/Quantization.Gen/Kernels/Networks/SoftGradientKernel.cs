using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Writes the kernel that carries a gradient back through a quantization network, and the type through which the library calls it with pieces of a tensor:
/// load values and gradients → times T·β → each step's sigmoid and slope → sums → gradients of the values, and terms of those of the parameters.
/// </summary>
internal sealed class SoftGradientKernel(IReadOnlyList<Dialect> dialects, SourceWriter writer)
{
    private const string Memory = "ref float source, ref float gradient, ref float destination, nuint length, in NetworkTable network, ref float sums, bool biases";
    private const string Passed = "ref source, ref gradient, ref destination, length, in network, ref sums, biases";

    /// <summary>Writes them.</summary>
    internal void Write()
    {
        writer.Line("/// <summary>Carries gradients back, by pieces that the library makes of a tensor.</summary>");
        using (writer.Block("internal readonly struct SoftQuantizeGradient : INetworkGradient"))
        {
            using (writer.Block($"public static void Run({Memory})"))
            {
                foreach (Dialect dialect in dialects)
                {
                    string choice = dialect.Lanes == 1 ? "else" : $"{(dialect == dialects[0] ? "" : "else ")}if ({dialect.IsSupported})";
                    writer.Line($"{choice} SoftQuantizeGradient{dialect.Name}({Passed});");
                }
            }
        }

        foreach (Dialect dialect in dialects)
        {
            writer.Line();
            Write(dialect);
        }
    }

    private void Write(Dialect dialect)
    {
        var body = new KernelBody(dialect.TypeOf);
        var order = new ElementOrder("i");
        var stages = new NetworkStages(dialect, body);
        stages.Hoist();
        string lowest = stages.Constant("lowestLevel", "network.LowestLevel"), alpha = stages.Constant("alpha", "network.Alpha");
        Columns x = dialect.LoadFloats(body, "x", "source", order), g = dialect.LoadFloats(body, "g", "gradient", order);
        (Columns within, Columns product, Columns rest) = stages.Scale(x);
        Columns level = stages.Zeros(x, "level"), slope = stages.Zeros(x, "slope");
        stages.ForEachStep(product, rest, counters: "place16", step =>
        {
            body.Comment("The slope of the sigmoid is σ · (1 − σ) = e / (1 + e)².");
            Columns h = stages.Each(x, "h", c => $"({step.Exponentials[c]} * {step.Inverses[c]}) * {step.Inverses[c]}");
            stages.Add(level, c => $"{step.Values[c]} * height");
            stages.Add(slope, c => $"{h[c]} * height");
            body.Line("if (biases)");
            body.Scope(() => dialect.AddToSums(body, stages.Each(x, "ofBias", c => $"{g[c]} * {h[c]}"), "place16", order));
        });
        Columns ofAlpha = stages.Each(x, "ofAlpha", c => $"{g[c]} * ({level[c]} + {lowest})");
        Columns ofBeta = stages.Each(x, "ofBeta", c => $"{g[c]} * ({within[c]} * {slope[c]})");
        dialect.AddToSums(body, ofAlpha, "0", order);
        dialect.AddToSums(body, ofBeta, "16", order);
        string steepness = stages.Constant("steepness", "network.Steepness");
        dialect.StoreFloats(body, stages.Each(x, "ofValue", c => $"(({slope[c]} * {alpha}) * {steepness}) * {g[c]}"), order);

        writer.Line($"/// <summary>Carries gradients back, {Literal.Of(dialect.Step)} elements a step; <paramref name=\"length\"/> is a multiple of 64.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void SoftQuantizeGradient{dialect.Name}({Memory})"))
        {
            writer.Lines(body.Hoisted);
            using (writer.Block($"for (nuint i = 0; i < length; i += {Literal.Of(dialect.Step)})")) writer.Lines(body.Statements);
        }
    }
}
