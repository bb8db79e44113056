namespace Quantization.Tool.Simulation;

/// <summary>A generated quantizer of the Scale scheme that is chosen at run time, by its width.</summary>
internal abstract class ScaleKernels
{
    /// <summary>The least width that has ranges; one bit of weights has signs.</summary>
    public const int MinBits = 2;
    public const int MaxBits = 8;

    private static readonly ScaleKernels[] s_weights =
    [
        new Of<Scale1, sbyte>(), new Of<Scale2, sbyte>(), new Of<Scale3, sbyte>(), new Of<Scale4, sbyte>(), new Of<Scale5, sbyte>(), new Of<Scale6, sbyte>(), new Of<Scale7, sbyte>(), new Of<Scale8, sbyte>(),
    ];

    private static readonly ScaleKernels[] s_activations =
    [
        new Of<Activation2, byte>(), new Of<Activation3, byte>(), new Of<Activation4, byte>(), new Of<Activation5, byte>(), new Of<Activation6, byte>(), new Of<Activation7, byte>(),
        new Of<Activation8, byte>(),
    ];

    private ScaleKernels(QuantizerOptions options) => Generic = new GenericQuantizer(options);

    /// <summary>The same quantizer with its choices as data, which calibrators ask for, and which has the gradient.</summary>
    public GenericQuantizer Generic { get; }

    /// <summary>The quantizer of weights: codes −(2^(b−1) − 1) to 2^(b−1) − 1, and of one bit −1 and 1.</summary>
    public static ScaleKernels OfWeights(int bits) => s_weights[bits - 1];

    /// <summary>The quantizer of activations: codes 0 to 2^b − 1.</summary>
    public static ScaleKernels OfActivations(int bits) => s_activations[bits - MinBits];

    /// <summary>The parameters with which the codes cover a range.</summary>
    public abstract ScaleParameters ParametersFor(CalibratedRange range);

    /// <summary>The parameters of values: with which the codes cover them, and of one bit their mean magnitude.</summary>
    public abstract ScaleParameters ParametersFor(ReadOnlySpan<float> values);

    /// <summary>Replaces values by those that their codes stand for.</summary>
    public abstract void FakeQuantize(ReadOnlySpan<float> values, Span<float> destination, ScaleParameters parameters);

    private sealed class Of<TQuantizer, TCode>() : ScaleKernels(new QuantizerOptions(TQuantizer.Bits, QuantizationScheme.Scale)
    {
        Range = TQuantizer.MinCode < 0 ? CodeRange.Narrow : CodeRange.Unsigned,
    })
        where TQuantizer : IQuantizer<TQuantizer, float, TCode, ScaleParameters>
    {
        public override ScaleParameters ParametersFor(CalibratedRange range) => TQuantizer.ParametersFor(range.Minimum, range.Maximum);

        public override ScaleParameters ParametersFor(ReadOnlySpan<float> values) => TQuantizer.ParametersFor(values);

        public override void FakeQuantize(ReadOnlySpan<float> values, Span<float> destination, ScaleParameters parameters) =>
            TQuantizer.FakeQuantize(values, destination, parameters);
    }
}
