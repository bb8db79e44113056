using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>
/// Scratch memory for parameters of blocks, whose vectors begin at multiples of 64 bytes: so a processor hands a number of a vector just stored on to
/// the load that asks for it, which it does not do across two cache lines. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct BlockScratch
{
    private const int Alignment = 64;

    private Numbers numbers;

    /// <summary>The first of 112 floats, at a multiple of 64 bytes.</summary>
    /// <returns>A reference into this struct, which must be a local variable: nothing moves those.</returns>
    [UnscopedRef]
    public unsafe ref float Align()
    {
        ref float start = ref numbers[0];
        nuint beyond = (nuint)Unsafe.AsPointer(ref start) % Alignment;
        return ref Unsafe.AddByteOffset(ref start, beyond == 0 ? 0 : Alignment - beyond);
    }

    [InlineArray(128)]
    private struct Numbers
    {
        private float first;
    }
}
