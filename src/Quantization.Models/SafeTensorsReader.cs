using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Quantization.Models;

/// <summary>Reads a safetensors stream: sizes first, values last.</summary>
internal static class SafeTensorsReader
{
    public static (IReadOnlyList<ModelTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(Stream stream, string file)
    {
        var remaining = stream.Length - stream.Position;
        if (remaining < sizeof(ulong))
            throw SafeTensorsHeader.Invalid(file, $"{remaining} bytes are too few for a safetensors file, which begins with an 8-byte header length");
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);
        remaining -= sizeof(ulong);

        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > SafeTensorsHeader.MaxBytes)
            throw SafeTensorsHeader.Invalid(file, $"a header of {headerBytes} bytes exceeds the limit of {SafeTensorsHeader.MaxBytes}; this is no safetensors file");
        if ((long)headerBytes > remaining)
            throw SafeTensorsHeader.Invalid(file, $"the header should have {headerBytes} bytes, but only {remaining} follow; the file is truncated");
        var utf8 = new byte[headerBytes];
        stream.ReadExactly(utf8);
        remaining -= utf8.Length;

        var header = SafeTensorsHeader.Parse(utf8, file);
        var expected = header.Entries.Count == 0 ? 0 : header.Entries[^1].End;
        if (remaining != expected)
        {
            var verdict = remaining < expected ? "the file is truncated" : "bytes follow the last tensor";
            throw SafeTensorsHeader.Invalid(file, $"the tensors take {expected} bytes, but {remaining} follow the header; {verdict}");
        }

        return ([.. header.Entries.Select(entry => new ModelTensor(entry.Name, entry.Shape, ReadValues(stream, entry.Elements)))], header.Metadata);
    }

    private static float[] ReadValues(Stream stream, int count)
    {
        var values = new float[count];
        // In pieces, since a span of bytes over a large tensor would be longer than a span can be.
        const int PieceLength = 1 << 24;
        for (var start = 0; start < count; start += PieceLength)
        {
            var piece = values.AsSpan(start, Math.Min(PieceLength, count - start));
            stream.ReadExactly(MemoryMarshal.AsBytes(piece));
            if (!BitConverter.IsLittleEndian)
            {
                var bits = MemoryMarshal.Cast<float, int>(piece);
                BinaryPrimitives.ReverseEndianness(bits, bits);
            }
        }

        return values;
    }
}
