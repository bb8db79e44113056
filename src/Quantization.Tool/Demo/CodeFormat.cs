using System.Runtime.CompilerServices;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>One code a weight by a generated quantizer, with its parameters once a matrix or once an output channel.</summary>
internal sealed class CodeFormat<TQuantizer, TCode, TParameters>(string name, Granularity granularity)
    : WeightFormat(name, TQuantizer.Bits, granularity)
    where TQuantizer : IQuantizer<TQuantizer, float, TCode, TParameters>
    where TCode : unmanaged
    where TParameters : struct
{
    public override StoredWeights Store(Matrix weights) => new Stored(weights, Granularity switch
    {
        Granularity.Tensor => weights.Values.Length,
        Granularity.Channel => weights.Columns,
        _ => throw new NotSupportedException($"Codes have no parameters by {Granularity}."),
    });

    private sealed class Stored : StoredWeights
    {
        private readonly Matrix _weights;
        private readonly int _sliceLength;
        private readonly TCode[] _codes;
        private readonly TParameters[] _parameters;

        public Stored(Matrix weights, int sliceLength)
        {
            _weights = weights;
            _sliceLength = sliceLength;
            _codes = new TCode[weights.Values.Length];
            _parameters = new TParameters[weights.Values.Length / sliceLength];
            for (var i = 0; i < _parameters.Length; i++)
                _parameters[i] = TQuantizer.ParametersFor(weights.Values.AsSpan(i * sliceLength, sliceLength));
            Requantize();
        }

        public override long Bytes => _codes.Length * (long)Unsafe.SizeOf<TCode>() + _parameters.Length * (long)Unsafe.SizeOf<TParameters>();

        public override bool CanRequantize => true;

        public override Matrix Restore()
        {
            var restored = new Matrix(_weights.Rows, _weights.Columns);
            for (var i = 0; i < _parameters.Length; i++)
                TQuantizer.Dequantize(_codes.AsSpan(i * _sliceLength, _sliceLength), restored.Values.AsSpan(i * _sliceLength, _sliceLength), _parameters[i]);
            return restored;
        }

        public override void Requantize()
        {
            for (var i = 0; i < _parameters.Length; i++)
                TQuantizer.Quantize(_weights.Values.AsSpan(i * _sliceLength, _sliceLength), _codes.AsSpan(i * _sliceLength, _sliceLength), _parameters[i]);
        }
    }
}
