using System.Text.Json.Serialization;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Demo;

/// <summary>How many weights share parameters.</summary>
internal enum Granularity
{
    /// <summary>All weights of a matrix.</summary>
    [JsonStringEnumMemberName("tensor")]
    Tensor,

    /// <summary>The weights of one output channel: a row of the matrix.</summary>
    [JsonStringEnumMemberName("channel")]
    Channel,

    /// <summary>A fixed number of consecutive weights.</summary>
    [JsonStringEnumMemberName("block")]
    Block,
}

/// <summary>A way to store weights: a row of the demo's table.</summary>
/// <param name="name">The name in the table and in the JSON rows, in lower case but for the K of K-quants.</param>
/// <param name="bits">The width of a stored weight, without its share of parameters.</param>
/// <param name="granularity">How many weights share parameters.</param>
internal abstract class WeightFormat(string name, double bits, Granularity granularity)
{
    public string Name => name;

    public double Bits => bits;

    public Granularity Granularity => granularity;

    /// <summary>The same for a person.</summary>
    public virtual string Sharing => granularity.ToString().ToLowerInvariant();

    /// <summary>Stores the weights of a layer.</summary>
    public abstract StoredWeights Store(LinearLayer layer);
}

/// <summary>A way to store any weights, whatever layer they are of.</summary>
internal abstract class MatrixFormat(string name, double bits, Granularity granularity) : WeightFormat(name, bits, granularity)
{
    public sealed override StoredWeights Store(LinearLayer layer) => Store(layer.Weight);

    /// <summary>Stores the weights of a matrix.</summary>
    public abstract StoredWeights Store(Matrix weights);
}

/// <summary>The weights of a layer as a format keeps them.</summary>
internal abstract class StoredWeights
{
    /// <summary>The bytes of the codes and of their parameters.</summary>
    public abstract long Bytes { get; }

    /// <summary>What a reader must know of how these weights are stored; <see langword="null"/> where the format says it all.</summary>
    public virtual string? Remark => null;

    /// <summary>Whether <see cref="Requantize"/> does anything that is worth timing.</summary>
    public virtual bool CanRequantize => false;

    /// <summary>The biases that were trained with the stored weights; <see langword="null"/> where the layer's own stay.</summary>
    public virtual float[]? Bias => null;

    /// <summary>The weights that the storage stands for.</summary>
    public abstract Matrix Restore();

    /// <summary>A layer with the weights that the storage stands for, and the biases that go with them.</summary>
    public LinearLayer Restore(LinearLayer layer) => new(layer.Name, Restore(), Bias ?? layer.Bias);

    /// <summary>Quantizes the weights once more with the same parameters, for measuring the rate of the kernel.</summary>
    public virtual void Requantize() => throw new NotSupportedException();
}
