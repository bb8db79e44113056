using System.Buffers.Binary;
using Quantization.Runtime;

namespace Quantization;

/// <summary>
/// Weights in blocks of 4 bits, packed as <see cref="PackedMatrixLayout.BlocksOf4BitsAbout8"/> says: four inputs of an output are what one instruction multiplies by bytes of a
/// row and adds up, and 64 bytes have twice as many fields as the widest vector. Longer blocks have their scale for every 32 inputs, so that all formats are alike.
/// </summary>
internal static class BlockPanels
{
    /// <summary>The outputs of a panel.</summary>
    internal const int Outputs = 16;

    /// <summary>The bytes of 32 inputs of a panel.</summary>
    internal const int UnitBytes = (Outputs * sizeof(float)) + (Outputs * ActivationBlocks.Size / 2);

    private const int FieldsOffset = Outputs * sizeof(float), VectorBytes = 64;

    /// <summary>The byte of a unit in which an input's field of an output lies, and the shift.</summary>
    internal static (int At, int Shift) PlaceOf(int output, int input) =>
        (FieldsOffset + (input / 8 * VectorBytes) + (4 * output) + (input % 4), input % 8 / 4 * 4);

    /// <summary>The layout of fields that lie so far above their codes.</summary>
    internal static PackedMatrixLayout LayoutOf(int zero) => zero == 0 ? PackedMatrixLayout.BlocksOf4Bits : PackedMatrixLayout.BlocksOf4BitsAbout8;

    /// <summary>The number of panels.</summary>
    internal static int PanelsOf(int outputs) => (int)((outputs + (Outputs - 1L)) / Outputs);

    /// <summary>The bytes of all panels.</summary>
    internal static long BytesOf(int outputs, int inputs) => (long)PanelsOf(outputs) * (inputs / ActivationBlocks.Size) * UnitBytes;

    /// <summary>Returns what is wrong with packed bytes, or null.</summary>
    internal static string? Complete(ReadOnlySpan<byte> packed, int outputs, int inputs)
    {
        if (inputs == 0 || outputs == 0 || inputs % ActivationBlocks.Size != 0) return $"{outputs} outputs of {inputs} inputs are no matrix of blocks of {ActivationBlocks.Size}";
        int units = inputs / ActivationBlocks.Size, used = outputs % Outputs * sizeof(float);
        if (used == 0) return null;
        // Four bytes for each output: its scale, then its fields, four times.
        ReadOnlySpan<byte> last = packed[^(units * UnitBytes)..];
        for (; !last.IsEmpty; last = last[VectorBytes..])
        {
            if (last[used..VectorBytes].ContainsAnyExcept((byte)0)) return "what fills its last panel up is not 0";
        }

        return null;
    }

    /// <summary>Packs 32 inputs of an output.</summary>
    /// <param name="packed">The bytes of the matrix, zeros where nothing is packed yet.</param>
    /// <param name="inputs">The inputs of an output.</param>
    /// <param name="output">The output.</param>
    /// <param name="unit">Which 32 inputs.</param>
    /// <param name="scale">Their scale.</param>
    /// <param name="codes">Their codes.</param>
    /// <param name="zero">How far fields lie above them.</param>
    internal static void Pack(Span<byte> packed, int inputs, int output, int unit, float scale, ReadOnlySpan<int> codes, int zero)
    {
        int units = inputs / ActivationBlocks.Size, within = output % Outputs;
        Span<byte> bytes = packed.Slice(((output / Outputs * units) + unit) * UnitBytes, UnitBytes);
        BinaryPrimitives.WriteSingleLittleEndian(bytes[(within * sizeof(float))..], scale);
        for (int input = 0; input < codes.Length; input++)
        {
            (int at, int shift) = PlaceOf(within, input);
            bytes[at] |= (byte)(codes[input] + zero << shift);
        }
    }
}
