using System.Globalization;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>
/// Blocks with their parameters inside, by a generated quantizer. A block holds weights of one output channel, which are the inputs of one sum. Where a row of the
/// matrix is not whole blocks, zeros follow it to the end of its last block, and are stored.
/// </summary>
internal class BlockedFormat<TQuantizer>(string name, double bits) : MatrixFormat(name, bits, Granularity.Block)
    where TQuantizer : IBlockQuantizer<TQuantizer>
{
    public override string Sharing => string.Create(CultureInfo.InvariantCulture, $"block {TQuantizer.BlockSize}");

    public override StoredWeights Store(Matrix weights)
    {
        var stored = new Stored(weights);
        stored.Requantize();
        return stored;
    }

    private sealed class Stored : StoredWeights
    {
        private readonly Matrix _weights;
        private readonly Matrix _padded;
        private readonly byte[] _blocks;

        public Stored(Matrix weights)
        {
            var blocks = (weights.Columns + TQuantizer.BlockSize - 1) / TQuantizer.BlockSize;
            _weights = weights;
            _padded = new Matrix(weights.Rows, blocks * TQuantizer.BlockSize);
            for (var row = 0; row < weights.Rows; row++)
                weights.Row(row).CopyTo(_padded.Row(row));
            _blocks = new byte[TQuantizer.GetByteCount(_padded.Values.Length)];
        }

        public override long Bytes => _blocks.Length;

        public override bool CanRequantize => true;

        public override string? Remark => _padded.Columns == _weights.Columns ? null
            : string.Create(CultureInfo.InvariantCulture, $"{_weights.Columns}→{_padded.Columns}");

        public override Matrix Restore()
        {
            var values = new Matrix(_padded.Rows, _padded.Columns);
            TQuantizer.Dequantize(_blocks, values.Values);
            var restored = new Matrix(_weights.Rows, _weights.Columns);
            for (var row = 0; row < restored.Rows; row++)
                values.Row(row)[..restored.Columns].CopyTo(restored.Row(row));
            return restored;
        }

        public override void Requantize() => TQuantizer.Quantize(_padded.Values, _blocks);
    }
}

/// <summary>The same of blocks so large that the rows of some matrices do not fill one: those are stored in another format.</summary>
/// <param name="name">The name in the table and in the JSON rows.</param>
/// <param name="bits">The width of a code.</param>
/// <param name="shorter">The format of matrices whose rows are shorter than a block.</param>
internal sealed class SuperBlockedFormat<TQuantizer>(string name, double bits, MatrixFormat shorter) : BlockedFormat<TQuantizer>(name, bits)
    where TQuantizer : IBlockQuantizer<TQuantizer>
{
    public override StoredWeights Store(Matrix weights) => weights.Columns >= TQuantizer.BlockSize ? base.Store(weights) : new Replaced(weights.Columns, shorter.Name, shorter.Store(weights));

    private sealed class Replaced(int columns, string name, StoredWeights stored) : StoredWeights
    {
        public override long Bytes => stored.Bytes;

        public override bool CanRequantize => stored.CanRequantize;

        public override string? Remark => string.Create(CultureInfo.InvariantCulture, $"{columns} in {name}");

        public override Matrix Restore() => stored.Restore();

        public override void Requantize() => stored.Requantize();
    }
}
