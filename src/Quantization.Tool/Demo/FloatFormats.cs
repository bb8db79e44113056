using System.Runtime.CompilerServices;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>The weights as they were trained: the baseline.</summary>
internal sealed class Float32Format() : MatrixFormat("float32", 32, Granularity.Tensor)
{
    public override StoredWeights Store(Matrix weights) => new Stored(weights);

    private sealed class Stored(Matrix weights) : StoredWeights
    {
        public override long Bytes => weights.Values.Length * (long)sizeof(float);

        public override Matrix Restore() => weights;
    }
}

/// <summary>Each weight rounded to a format of 16 bits, without parameters: what costs no thought.</summary>
internal sealed class ConvertedFormat<TFormat, TValue>(string name) : MatrixFormat(name, 8 * Unsafe.SizeOf<TValue>(), Granularity.Tensor)
    where TFormat : IFixedQuantizer<TFormat, float, TValue>
    where TValue : unmanaged
{
    public override StoredWeights Store(Matrix weights)
    {
        var stored = new Stored(weights);
        stored.Requantize();
        return stored;
    }

    private sealed class Stored(Matrix weights) : StoredWeights
    {
        private readonly TValue[] _values = new TValue[weights.Values.Length];

        public override long Bytes => _values.Length * (long)Unsafe.SizeOf<TValue>();

        public override bool CanRequantize => true;

        public override Matrix Restore()
        {
            var restored = new Matrix(weights.Rows, weights.Columns);
            TFormat.Dequantize(_values, restored.Values);
            return restored;
        }

        public override void Requantize() => TFormat.Quantize(weights.Values, _values);
    }
}
