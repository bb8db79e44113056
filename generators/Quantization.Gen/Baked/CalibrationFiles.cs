using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Baked;

/// <summary>The calibration files of a compilation, each read once.</summary>
internal sealed class CalibrationFiles
{
    private readonly Dictionary<AdditionalText, BakedFile?> read;

    private CalibrationFiles(Dictionary<AdditionalText, BakedFile?> read)
    {
        this.read = read;
        All = Together(read.Values);
    }

    /// <summary>All that they say.</summary>
    internal EquatableArray<BakedFile> All { get; }

    /// <summary>Reads those of <paramref name="files"/> that are calibration files.</summary>
    internal static CalibrationFiles Read(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken) =>
        new(files.Distinct().ToDictionary(file => file, file => CalibrationReader.Read(file, cancellationToken)));

    /// <summary>The calibration files among those read; one that the compiler was given twice counts once.</summary>
    internal static EquatableArray<BakedFile> Together(IEnumerable<BakedFile?> files) => new([.. files.OfType<BakedFile>().Distinct()]);

    /// <summary>What a file says; null where it is no calibration file.</summary>
    internal BakedFile? Of(AdditionalText file) => read.TryGetValue(file, out BakedFile? found) ? found : null;
}
