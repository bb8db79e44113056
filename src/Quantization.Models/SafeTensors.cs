using System.Diagnostics.CodeAnalysis;

namespace Quantization.Models;

/// <summary>
/// The content of a safetensors file with float32 tensors: 8 bytes with the length of the header (little-endian), the header in
/// JSON, then the values of all tensors without a gap. The reader is strict: whatever contradicts that layout is an error that names the file.
/// </summary>
public sealed class SafeTensors
{
    /// <summary>The longest header that is read, in bytes; the limit of the reference implementation.</summary>
    public const int MaxHeaderBytes = SafeTensorsHeader.MaxBytes;

    private readonly Dictionary<string, ModelTensor> _byName;

    /// <summary>Gathers tensors, in the order in which they are to be stored.</summary>
    /// <param name="tensors">The tensors; every name occurs once and none is <c>__metadata__</c>.</param>
    /// <param name="metadata">Free text by key, or <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentException">Two tensors share a name, or one takes the reserved name.</exception>
    public SafeTensors(IEnumerable<ModelTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensors = [.. tensors];
        Metadata = metadata ?? new Dictionary<string, string>();
        _byName = new Dictionary<string, ModelTensor>(Tensors.Count, StringComparer.Ordinal);
        foreach (var tensor in Tensors)
        {
            if (tensor.Name == SafeTensorsHeader.MetadataKey || !_byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"The name '{tensor.Name}' is reserved or used twice.", nameof(tensors));
        }
    }

    /// <summary>The tensors in the order of their values in the file.</summary>
    public IReadOnlyList<ModelTensor> Tensors { get; }

    /// <summary>Free text by key, as the writer of the file left it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Finds a tensor by its name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <param name="tensor">The tensor, or <see langword="null"/>.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetTensor(string name, [MaybeNullWhen(false)] out ModelTensor tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its tensors and metadata.</returns>
    /// <exception cref="InvalidDataException">The file is no safetensors file, is damaged, or holds other types than F32.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static SafeTensors Load(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.CanSeek ? Read(stream, path) : throw new IOException($"{path} is no regular file: its length is needed before it is read.");
    }

    /// <summary>Reads from the position of a stream to its end.</summary>
    /// <param name="stream">A stream that can seek: sizes are checked against its length before anything is allocated.</param>
    /// <param name="name">What errors call it, for example its path.</param>
    /// <returns>The tensors and metadata.</returns>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="InvalidDataException">The data are no safetensors file, are damaged, or hold other types than F32.</exception>
    public static SafeTensors Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanSeek)
            throw new ArgumentException("The stream must be able to seek.", nameof(stream));
        var (tensors, metadata) = SafeTensorsReader.Read(stream, name);
        return new SafeTensors(tensors, metadata);
    }

    /// <summary>Writes a file, replacing what is there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var stream = File.Create(path);
        Write(stream);
    }

    /// <summary>Writes the tensors in their order. The same tensors and metadata give the same bytes.</summary>
    /// <param name="stream">Where to write.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafeTensorsWriter.Write(Tensors, Metadata, stream);
    }
}
