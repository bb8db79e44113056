using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Values to the sum of sigmoids of a quantization network: load → times T·β → each step's sigmoid times its height → sum → plus the lowest level, times α → store.</summary>
internal sealed class SoftQuantizeKernel(QuantizerSpec spec) : Kernel(spec, "SoftQuantize", new ValueLayout(ElementKind.Float32), new ValueLayout(ElementKind.Float32))
{
    internal override string Summary => "Quantizes softly";

    internal override string Element => "SoftQuantizeElement";

    internal override IReadOnlyList<(string Type, string Name)> Arguments => [("in NetworkTable", "network")];

    internal override bool MayRunInPlace => true;

    // It takes far longer than memory does.
    internal override bool Streams => false;

    internal override int FixedLength => 0;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => dialect.LoadValues(body, name, Source.Unit, Order(index));

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        var stages = new NetworkStages(dialect, body);
        stages.Hoist();
        string lowest = stages.Constant("lowestLevel", "network.LowestLevel"), alpha = stages.Constant("alpha", "network.Alpha");
        (_, Columns product, Columns rest) = stages.Scale(loaded);
        Columns level = stages.Zeros(loaded, "level");
        stages.ForEachStep(product, rest, counters: "", step => stages.Add(level, c => $"{step.Values[c]} * height"));
        dialect.StoreValues(body, body.Each(level, "y", level.Kind, v => $"({v} + {lowest}) * {alpha}"), Destination.Unit, Order());
    }
}
