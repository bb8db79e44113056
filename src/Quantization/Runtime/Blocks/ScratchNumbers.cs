using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Quantization.Runtime;

/// <summary>Sixteen numbers in a row, as scratch memory of kernels.</summary>
/// <typeparam name="T">The type of a number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(16)]
public struct Sixteen<T>
    where T : unmanaged
{
    private T first;
}

/// <summary>Sixty-four numbers in a row, as scratch memory of kernels.</summary>
/// <typeparam name="T">The type of a number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(64)]
public struct SixtyFour<T>
    where T : unmanaged
{
    private T first;
}
