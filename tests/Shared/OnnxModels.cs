using System.Runtime.InteropServices;
using System.Text;

namespace Quantization.Shared;

/// <summary>The element types of ONNX tensors that quantization meets, by their numbers in the format.</summary>
internal enum OnnxElement
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Float16 = 10,
    Float8E4M3 = 17,
    Float8E5M2 = 19,
    UInt4 = 21,
    Int4 = 22,
    Float4E2M1 = 23,
    UInt2 = 25,
    Int2 = 26,
}

/// <summary>An input or output of a model: a tensor of any shape.</summary>
internal readonly record struct OnnxValue(string Name, OnnxElement Element);

/// <summary>One operator of a model; its inputs and outputs are named.</summary>
internal sealed record OnnxNode(string Operator, string[] Inputs, string[] Outputs)
{
    /// <summary>The type that Cast makes.</summary>
    public OnnxElement? To { get; init; }

    /// <summary>Attributes of which the value is a whole number.</summary>
    public (string Name, int Value)[] Attributes { get; init; } = [];

    /// <summary>The operator set that it is of; empty for ONNX's own.</summary>
    public string Domain { get; init; } = "";
}

/// <summary>A constant of a model: its elements in order as bytes, packed where they have less than 8 bits; a scalar has no dimension.</summary>
internal sealed record OnnxConstant(string Name, OnnxElement Element, int[] Shape, byte[] Data)
{
    /// <summary>A constant of elements as they are in memory.</summary>
    public static OnnxConstant Of<T>(string name, OnnxElement element, int[] shape, params ReadOnlySpan<T> elements)
        where T : unmanaged => new(name, element, shape, MemoryMarshal.AsBytes(elements).ToArray());
}

/// <summary>
/// Small ONNX models made in memory, for ONNX Runtime to run: as an oracle in the tests, as a peer in the benchmarks.
/// Scales and zero points are inputs, so one session serves all parameters.
/// </summary>
internal static partial class OnnxModels
{
    // The version of the operator set in which quantization got its per-axis form, and the version of the file format that goes
    // with it; the 8-bit arithmetic is the same in later ones.
    private static readonly (int OperatorSet, int FormatVersion) Bytes = (13, 8);

    // In which it got 16 and 4 bits.
    private static readonly (int OperatorSet, int FormatVersion) OtherWidths = (21, 10);

    // In which it got 2 bits.
    private static readonly (int OperatorSet, int FormatVersion) TwoBits = (25, 13);

    /// <summary><c>x, scale, zeroPoint → y</c>: <c>y = saturate(round(x / scale) + zeroPoint)</c>.</summary>
    public static byte[] QuantizeLinear(OnnxElement code) => Write(
        [new OnnxNode("QuantizeLinear", ["x", "scale", "zeroPoint"], ["y"])],
        [new OnnxValue("x", OnnxElement.Float), new OnnxValue("scale", OnnxElement.Float), new OnnxValue("zeroPoint", code)],
        [new OnnxValue("y", code)]);

    /// <summary><c>x, scale, zeroPoint → y</c>: <c>y = (x − zeroPoint) · scale</c>.</summary>
    public static byte[] DequantizeLinear(OnnxElement code) => Write(
        [new OnnxNode("DequantizeLinear", ["x", "scale", "zeroPoint"], ["y"])],
        [new OnnxValue("x", code), new OnnxValue("scale", OnnxElement.Float), new OnnxValue("zeroPoint", code)],
        [new OnnxValue("y", OnnxElement.Float)]);

    /// <summary><c>x, scale, zeroPoint → y</c>: quantized and dequantized again.</summary>
    public static byte[] QuantizeDequantizeLinear(OnnxElement code) => Write(
        [
            new OnnxNode("QuantizeLinear", ["x", "scale", "zeroPoint"], ["codes"]),
            new OnnxNode("DequantizeLinear", ["codes", "scale", "zeroPoint"], ["y"]),
        ],
        [new OnnxValue("x", OnnxElement.Float), new OnnxValue("scale", OnnxElement.Float), new OnnxValue("zeroPoint", code)],
        [new OnnxValue("y", OnnxElement.Float)]);

    /// <summary>
    /// The same as <see cref="QuantizeLinear"/> to a type of less than 8 bits, which ONNX Runtime's managed library cannot name: the
    /// codes and the zero point are bytes outside.
    /// </summary>
    public static byte[] QuantizeLinearToBytes(OnnxElement code, OnnxElement bytes) => Write(
        [
            new OnnxNode("Cast", ["zeroPoint"], ["narrowZeroPoint"]) { To = code },
            new OnnxNode("QuantizeLinear", ["x", "scale", "narrowZeroPoint"], ["codes"]),
            new OnnxNode("Cast", ["codes"], ["y"]) { To = bytes },
        ],
        [new OnnxValue("x", OnnxElement.Float), new OnnxValue("scale", OnnxElement.Float), new OnnxValue("zeroPoint", bytes)],
        [new OnnxValue("y", bytes)]);

