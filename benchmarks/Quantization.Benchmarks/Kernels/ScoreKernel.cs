using System.Numerics.Tensors;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>The scores of a query with rows of codes, each row with parameters of its own. The peer in floats multiplies the same query by rows of floats.</summary>
/// <typeparam name="TCode">What memory holds of codes, or bytes where they are packed.</typeparam>
internal sealed class ScoreKernel<TCode>(string name, QuantizerOptions options) : Kernel(name, Rows)
    where TCode : unmanaged
{
    private const int RowLength = 768;

    // In elements, as elsewhere: up to 100,000 rows.
    private static readonly SizeFormat Rows = new("N", "76800", "768000", "7680000", "76800000");

    private readonly GenericQuantizer generic = new(options);

    public delegate void Scorer(ReadOnlySpan<TCode> query, ReadOnlySpan<TCode> rows, Span<float> destination, ScaleParameters queryParameters, ReadOnlySpan<ScaleParameters> rowParameters);

    public delegate void Encoder(ReadOnlySpan<sbyte> row, Span<TCode> destination);

    /// <summary>The generated kernel.</summary>
    public required Scorer Score { get; init; }

    /// <summary>Stores the codes of a row.</summary>
    public required Encoder Store { get; init; }

    /// <summary>How many of what memory holds are a row.</summary>
    public required int StoredLength { get; init; }

    public override WorkSize? Fit(WorkSize size) => size.Dimensions[0] < RowLength ? null : new WorkSize([size.Dimensions[0] / RowLength * RowLength]);

    public override Workload Prepare(WorkSize size)
    {
        var memory = new ScoreBuffers<TCode>(size.Dimensions[0] / RowLength, RowLength, StoredLength);
        Encode(memory);
        Contender ours = new(PeerNames.Ours, () => Score(memory.Query.Span, memory.Rows.Span, memory.Scores.Span, memory.QueryParameters, memory.RowParameters));
        Contender reference = new(PeerNames.Generic, () => ScorePlain(memory));
        // Its scores are those of the values before they were quantized.
        Contender floats = Contender.Free(PeerNames.TensorPrimitives, () => ScoreFloats(memory), () => null);
        return new Workload(size, ours, [reference, floats], () => Results.FindMistake(memory.Scores, reference, ours) is { } mistake ? $"{Name}: {mistake}" : null, memory);
    }

    private static void ScoreFloats(ScoreBuffers<TCode> memory)
    {
        ReadOnlySpan<float> query = memory.QueryValues.Span, rows = memory.RowValues.Span;
        Span<float> scores = memory.Scores.Span;
        for (int row = 0; row < scores.Length; row++) scores[row] = TensorPrimitives.Dot(query, rows.Slice(row * RowLength, RowLength));
    }

    private static void ScorePlain(ScoreBuffers<TCode> memory)
    {
        ReadOnlySpan<sbyte> query = memory.QueryCodes.Span;
        for (int row = 0; row < memory.Scores.Length; row++)
        {
            ReadOnlySpan<sbyte> codes = memory.RowCodes.Span.Slice(row * RowLength, RowLength);
            long sum = 0;
            for (int i = 0; i < codes.Length; i++) sum += query[i] * codes[i];
            memory.Scores.Span[row] = (float)((double)memory.QueryParameters.Scale * memory.RowParameters[row].Scale * sum);
        }
    }

    private void Encode(ScoreBuffers<TCode> memory)
    {
        memory.QueryParameters = Encode(memory.QueryValues.Span, memory.QueryCodes.Span, memory.Query.Span);
        for (int row = 0; row < memory.Scores.Length; row++)
        {
            memory.RowParameters[row] = Encode(
                memory.RowValues.Span.Slice(row * RowLength, RowLength), memory.RowCodes.Span.Slice(row * RowLength, RowLength), memory.Rows.Span.Slice(row * StoredLength, StoredLength));
        }
    }

    private ScaleParameters Encode(ReadOnlySpan<float> values, Span<sbyte> codes, Span<TCode> stored)
    {
        QuantizerParameters parameters = generic.ParametersFor(values);
        generic.Quantize(values, codes, parameters);
        Store(codes, stored);
        return new ScaleParameters(parameters.Scale);
    }
}

/// <summary>A query and rows: as values, as codes, and as the generated kernel reads them.</summary>
internal sealed class ScoreBuffers<TCode> : IDisposable
    where TCode : unmanaged
{
    public ScoreBuffers(int rows, int rowLength, int storedLength)
    {
        QueryValues = new AlignedBuffer<float>(rowLength);
        RowValues = new AlignedBuffer<float>(rows * rowLength);
        QueryCodes = new AlignedBuffer<sbyte>(rowLength);
        RowCodes = new AlignedBuffer<sbyte>(rows * rowLength);
        Query = new AlignedBuffer<TCode>(storedLength);
        Rows = new AlignedBuffer<TCode>(rows * storedLength);
        Scores = new AlignedBuffer<float>(rows);
        RowParameters = new ScaleParameters[rows];
        GaussianValues.Fill(QueryValues.Span);
        GaussianValues.Fill(RowValues.Span);
        RowValues.Span.Reverse();
    }

    public AlignedBuffer<float> QueryValues { get; }

    public AlignedBuffer<float> RowValues { get; }

    public AlignedBuffer<sbyte> QueryCodes { get; }

    public AlignedBuffer<sbyte> RowCodes { get; }

    public AlignedBuffer<TCode> Query { get; }

    public AlignedBuffer<TCode> Rows { get; }

    public AlignedBuffer<float> Scores { get; }

    public ScaleParameters QueryParameters { get; set; }

    public ScaleParameters[] RowParameters { get; }

    public void Dispose()
    {
        foreach (IDisposable buffer in (IDisposable[])[QueryValues, RowValues, QueryCodes, RowCodes, Query, Rows, Scores]) buffer.Dispose();
    }
}
