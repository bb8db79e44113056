using System.Numerics;

namespace Quantization.Tests.Kernels;

/// <summary>A check to run on a declared quantizer, whatever its codes are stored in.</summary>
internal interface IKernelCheck
{
    void Run<TCode>(Subject<TCode> subject)
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>;
}

/// <summary>A declared quantizer under test, and the generic one that it must equal.</summary>
internal abstract class Subject
{
    internal required string Name { get; init; }

    /// <summary>A generic quantizer of the options that the attribute states.</summary>
    internal required GenericQuantizer Generic { get; init; }

    /// <summary>The parameters that the attribute folds into the kernels, or null where calls give them.</summary>
    internal required QuantizerParameters? Constants { get; init; }

    /// <summary>The constants that the type itself tells.</summary>
    internal abstract QuantizerParameters? ToldConstants { get; }

    internal QuantizerOptions Options => Generic.Options;

    internal bool RefusesNaN => Options.NaNHandling == NaNHandling.Throw;

    internal abstract void Check(IKernelCheck check);

    /// <summary>The codes of some values, as the span overload gives them.</summary>
    internal abstract int[] CodesOf(float[] values, QuantizerParameters parameters);

    /// <summary>Quantized and dequantized, through spans.</summary>
    internal abstract float[] RoundTrip(float[] values, QuantizerParameters parameters);

    /// <summary>Fake-quantized, through spans.</summary>
    internal abstract float[] FakeQuantized(float[] values, QuantizerParameters parameters);

    public override string ToString() => Name;
}

/// <summary>A declared quantizer through its static-abstract interface, with parameters in their common form.</summary>
/// <typeparam name="TCode">What a code is stored in.</typeparam>
internal abstract class Subject<TCode> : Subject
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
{
    /// <summary>Bits, lowest and highest code as the interface tells them.</summary>
    internal abstract (int Bits, int MinCode, int MaxCode) Codes { get; }

    internal abstract void Quantize(ReadOnlySpan<float> source, Span<TCode> destination, QuantizerParameters parameters);

    internal abstract TCode Quantize(float value, QuantizerParameters parameters);

    internal abstract void Dequantize(ReadOnlySpan<TCode> source, Span<float> destination, QuantizerParameters parameters);

    internal abstract float Dequantize(TCode code, QuantizerParameters parameters);

    internal abstract void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination, QuantizerParameters parameters);

    internal abstract float FakeQuantize(float value, QuantizerParameters parameters);

    internal override void Check(IKernelCheck check) => check.Run(this);

    internal override int[] CodesOf(float[] values, QuantizerParameters parameters) => [.. Quantized(values, parameters).Select(int.CreateChecked)];

    internal override float[] RoundTrip(float[] values, QuantizerParameters parameters)
    {
        float[] results = new float[values.Length];
        Dequantize(Quantized(values, parameters), results, parameters);
        return results;
    }

    internal override float[] FakeQuantized(float[] values, QuantizerParameters parameters)
    {
        float[] results = new float[values.Length];
        FakeQuantize(values, results, parameters);
        return results;
    }

    private TCode[] Quantized(float[] values, QuantizerParameters parameters)
    {
        TCode[] codes = new TCode[values.Length];
        Quantize(values, codes, parameters);
        return codes;
    }
}

/// <summary>What only quantizers without constants have: parameters from ranges and data.</summary>
internal interface IDerivesParameters
{
    QuantizerParameters ParametersFor(float minimum, float maximum);

    QuantizerParameters ParametersFor(ReadOnlySpan<float> values);
}

/// <summary>A quantizer whose calls give the parameters.</summary>
internal sealed class RuntimeSubject<T, TCode, TParameters> : Subject<TCode>, IDerivesParameters
    where T : IQuantizer<T, float, TCode, TParameters>
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    where TParameters : struct
{
    internal override QuantizerParameters? ToldConstants => null;

    internal override (int Bits, int MinCode, int MaxCode) Codes => (T.Bits, T.MinCode, T.MaxCode);

    internal override void Quantize(ReadOnlySpan<float> source, Span<TCode> destination, QuantizerParameters parameters) =>
        T.Quantize(source, destination, Own(parameters));

    internal override TCode Quantize(float value, QuantizerParameters parameters) => T.Quantize(value, Own(parameters));

    internal override void Dequantize(ReadOnlySpan<TCode> source, Span<float> destination, QuantizerParameters parameters) =>
        T.Dequantize(source, destination, Own(parameters));

    internal override float Dequantize(TCode code, QuantizerParameters parameters) => T.Dequantize(code, Own(parameters));

    internal override void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination, QuantizerParameters parameters) =>
        T.FakeQuantize(source, destination, Own(parameters));

    internal override float FakeQuantize(float value, QuantizerParameters parameters) => T.FakeQuantize(value, Own(parameters));

    public QuantizerParameters ParametersFor(float minimum, float maximum) => ParameterForms.Common(T.ParametersFor(minimum, maximum));

    public QuantizerParameters ParametersFor(ReadOnlySpan<float> values) => ParameterForms.Common(T.ParametersFor(values));

    private static TParameters Own(QuantizerParameters parameters) => (TParameters)ParameterForms.Own(typeof(TParameters), parameters);
}

/// <summary>A quantizer whose parameters are constants of its declaration.</summary>
internal sealed class FixedSubject<T, TCode, TParameters> : Subject<TCode>
    where T : IFixedQuantizer<T, float, TCode>, IFixedParameters<TParameters>, IQuantizationCodes
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    where TParameters : struct
{
    internal override QuantizerParameters? ToldConstants => ParameterForms.Common(T.Parameters);

    internal override (int Bits, int MinCode, int MaxCode) Codes => (T.Bits, T.MinCode, T.MaxCode);

    internal override void Quantize(ReadOnlySpan<float> source, Span<TCode> destination, QuantizerParameters parameters) => T.Quantize(source, destination);

    internal override TCode Quantize(float value, QuantizerParameters parameters) => T.Quantize(value);

    internal override void Dequantize(ReadOnlySpan<TCode> source, Span<float> destination, QuantizerParameters parameters) => T.Dequantize(source, destination);

    internal override float Dequantize(TCode code, QuantizerParameters parameters) => T.Dequantize(code);

    internal override void FakeQuantize(ReadOnlySpan<float> source, Span<float> destination, QuantizerParameters parameters) => T.FakeQuantize(source, destination);

    internal override float FakeQuantize(float value, QuantizerParameters parameters) => T.FakeQuantize(value);
}
