using System.Globalization;

namespace Quantization.Benchmarks.Kernels;

/// <summary>How much one call of a kernel works on: one dimension for kernels over elements, several for others.</summary>
internal sealed record WorkSize(IReadOnlyList<int> Dimensions)
{
    /// <summary>The product of the dimensions.</summary>
    public long Elements => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    public override string ToString() => string.Join(SizeFormat.Separator, Dimensions.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>How the sizes of a kernel are written, and which ones are measured where none are asked for.</summary>
/// <param name="Pattern">A letter for each dimension, such as <c>N</c> or <c>MxKxN</c>.</param>
/// <param name="WarmUp">A size at which a call takes microseconds.</param>
/// <param name="Defaults">The sizes measured unless others are asked for.</param>
internal sealed record SizeFormat(string Pattern, string WarmUp, params string[] Defaults)
{
    public const char Separator = 'x';

    // A gigabyte of floats.
    private const int LargestDimension = 1 << 28;

    /// <summary>Kernels over elements; the sizes go from a call's own cost through each cache to memory.</summary>
    public static SizeFormat Elements { get; } = new("N", "4096", "64", "384", "4096", "65536", "1048576", "16777216");

    /// <summary>What a size has to look like, for messages.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"{Pattern}, whole numbers from 1 to {LargestDimension}");

    /// <summary>Reads a size; null where the text is not one of this format.</summary>
    public WorkSize? TryParse(string text)
    {
        string[] parts = text.Split(Separator);
        if (parts.Length != Pattern.Split(Separator).Length) return null;
        int[] dimensions = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[i])) return null;
            if (dimensions[i] is < 1 or > LargestDimension) return null;
        }

        return new WorkSize(dimensions);
    }

    /// <summary>Reads a size that is known to be well written.</summary>
    public WorkSize Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is not a size {Description}.");
}
