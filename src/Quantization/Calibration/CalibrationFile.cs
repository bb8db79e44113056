namespace Quantization;

/// <summary>
/// Parameters by name, in a file that the compiler reads, too: given to it as one of <c>AdditionalFiles</c>, a declaration with
/// <see cref="QuantizerAttribute.Calibration"/> has the parameters of an entry folded into its code.
/// </summary>
/// <remarks>
/// A file is UTF-8 JSON: <c>{ "quantizationCalibration": 1, "entries": { "name": { … } } }</c>. What is written is the same bytes for the same entries
/// everywhere: in ordinal order of their names, floats in the fewest digits that give the same bits again, lines that end in <c>\n</c>.
/// </remarks>
public sealed class CalibrationFile
{
    /// <summary>The version of the format that is read and written.</summary>
    public const int Version = Arithmetic.CalibrationWords.Version;

    /// <summary>The entries by name, in ordinal order.</summary>
    public SortedDictionary<string, CalibrationEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a file, as strictly as the compiler does: an entry that no declaration could take is an error.</summary>
    /// <param name="stream">The bytes of the file, from its position to its end.</param>
    /// <param name="name">What errors call the file.</param>
    /// <returns>The entries. Properties that the format does not have are left out.</returns>
    /// <exception cref="InvalidDataException">It is not valid JSON, has no version or another one, or an entry lacks a property or has one that cannot be; the message names file, entry and property.</exception>
    public static CalibrationFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        CalibrationFile file = new();
        CalibrationFileReader.Read(stream, name, file.Entries);
        return file;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="InvalidDataException">An entry is one that <see cref="Read"/> would refuse; nothing is written.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CalibrationFileWriter.Write(stream, Entries);
    }
}
