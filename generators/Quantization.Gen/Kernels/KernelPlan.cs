using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>The kernels that a declaration needs, each once: two public methods that do the same share one.</summary>
internal sealed class KernelPlan
{
    private readonly QuantizerSpec spec;
    private readonly List<Kernel> kernels = [];

    internal KernelPlan(QuantizerSpec spec)
    {
        this.spec = spec;
        if (spec.Format is not null) PlanConversions(spec);
        else PlanCodes(spec);
    }

    /// <summary>Those that are written.</summary>
    internal IReadOnlyList<Kernel> Kernels => kernels;

    /// <summary>One kernel for each method on a single element that the others or the consumer's type call.</summary>
    internal IEnumerable<Kernel> Elements => kernels.Where(k => k.Element is not null).GroupBy(k => k.Element).Select(same => same.First());

    /// <summary>How the same kernel is made with other names for its parameters; null where it has no columns of a matrix.</summary>
    internal Func<ParameterNames, Kernel>? ByColumns(Kernel kernel) => kernel switch
    {
        QuantizeKernel { Group: 1 } => names => new QuantizeKernel(spec, kernel.Name, kernel.Destination) { Parameters = names },
        DequantizeKernel { Group: 1 } => names => new DequantizeKernel(spec, kernel.Name, kernel.Source) { Parameters = names },
        FakeQuantizeKernel => names => new FakeQuantizeKernel(spec) { Parameters = names },
        _ => null,
    };

    private void PlanConversions(QuantizerSpec spec)
    {
        Layout stored = Layouts.Stored(spec), real = new ValueLayout(ElementKind.Float32);
        if (spec.Has(QuantizerKernels.Quantize)) kernels.Add(new ConvertKernel(spec, "Quantize", real, stored));
        if (spec.Has(QuantizerKernels.Dequantize)) kernels.Add(new ConvertKernel(spec, "Dequantize", stored, real));
        if (spec.Has(QuantizerKernels.FakeQuantize)) kernels.Add(new ConvertKernel(spec, "FakeQuantize", real, real, stored));
    }

    private void PlanCodes(QuantizerSpec spec)
    {
        Layout codes = Layouts.Codes(spec), packed = Layouts.Packed(spec);
        // Packed codes of 8 and 16 bits lie as they do one by one, if those are as narrow.
        bool alike = Layouts.PacksAsStored(spec);
        if (spec.Has(QuantizerKernels.Quantize) || spec.HasDynamic || (alike && spec.Has(QuantizerKernels.QuantizePacked))) kernels.Add(new QuantizeKernel(spec, "Quantize", codes));
        if (spec.Has(QuantizerKernels.Dequantize) || (alike && spec.Has(QuantizerKernels.DequantizePacked))) kernels.Add(new DequantizeKernel(spec, "Dequantize", codes));
        if (spec.Has(QuantizerKernels.FakeQuantize)) kernels.Add(new FakeQuantizeKernel(spec));
        if (!alike)
        {
            if (spec.Has(QuantizerKernels.QuantizePacked)) kernels.Add(new QuantizeKernel(spec, "QuantizePacked", packed));
            if (spec.Has(QuantizerKernels.DequantizePacked)) kernels.Add(new DequantizeKernel(spec, "DequantizePacked", packed));
            if (spec.Has(QuantizerKernels.Pack))
            {
                kernels.Add(new RecodeKernel(spec, "Pack", codes, packed));
                kernels.Add(new RecodeKernel(spec, "Unpack", packed, codes));
            }
        }

        if (!spec.Has(QuantizerKernels.Requantize)) return;
        kernels.Add(new RequantizeKernel(spec, fixedPoint: false));
        kernels.Add(new RequantizeKernel(spec, fixedPoint: true));
    }
}
