using System.Buffers.Binary;
using System.Globalization;

namespace Quantization;

/// <content>
/// Files, little-endian: the letters <c>QPMX</c>; int32 version, layout, outputs, inputs and 0; int64 number of bytes; uint64 checksum; the bytes. The checksum is
/// FNV-1a over the bytes in words of 64 bits, the last filled up with zeros.
/// </content>
public sealed partial class PackedMatrix
{
    /// <summary>The version of the format that <see cref="Write"/> writes.</summary>
    public const int FormatVersion = 1;

    private const uint Magic = 0x584D5051;
    private const int HeaderBytes = 40;

    /// <summary>Writes the matrix in a format that <see cref="Read"/> reads on any processor.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <exception cref="ArgumentNullException">There is no stream.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], (int)Layout);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], Outputs);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], Inputs);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], ByteCount);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], Checksum(Bytes));
        stream.Write(header);
        stream.Write(Bytes);
    }

    /// <summary>Reads a matrix; the stream may go on behind it.</summary>
    /// <param name="stream">What <see cref="Write"/> wrote.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="ArgumentNullException">There is no stream.</exception>
    /// <exception cref="InvalidDataException">It is no packed matrix, of another version or damaged; the message says in what.</exception>
    public static PackedMatrix Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) throw Invalid("it ends within its header of 40 bytes");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic) throw Invalid("it does not begin with 'QPMX'");
        int version = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (version != FormatVersion) throw Invalid($"its version is {version}, and {FormatVersion} is read");
        PackedMatrixLayout layout = (PackedMatrixLayout)BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int outputs = BinaryPrimitives.ReadInt32LittleEndian(header[12..]), inputs = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        if (BinaryPrimitives.ReadInt32LittleEndian(header[20..]) != 0) throw Invalid("the reserved field of its header is not 0");
        if (outputs < 0 || inputs < 0) throw Invalid($"its size is {outputs} outputs of {inputs} inputs");
        long bytes = BytesOf(layout, outputs, inputs) ?? throw Invalid($"its layout {(int)layout} is not known"), said = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
        if (said != bytes) throw Invalid($"{outputs} outputs of {inputs} inputs take {bytes} bytes, and it says {said}");
        if (bytes > Array.MaxLength - Alignment) throw Invalid($"its {bytes} bytes are more than an array has");
        // Before so much memory is asked for.
        if (stream.CanSeek && stream.Length - stream.Position < bytes) throw Truncated(bytes);

        PackedMatrix matrix = new(layout, outputs, inputs, bytes);
        if (stream.ReadAtLeast(matrix.Bytes, matrix.ByteCount, throwOnEndOfStream: false) < matrix.ByteCount) throw Truncated(bytes);
        if (Checksum(matrix.Bytes) != BinaryPrimitives.ReadUInt64LittleEndian(header[32..])) throw Invalid("its bytes do not match its checksum");
        if (matrix.Complete() is { } problem) throw Invalid(problem);
        return matrix;
    }

    // The bytes that a layout takes; null where it is none.
    private static long? BytesOf(PackedMatrixLayout layout, int outputs, int inputs) => layout switch
    {
        PackedMatrixLayout.SignedBytes => SignedBytePanels.BytesOf(outputs, inputs),
        PackedMatrixLayout.BlocksOf4BitsAbout8 or PackedMatrixLayout.BlocksOf4Bits => BlockPanels.BytesOf(outputs, inputs),
        _ => null,
    };

    /// <summary>Computes what is known besides the bytes; returns what is wrong with them, or null.</summary>
    internal string? Complete()
    {
        if (Layout != PackedMatrixLayout.SignedBytes) return BlockPanels.Complete(Bytes, Outputs, Inputs);
        string? problem = SignedBytePanels.Complete(Bytes, Outputs, Inputs, out WeightSums? sums);
        Sums = sums;
        return problem;
    }

    private static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        ulong checksum = 14695981039346656037;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        if (bytes.IsEmpty) return checksum;
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        bytes.CopyTo(last);
        Add(BinaryPrimitives.ReadUInt64LittleEndian(last));
        return checksum;

        void Add(ulong word) => checksum = unchecked((checksum ^ word) * 1099511628211);
    }

    private static InvalidDataException Truncated(long bytes) => Invalid($"it ends within its {bytes} bytes of weights");

    private static InvalidDataException Invalid(FormattableString problem) => new($"The packed matrix cannot be read: {problem.ToString(CultureInfo.InvariantCulture)}.");

    private static InvalidDataException Invalid(string problem) => new($"The packed matrix cannot be read: {problem}.");
}
