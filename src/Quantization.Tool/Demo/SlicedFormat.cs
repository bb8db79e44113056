using System.Runtime.CompilerServices;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>One code a weight by a generated quantizer, with its parameters once a matrix or once an output channel.</summary>
internal abstract class SlicedFormat<TQuantizer, TCode, TParameters>(string name, Granularity granularity)
    : MatrixFormat(name, TQuantizer.Bits, granularity)
    where TQuantizer : IQuantizer<TQuantizer, float, TCode, TParameters>
    where TParameters : struct
{
    public sealed override StoredWeights Store(Matrix weights)
    {
        var length = Granularity switch
        {
            Granularity.Tensor => weights.Values.Length,
            Granularity.Channel => weights.Columns,
            _ => throw new NotSupportedException($"Codes have no parameters by {Granularity}."),
        };
        var parameters = new TParameters[weights.Values.Length / length];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = TQuantizer.ParametersFor(weights.Values.AsSpan(i * length, length));
        var stored = Create(weights, length, parameters);
        stored.Requantize();
        return stored;
    }

    protected abstract StoredSlices<TParameters> Create(Matrix weights, int sliceLength, TParameters[] parameters);
}

/// <summary>Each code in an integer.</summary>
internal sealed class CodeFormat<TQuantizer, TCode, TParameters>(string name, Granularity granularity)
    : SlicedFormat<TQuantizer, TCode, TParameters>(name, granularity)
    where TQuantizer : IQuantizer<TQuantizer, float, TCode, TParameters>
    where TCode : unmanaged
    where TParameters : struct
{
    protected override StoredSlices<TParameters> Create(Matrix weights, int sliceLength, TParameters[] parameters) => new Stored(weights, sliceLength, parameters);

    private sealed class Stored(Matrix weights, int sliceLength, TParameters[] parameters) : StoredSlices<TParameters>(weights, sliceLength, parameters)
    {
        private readonly int _length = sliceLength;
        private readonly TCode[] _codes = new TCode[parameters.Length * sliceLength];

        protected override long CodeBytes => _codes.Length * (long)Unsafe.SizeOf<TCode>();

        protected override void Quantize(ReadOnlySpan<float> values, int slice, TParameters parameters) =>
            TQuantizer.Quantize(values, _codes.AsSpan(slice * _length, _length), parameters);

        protected override void Dequantize(int slice, Span<float> values, TParameters parameters) =>
            TQuantizer.Dequantize(_codes.AsSpan(slice * _length, _length), values, parameters);
    }
}

/// <summary>Codes packed into their bits; each slice begins with a byte of its own.</summary>
internal sealed class PackedFormat<TQuantizer, TCode, TParameters>(string name, Granularity granularity)
    : SlicedFormat<TQuantizer, TCode, TParameters>(name, granularity)
    where TQuantizer : IQuantizer<TQuantizer, float, TCode, TParameters>, IPackedQuantizer<TQuantizer, float, TParameters>
    where TParameters : struct
{
    protected override StoredSlices<TParameters> Create(Matrix weights, int sliceLength, TParameters[] parameters) => new Stored(weights, sliceLength, parameters);

    private sealed class Stored(Matrix weights, int sliceLength, TParameters[] parameters) : StoredSlices<TParameters>(weights, sliceLength, parameters)
    {
        private readonly int _length = TQuantizer.GetPackedLength(sliceLength);
        private readonly byte[] _codes = new byte[parameters.Length * TQuantizer.GetPackedLength(sliceLength)];

        protected override long CodeBytes => _codes.Length;

        protected override void Quantize(ReadOnlySpan<float> values, int slice, TParameters parameters) =>
            TQuantizer.QuantizePacked(values, _codes.AsSpan(slice * _length, _length), parameters);

        protected override void Dequantize(int slice, Span<float> values, TParameters parameters) =>
            TQuantizer.DequantizePacked(_codes.AsSpan(slice * _length, _length), values, parameters);
    }
}
