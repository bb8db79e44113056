using System.Runtime.InteropServices;
using Quantization.Shared;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>A tensor as ONNX stores it in a file: what quantization meets of <c>onnx.proto</c>'s TensorProto.</summary>
/// <param name="Shape">The length of each dimension; none for a scalar.</param>
/// <param name="Element">The type of an element.</param>
/// <param name="Data">The elements in order, little-endian; those of less than 8 bits packed, the first in the lowest bits.</param>
internal sealed record TensorProto(int[] Shape, OnnxElement Element, byte[] Data)
{
    private const int Dimensions = 1, Type = 2, Int32Data = 5, RawData = 9;
    private const int VarintWire = 0, BytesWire = 2;

    /// <summary>The number of elements.</summary>
    internal int Length => Shape.Aggregate(1, (product, length) => product * length);

    /// <summary>The elements, of a type that must be the stored one.</summary>
    internal T[] Elements<T>()
        where T : unmanaged
    {
        OnnxElement expected =
            typeof(T) == typeof(float) ? OnnxElement.Float
            : typeof(T) == typeof(Half) ? OnnxElement.Float16
            : typeof(T) == typeof(int) ? OnnxElement.Int32
            : typeof(T) == typeof(byte) ? Element is OnnxElement.Float8E4M3 or OnnxElement.Float8E5M2 ? Element : OnnxElement.UInt8
            : throw new NotSupportedException($"{typeof(T).Name} is no type of elements read here.");
        if (expected != Element) throw new InvalidDataException($"The tensor holds elements of type {Element}, not {typeof(T).Name}.");
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("The elements are stored little-endian.");
        T[] elements = MemoryMarshal.Cast<byte, T>(Data).ToArray();
        if (elements.Length != Length) throw new InvalidDataException("The elements do not fill the shape.");
        return elements;
    }

    /// <summary>The elements of an integer type of any width, or the bits of 4-bit floats.</summary>
    internal int[] Codes()
    {
        (int bits, bool signed) = Element switch
        {
            OnnxElement.UInt16 => (16, false),
            OnnxElement.Int16 => (16, true),
            OnnxElement.UInt4 or OnnxElement.Float4E2M1 => (4, false),
            OnnxElement.Int4 => (4, true),
            OnnxElement.UInt2 => (2, false),
            OnnxElement.Int2 => (2, true),
            _ => throw new InvalidDataException($"{Element} is no integer type read here."),
        };
        return PackedBits.Read(Data, Length, bits, signed);
    }

    /// <summary>Reads a file: fields of key (number · 8 + wire type) and value, as protocol buffers write them.</summary>
    internal static TensorProto Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<int> shape = [];
        int type = 0;
        byte[]? data = null;
        List<int> values = [];
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
                // Numbers may be packed into one field.
                else if (field == Dimensions) while (!content.IsEmpty) shape.Add(checked((int)Varint(ref content)));
                else if (field == Int32Data) while (!content.IsEmpty) values.Add(unchecked((int)Varint(ref content)));
            }
            else
            {
                throw new InvalidDataException($"{path}: wire type {wire} is none that a tensor uses.");
            }
        }

        data ??= values.Count > 0 ? [.. values.SelectMany(value => Narrow(value, (OnnxElement)type))] : throw new InvalidDataException($"{path} has no data.");
        return new TensorProto([.. shape], (OnnxElement)type, data);
    }

    // A number for each element, or for each byte of packed ones.
    private static byte[] Narrow(int value, OnnxElement element) => element switch
    {
        OnnxElement.Int32 => BitConverter.GetBytes(value),
        OnnxElement.UInt16 or OnnxElement.Int16 => [(byte)value, (byte)(value >> 8)],
        _ => [(byte)value],
    };

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
