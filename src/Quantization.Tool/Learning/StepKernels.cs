namespace Quantization.Tool.Learning;

/// <summary>A generated quantizer of learned steps that is chosen at run time, by its width.</summary>
internal abstract class StepKernels
{
    private static readonly StepKernels[] s_all = [new Of<Learned1>(), new Of<Learned2>(), new Of<Learned3>(), new Of<Learned5>()];

    private StepKernels(int bits) => Bits = bits;

    /// <summary>The width of a code.</summary>
    public int Bits { get; }

    /// <summary>The quantizer of a width that <see cref="LevelSet.OfWeights"/> has.</summary>
    public static StepKernels OfBits(int bits) => s_all.Single(each => each.Bits == bits);

    /// <summary>The bytes that packed codes take.</summary>
    public abstract int PackedLength(int count);

    /// <summary>The packed codes of values.</summary>
    public abstract void Pack(ReadOnlySpan<float> values, Span<byte> codes, StepFunction steps);

    /// <summary>The levels that packed codes stand for.</summary>
    public abstract void Unpack(ReadOnlySpan<byte> codes, Span<float> values, StepFunction steps);

    private sealed class Of<TQuantizer>() : StepKernels(TQuantizer.Bits)
        where TQuantizer : IQuantizationCodes, IPackedQuantizer<TQuantizer, float, LearnedParameters>
    {
        public override int PackedLength(int count) => TQuantizer.GetPackedLength(count);

        public override void Pack(ReadOnlySpan<float> values, Span<byte> codes, StepFunction steps) => TQuantizer.QuantizePacked(values, codes, new LearnedParameters(steps));

        public override void Unpack(ReadOnlySpan<byte> codes, Span<float> values, StepFunction steps) => TQuantizer.DequantizePacked(codes, values, new LearnedParameters(steps));
    }
}
