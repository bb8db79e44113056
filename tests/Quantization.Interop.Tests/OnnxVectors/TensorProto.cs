using System.Runtime.InteropServices;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>A tensor as ONNX stores it in a file: what quantization meets of <c>onnx.proto</c>'s TensorProto.</summary>
/// <param name="Shape">The length of each dimension; none for a scalar.</param>
/// <param name="DataType">1 for float, 2 for uint8, 3 for int8.</param>
/// <param name="Data">The elements in order, little-endian.</param>
internal sealed record TensorProto(int[] Shape, int DataType, byte[] Data)
{
    private const int Dimensions = 1, Type = 2, RawData = 9;
    private const int VarintWire = 0, BytesWire = 2;

    /// <summary>The elements, of a type that must be the stored one.</summary>
    internal T[] Elements<T>()
        where T : unmanaged
    {
        int expected = typeof(T) == typeof(float) ? 1 : typeof(T) == typeof(byte) ? 2 : typeof(T) == typeof(sbyte) ? 3 : 0;
        if (expected != DataType) throw new InvalidDataException($"The tensor holds elements of type {DataType}, not {typeof(T).Name}.");
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("The elements are stored little-endian.");
        T[] elements = MemoryMarshal.Cast<byte, T>(Data).ToArray();
        if (elements.Length != Shape.Aggregate(1, (product, length) => product * length)) throw new InvalidDataException("The elements do not fill the shape.");
        return elements;
    }

    /// <summary>Reads a file: fields of key (number · 8 + wire type) and value, as protocol buffers write them.</summary>
    internal static TensorProto Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<int> shape = [];
        int type = 0;
        byte[]? data = null;
        while (!rest.IsEmpty)
        {
            ulong key = Varint(ref rest);
            int field = (int)(key >> 3), wire = (int)(key & 7);
            if (wire == VarintWire)
            {
                int value = checked((int)Varint(ref rest));
                if (field == Dimensions) shape.Add(value);
                else if (field == Type) type = value;
            }
            else if (wire == BytesWire)
            {
                ReadOnlySpan<byte> content = Take(ref rest, checked((int)Varint(ref rest)));
                if (field == RawData) data = content.ToArray();
                // Dimensions may be packed into one field.
                else if (field == Dimensions) while (!content.IsEmpty) shape.Add(checked((int)Varint(ref content)));
            }
            else
            {
                throw new InvalidDataException($"{path}: wire type {wire} is none that a tensor uses.");
            }
        }

        return new TensorProto([.. shape], type, data ?? throw new InvalidDataException($"{path} has no raw data."));
    }

    private static ulong Varint(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(ref rest, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        ReadOnlySpan<byte> taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
