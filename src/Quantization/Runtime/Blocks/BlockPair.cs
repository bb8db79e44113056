using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Memory for two small blocks, of which the second is zeros: the end of dot products that take two at a time. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct BlockPair
{
    private Sixteen<ulong> bytes;

    /// <summary>Copies a block to the beginning; nothing else was copied before.</summary>
    /// <param name="block">The block.</param>
    /// <param name="length">Its bytes, at most 64.</param>
    /// <returns>The first byte of the pair.</returns>
    [UnscopedRef]
    public ref byte Take(ref byte block, uint length)
    {
        ref byte first = ref Unsafe.As<ulong, byte>(ref bytes[0]);
        Unsafe.CopyBlockUnaligned(ref first, ref block, length);
        return ref first;
    }
}