    /// <summary><c>scale, zeroPoint → y</c>: the same as <see cref="DequantizeLinear"/> of codes in the model; the zero point is a byte outside.</summary>
    public static byte[] DequantizeLinearOf(OnnxElement code, OnnxElement bytes, int length, byte[] packed) => Write(
        [
            new OnnxNode("Cast", ["zeroPoint"], ["narrowZeroPoint"]) { To = code },
            new OnnxNode("DequantizeLinear", ["x", "scale", "narrowZeroPoint"], ["y"]),
        ],
        [new OnnxValue("scale", OnnxElement.Float), new OnnxValue("zeroPoint", bytes)],
        [new OnnxValue("y", OnnxElement.Float)],
        new OnnxConstant("x", code, [length], packed));

    /// <summary><c>x → y, scale, zeroPoint</c>: unsigned 8-bit affine with the parameters of the data.</summary>
    public static byte[] DynamicQuantizeLinear() => Write(
        [new OnnxNode("DynamicQuantizeLinear", ["x"], ["y", "scale", "zeroPoint"])],
        [new OnnxValue("x", OnnxElement.Float)],
        [new OnnxValue("y", OnnxElement.UInt8), new OnnxValue("scale", OnnxElement.Float), new OnnxValue("zeroPoint", OnnxElement.UInt8)]);

    /// <summary>A model of any nodes, as the bytes of its file (<c>onnx.proto</c>: ModelProto).</summary>
    public static byte[] Write(OnnxNode[] nodes, OnnxValue[] inputs, OnnxValue[] outputs, params OnnxConstant[] constants)
    {
        IEnumerable<OnnxElement> elements = inputs.Concat(outputs).Select(value => value.Element).Concat(nodes.Select(node => node.To).OfType<OnnxElement>());
        (int operatorSet, int formatVersion) = Versions([.. elements]);
        return Message(
        [
            Number(1, formatVersion),
            Nested(7, Graph(nodes, inputs, outputs, constants)),
            Nested(8, Number(2, operatorSet)),
            // Others than ONNX's own are at their first version.
            .. nodes.Select(node => node.Domain).Where(domain => domain.Length > 0).Distinct().Select(domain => Nested(8, Message(Text(1, domain), Number(2, 1)))),
        ]);
    }

    // The oldest that has what is used.
    private static (int OperatorSet, int FormatVersion) Versions(OnnxElement[] elements) =>
        elements.Any(element => element is OnnxElement.UInt2 or OnnxElement.Int2) ? TwoBits
        : elements.Any(element => element is OnnxElement.UInt16 or OnnxElement.Int16 or OnnxElement.UInt4 or OnnxElement.Int4) ? OtherWidths
        : Bytes;

    private static byte[] Graph(OnnxNode[] nodes, OnnxValue[] inputs, OnnxValue[] outputs, OnnxConstant[] constants) => Message(
    [
        .. nodes.Select(node => Nested(1, Node(node))),
        Text(2, "graph"),
        .. constants.Select(constant => Nested(5, Constant(constant))),
        .. inputs.Select(value => Nested(11, Value(value))),
        .. outputs.Select(value => Nested(12, Value(value))),
    ]);

    private static byte[] Node(OnnxNode node) => Message(
    [
        .. node.Inputs.Select(name => Text(1, name)),
        .. node.Outputs.Select(name => Text(2, name)),
        Text(4, node.Operator),
        .. node.To is { } element ? [Attribute("to", (int)element)] : Array.Empty<byte[]>(),
        .. node.Attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)),
        .. node.Domain.Length > 0 ? [Text(7, node.Domain)] : Array.Empty<byte[]>(),
    ]);

    // An attribute whose value is a number: kind 2.
    private static byte[] Attribute(string name, int value) => Nested(5, Message(Text(1, name), Number(3, value), Number(20, 2)));

    private static byte[] Constant(OnnxConstant constant) => Message(
    [
        .. constant.Shape.Select(length => Number(1, length)),
        Number(2, (int)constant.Element),
        Text(8, constant.Name),
        Nested(9, constant.Data),
    ]);

    // A tensor type without a shape stands for every shape.
    private static byte[] Value(OnnxValue value) => Message(
        Text(1, value.Name),
        Nested(2, Nested(1, Number(1, (int)value.Element))));

    // What follows is the wire format of protocol buffers: a field is its key (number << 3 | kind), then a varint or a length and bytes.
    // Copied whole, for constants may be large.
    private static byte[] Message(params byte[][] fields)
    {
        byte[] message = new byte[fields.Sum(field => field.Length)];
        int length = 0;
        foreach (byte[] field in fields)
        {
            field.CopyTo(message, length);
            length += field.Length;
        }

        return message;
    }

    private static byte[] Number(int field, int value) => Message(Varint(field << 3), Varint(value));

    private static byte[] Text(int field, string text) => Nested(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Nested(int field, byte[] content) => Message(Varint(field << 3 | 2), Varint(content.Length), content);

    private static byte[] Varint(int value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
