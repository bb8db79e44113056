using Quantization.Arithmetic;

namespace Quantization;

/// <summary>The fields of a block's codes: read from its planes, and written to them.</summary>
internal static class BlockCodes
{
    /// <summary>Reads the field of every element.</summary>
    internal static void Read(BlockFormat format, ReadOnlySpan<byte> block, Span<int> fields)
    {
        fields.Clear();
        foreach (CodePlane plane in format.Planes)
        {
            if (plane.Order == PlaneOrder.Stream)
            {
                ReadStream(plane, block[plane.Offset..], fields);
                continue;
            }

            int mask = (1 << plane.Bits) - 1, end = plane.First + plane.Count, offset = plane.Offset;
            for (int element = plane.First; element < end; offset += plane.Run)
            {
                for (int field = 0; field < plane.Fields; field++)
                {
                    ReadOnlySpan<byte> run = block.Slice(offset, plane.Run);
                    Span<int> target = fields.Slice(element, plane.Run);
                    if (plane.Order == PlaneOrder.Trits)
                    {
                        int power = CodePlane.PowerOfThree(field);
                        for (int i = 0; i < target.Length; i++) target[i] = ((run[i] * power & 0xFF) * 3) >> 8;
                    }
                    else
                    {
                        int shift = plane.ShiftOf(field);
                        for (int i = 0; i < target.Length; i++) target[i] |= (run[i] >> shift & mask) << plane.Place;
                    }

                    element += plane.Run;
                }
            }
        }
    }

    /// <summary>Writes the field of every element; bits above its width are not looked at.</summary>
    internal static void Write(BlockFormat format, ReadOnlySpan<int> fields, Span<byte> block)
    {
        foreach (CodePlane plane in format.Planes)
        {
            if (plane.Order == PlaneOrder.Stream)
            {
                WriteStream(plane, fields, block[plane.Offset..]);
                continue;
            }

            int mask = (1 << plane.Bits) - 1, end = plane.First + plane.Count, offset = plane.Offset, together = plane.Run * plane.Fields;
            for (int element = plane.First; element < end; element += together, offset += plane.Run)
            {
                for (int i = 0; i < plane.Run; i++)
                {
                    int bits = 0;
                    if (plane.Order == PlaneOrder.Trits)
                    {
                        // Five digits, of which there may be fewer: those that lack are zeros at the end.
                        for (int field = 0; field < 5; field++) bits = (bits * 3) + (field < plane.Fields ? fields[element + (field * plane.Run) + i] : 0);
                        // As a fraction of a byte, rounded up so that the digits come out of it again.
                        bits = ((bits * 256) + 242) / 243;
                    }
                    else
                    {
                        for (int field = 0; field < plane.Fields; field++)
                        {
                            bits |= (fields[element + (field * plane.Run) + i] >> plane.Place & mask) << plane.ShiftOf(field);
                        }
                    }

                    block[offset + i] = (byte)bits;
                }
            }
        }
    }

    /// <summary>Reads the field of one element.</summary>
    internal static int ReadOne(BlockFormat format, ReadOnlySpan<byte> block, int element)
    {
        int result = 0;
        foreach (CodePlane plane in format.Planes)
        {
            if (!plane.Holds(element)) continue;
            int mask = (1 << plane.Bits) - 1;
            if (plane.Order == PlaneOrder.Stream)
            {
                int bit = (element - plane.First) * plane.Bits, at = plane.Offset + (bit / 8), last = plane.Offset + (((plane.Count * plane.Bits) - 1) / 8);
                int both = block[at] | (at < last ? block[at + 1] << 8 : 0);
                result |= (both >> (bit % 8) & mask) << plane.Place;
                continue;
            }

            (int index, int field) = plane.PlaceOf(element);
            result |= plane.Order == PlaneOrder.Trits
                ? ((block[index] * CodePlane.PowerOfThree(field) & 0xFF) * 3) >> 8
                : (block[index] >> plane.ShiftOf(field) & mask) << plane.Place;
        }

        return result;
    }

    private static void ReadStream(CodePlane plane, ReadOnlySpan<byte> bytes, Span<int> fields)
    {
        int waiting = 0, count = 0, next = 0, mask = (1 << plane.Bits) - 1;
        for (int element = plane.First; element < plane.First + plane.Count; element++)
        {
            if (count < plane.Bits)
            {
                waiting |= bytes[next++] << count;
                count += 8;
            }

            fields[element] |= (waiting & mask) << plane.Place;
            waiting >>= plane.Bits;
            count -= plane.Bits;
        }
    }

    // A block has a multiple of 16 elements, so that its stream ends with a byte.
    private static void WriteStream(CodePlane plane, ReadOnlySpan<int> fields, Span<byte> bytes)
    {
        int waiting = 0, count = 0, next = 0, mask = (1 << plane.Bits) - 1;
        for (int element = plane.First; element < plane.First + plane.Count; element++)
        {
            waiting |= (fields[element] >> plane.Place & mask) << count;
            count += plane.Bits;
            if (count < 8) continue;
            bytes[next++] = (byte)waiting;
            waiting >>= 8;
            count -= 8;
        }
    }
}
