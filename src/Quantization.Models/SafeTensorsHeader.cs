using System.Text.Json;

namespace Quantization.Models;

/// <summary>What the header of a safetensors file says, checked against itself but not yet against the length of the file.</summary>
internal sealed class SafeTensorsHeader
{
    public const string MetadataKey = "__metadata__";
    public const string TypeKey = "dtype";
    public const string ShapeKey = "shape";
    public const string OffsetsKey = "data_offsets";
    public const string Float32 = "F32";

    /// <summary>The longest header, in bytes; the limit of the reference implementation.</summary>
    public const int MaxBytes = 100_000_000;

    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Where the values of one tensor lie, in bytes after the header.</summary>
    public readonly record struct Entry(string Name, int[] Shape, int Elements, long Begin, long End);

    private SafeTensorsHeader(List<Entry> entries, Dictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors in the order of their values.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafeTensorsHeader Parse(ReadOnlyMemory<byte> utf8, string file)
    {
        if (utf8.Span is not [(byte)'{', ..])
            throw Invalid(file, "the header does not begin with '{'");
        try
        {
            using var document = JsonDocument.Parse(utf8, s_options);
            return Read(document.RootElement, file);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for strings that are not valid Unicode, which the parser leaves unread.
            throw new InvalidDataException($"{file}: the header is not valid JSON: {exception.Message}", exception);
        }
    }

    public static InvalidDataException Invalid(string file, string problem) => new($"{file}: {problem}.");

    private static SafeTensorsHeader Read(JsonElement root, string file)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
                ReadMetadata(property.Value, metadata, file);
            else
                entries.Add(ReadEntry(property.Name, property.Value, file));
        }

        entries.Sort(static (left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        CheckLayout(entries, file);
        return new SafeTensorsHeader(entries, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string file)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Invalid(file, $"'{MetadataKey}' is not an object");
        foreach (var property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw Invalid(file, $"'{MetadataKey}' may hold only strings, but '{property.Name}' is none");
        }
    }

    private static Entry ReadEntry(string name, JsonElement element, string file)
    {
        if (name.Length == 0)
            throw Invalid(file, "a tensor has no name");
        if (element.ValueKind != JsonValueKind.Object)
            throw Invalid(file, $"the entry of tensor '{name}' is not an object");
        string? type = null;
        long[]? shape = null, offsets = null;
        foreach (var property in element.EnumerateObject())
        {
            switch (property.Name)
            {
                case TypeKey when property.Value.ValueKind == JsonValueKind.String:
                    type = property.Value.GetString();
                    break;
                case ShapeKey:
                    shape = ReadNumbers(name, property, file);
                    break;
                case OffsetsKey:
                    offsets = ReadNumbers(name, property, file);
                    break;
                default:
                    throw Invalid(file, $"tensor '{name}' has an unknown or malformed property '{property.Name}'");
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Invalid(file, $"tensor '{name}' needs {TypeKey}, {ShapeKey} and {OffsetsKey} of two numbers");
        if (type != Float32)
            throw Invalid(file, $"tensor '{name}' has the type {type}; only {Float32} is supported");
        var elements = CountElements(name, shape, file);
        if (end - begin != elements * (long)sizeof(float))
            throw Invalid(file, $"tensor '{name}' with the shape [{string.Join(", ", shape)}] takes {elements * (long)sizeof(float)} bytes, but its offsets {begin} to {end} do not span as many");
        return new Entry(name, Array.ConvertAll(shape, static dimension => (int)dimension), elements, begin, end);
    }

    private static long[] ReadNumbers(string name, JsonProperty property, string file)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
            throw Invalid(file, $"{property.Name} of tensor '{name}' is not an array");
        var numbers = new List<long>();
        foreach (var item in property.Value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                throw Invalid(file, $"{property.Name} of tensor '{name}' holds {item.GetRawText()}, which is not a whole number from 0 to {long.MaxValue}");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static int CountElements(string name, long[] shape, string file)
    {
        // A zero anywhere makes the tensor empty, however large the other dimensions; each must still be a legal length.
        var elements = 1L;
        foreach (var dimension in shape)
        {
            if (dimension > int.MaxValue)
                throw Invalid(file, $"tensor '{name}' has a dimension of {dimension}; at most {int.MaxValue} is supported");
            elements = Math.Min(elements * dimension, int.MaxValue);
        }

        if (elements > Array.MaxLength)
            throw Invalid(file, $"tensor '{name}' has more than {Array.MaxLength} elements, the most that is supported");
        return (int)elements;
    }

    private static void CheckLayout(List<Entry> entries, string file)
    {
        var expected = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin < expected)
                throw Invalid(file, $"tensor '{entry.Name}' begins at offset {entry.Begin}, inside the tensor before it, which ends at {expected}");
            if (entry.Begin > expected)
                throw Invalid(file, $"between the offsets {expected} and {entry.Begin} lie bytes that belong to no tensor");
            expected = entry.End;
        }
    }
}
