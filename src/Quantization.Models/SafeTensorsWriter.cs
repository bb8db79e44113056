using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Quantization.Models;

/// <summary>Writes a safetensors stream.</summary>
internal static class SafeTensorsWriter
{
    /// <summary>The header is padded with spaces so that the values begin at a multiple of this many bytes.</summary>
    private const int Alignment = 8;

    public static void Write(IReadOnlyList<ModelTensor> tensors, IReadOnlyDictionary<string, string> metadata, Stream stream)
    {
        var header = new ArrayBufferWriter<byte>();
        WriteHeader(tensors, metadata, header);
        var padding = -header.WrittenCount & (Alignment - 1);
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        if (header.WrittenCount > SafeTensorsHeader.MaxBytes)
            throw new InvalidOperationException($"The header of {header.WrittenCount} bytes exceeds the limit of {SafeTensorsHeader.MaxBytes}.");

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.WrittenCount);
        stream.Write(prefix);
        stream.Write(header.WrittenSpan);
        foreach (var tensor in tensors)
            WriteValues(tensor.Values, stream);
    }

    private static void WriteHeader(IReadOnlyList<ModelTensor> tensors, IReadOnlyDictionary<string, string> metadata, ArrayBufferWriter<byte> header)
    {
        using var json = new Utf8JsonWriter(header);
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(SafeTensorsHeader.MetadataKey);
            // A dictionary has no order of its own; the file has.
            foreach (var (key, text) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(key, text);
            json.WriteEndObject();
        }

        var offset = 0L;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString(SafeTensorsHeader.TypeKey, SafeTensorsHeader.Float32);
            json.WriteStartArray(SafeTensorsHeader.ShapeKey);
            foreach (var dimension in tensor.Shape)
                json.WriteNumberValue(dimension);
            json.WriteEndArray();
            json.WriteStartArray(SafeTensorsHeader.OffsetsKey);
            json.WriteNumberValue(offset);
            offset += tensor.Values.Length * (long)sizeof(float);
            json.WriteNumberValue(offset);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteValues(ReadOnlySpan<float> values, Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        while (!values.IsEmpty)
        {
            var count = Math.Min(values.Length, buffer.Length / sizeof(float));
            for (var i = 0; i < count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(i * sizeof(float)), values[i]);
            stream.Write(buffer.AsSpan(0, count * sizeof(float)));
            values = values[count..];
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
