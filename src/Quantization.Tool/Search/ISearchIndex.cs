namespace Quantization.Tool.Search;

/// <summary>Vectors in a form in which the nearest ones to another are found. One search at a time: it has room for one.</summary>
internal interface ISearchIndex
{
    /// <summary>The bits of an element.</summary>
    int Bits { get; }

    /// <summary>The bits of an element of what a query becomes.</summary>
    int QueryBits { get; }

    /// <summary>What the vectors take, with all that belongs to them.</summary>
    long Bytes { get; }

    /// <summary>Finds the nearest vectors.</summary>
    /// <param name="query">A vector of length 1.</param>
    /// <param name="nearest">Where the places of the nearest go, nearest first; its length says how many.</param>
    /// <param name="cosines">Where their cosines go, as near as the index knows them; as long.</param>
    /// <returns>How many were found: fewer only where there are fewer.</returns>
    int Search(ReadOnlySpan<float> query, Span<int> nearest, Span<float> cosines);
}
