using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization;

/// <summary>Weights of a signed byte each in panels: <c>[panel][inputs / 4][16 outputs][4 inputs]</c>.</summary>
/// <remarks>
/// Four inputs of an output are what one instruction multiplies and adds up, and what one activation register repeats; the 16 outputs beside them fill the widest vector.
/// Inputs are filled up to four such groups, so that kernels unroll without a rest.
/// </remarks>
internal static class SignedBytePanels
{
    /// <summary>The outputs of a panel.</summary>
    internal const int Outputs = 16;

    /// <summary>The inputs of a group.</summary>
    internal const int Group = 4;

    /// <summary>What the number of inputs is filled up to a multiple of.</summary>
    internal const int InputStep = 16;

    /// <summary>The number of panels.</summary>
    internal static int PanelsOf(int outputs) => (int)((outputs + (Outputs - 1L)) / Outputs);

    /// <summary>The number of groups of inputs.</summary>
    internal static int GroupsOf(int inputs) => (int)((inputs + (InputStep - 1L)) / InputStep) * (InputStep / Group);

    /// <summary>The bytes of all panels.</summary>
    internal static long BytesOf(int outputs, int inputs) => (long)PanelsOf(outputs) * GroupsOf(inputs) * (Outputs * Group);

    /// <summary>Packs weights that follow one another output by output, into panels of zeros.</summary>
    internal static void Pack(ReadOnlySpan<sbyte> weights, int outputs, int inputs, Span<byte> panels)
    {
        int panelBytes = GroupsOf(inputs) * Outputs * Group;
        for (int output = 0; output < outputs; output++)
        {
            ReadOnlySpan<byte> row = MemoryMarshal.AsBytes(weights.Slice(output * inputs, inputs));
            ref byte place = ref Unsafe.Add(ref MemoryMarshal.GetReference(panels), (nint)(output / Outputs) * panelBytes + (output % Outputs * Group));
            for (; row.Length >= Group; row = row[Group..])
            {
                Unsafe.WriteUnaligned(ref place, MemoryMarshal.Read<uint>(row));
                place = ref Unsafe.Add(ref place, Outputs * Group);
            }

            for (int rest = 0; rest < row.Length; rest++) Unsafe.Add(ref place, rest) = row[rest];
        }
    }

    /// <summary>Adds the weights of each output up, and finds their range; returns what is wrong with the bytes, or null.</summary>
    internal static string? Complete(ReadOnlySpan<byte> packed, int outputs, int inputs, out WeightSums? found)
    {
        int groups = GroupsOf(inputs), panels = PanelsOf(outputs), at = 0, least = 0, greatest = 0;
        ReadOnlySpan<sbyte> bytes = MemoryMarshal.Cast<byte, sbyte>(packed);
        found = null;
        // Without inputs there is nothing to add up, however many outputs a file says that there are.
        if (groups == 0) panels = 0;
        int[] sums = new int[panels * Outputs];
        for (int panel = 0; panel < panels; panel++)
        {
            Span<int> ofPanel = sums.AsSpan(panel * Outputs, Outputs);
            for (int input = 0; input < groups * Group; input += Group)
            {
                for (int lane = 0; lane < Outputs * Group; lane++, at++)
                {
                    int weight = bytes[at];
                    ofPanel[lane / Group] += weight;
                    least = Math.Min(least, weight);
                    greatest = Math.Max(greatest, weight);
                    bool isPadding = input + (lane % Group) >= inputs || (panel * Outputs) + (lane / Group) >= outputs;
                    if (isPadding && weight != 0) return "what fills its panels up is not 0";
                }
            }
        }

        found = new WeightSums(sums, least, greatest);
        return null;
    }
}
