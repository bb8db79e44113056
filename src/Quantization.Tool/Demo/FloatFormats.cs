using System.Runtime.CompilerServices;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>The weights as they were trained: the baseline.</summary>
internal sealed class Float32Format() : WeightFormat("float32", 32, Granularity.Tensor)
{
    public override StoredWeights Store(Matrix weights) => new Stored(weights);

    private sealed class Stored(Matrix weights) : StoredWeights
    {
        public override long Bytes => weights.Values.Length * (long)sizeof(float);

        public override Matrix Restore() => weights;
    }
}

/// <summary>Each weight rounded to IEEE half precision: what costs no thought.</summary>
internal sealed class Float16Format() : WeightFormat("float16", 16, Granularity.Tensor)
{
    public override StoredWeights Store(Matrix weights) => new Stored(weights);

    private sealed class Stored(Matrix weights) : StoredWeights
    {
        private readonly Half[] _halves = Array.ConvertAll(weights.Values, static value => (Half)value);

        public override long Bytes => _halves.Length * (long)Unsafe.SizeOf<Half>();

        public override Matrix Restore() => new(weights.Rows, weights.Columns, Array.ConvertAll(_halves, static half => (float)half));
    }
}
