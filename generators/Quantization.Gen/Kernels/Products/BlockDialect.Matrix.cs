namespace Quantization.Gen.Kernels;

/// <content>What matrix products ask for besides products of bytes and of words.</content>
internal abstract partial class BlockDialect
{
    /// <summary>The C# condition under which products of bytes, four neighbours added, are one instruction; null where they never are.</summary>
    internal virtual string? HasDots => null;

    /// <summary>The suffix of kernels that use it.</summary>
    internal virtual string DotsName => throw NoDots();

    /// <summary>Whether it takes activations with a sign, not without.</summary>
    internal virtual bool DotsAreSigned => throw NoDots();

    /// <summary>Four products each, added to int32.</summary>
    internal virtual string AddDots(string sum, string activations, string weights) => throw NoDots();

    private static NotSupportedException NoDots() => new("This dialect has no products of four bytes.");
}
