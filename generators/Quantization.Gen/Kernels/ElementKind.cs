namespace Quantization.Gen.Kernels;

/// <summary>What one lane of a vector, or one element of memory, holds.</summary>
internal enum ElementKind
{
    Float32,
    Float64,

    /// <summary>The bits of an IEEE half; in memory only.</summary>
    Half,

    /// <summary>The upper sixteen bits of a float; in memory only.</summary>
    BFloat16,
    Int32,
    UInt32,
    Int16,
    UInt16,
    SByte,
    Byte,
    UInt64,

    /// <summary>Sums; never in memory.</summary>
    Int64,
}

/// <summary>Facts about element kinds.</summary>
internal static class ElementKinds
{
    /// <summary>The lowest integer that a code's kind holds; of those that need no bound, far below every code.</summary>
    internal static int Lowest(this ElementKind kind) => kind switch
    {
        ElementKind.SByte => sbyte.MinValue,
        ElementKind.Int16 => short.MinValue,
        ElementKind.Byte or ElementKind.UInt16 => 0,
        ElementKind.Int32 or ElementKind.UInt32 => int.MinValue,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a stored code."),
    };

    /// <summary>The bytes of an element in memory.</summary>
    internal static int Size(this ElementKind kind) => kind switch
    {
        ElementKind.Float64 or ElementKind.UInt64 or ElementKind.Int64 => 8,
        ElementKind.Float32 or ElementKind.Int32 or ElementKind.UInt32 => 4,
        ElementKind.SByte or ElementKind.Byte => 1,
        _ => 2,
    };

    /// <summary>Whether it has negative numbers.</summary>
    internal static bool IsSigned(this ElementKind kind) => kind is ElementKind.SByte or ElementKind.Int16 or ElementKind.Int32;

    /// <summary>The C# keyword of the type; halves are known by their bits.</summary>
    internal static string Keyword(this ElementKind kind) => kind switch
    {
        ElementKind.Float32 => "float",
        ElementKind.Float64 => "double",
        ElementKind.Int32 => "int",
        ElementKind.UInt32 => "uint",
        ElementKind.Int16 => "short",
        ElementKind.SByte => "sbyte",
        ElementKind.Byte => "byte",
        ElementKind.UInt64 => "ulong",
        ElementKind.Int64 => "long",
        _ => "ushort",
    };

    /// <summary>The method that sees a vector as one of this kind.</summary>
    internal static string AsMethod(this ElementKind kind) => kind switch
    {
        ElementKind.Float32 => "AsSingle",
        ElementKind.Float64 => "AsDouble",
        ElementKind.SByte or ElementKind.Byte => $"As{kind}",
        ElementKind.Half or ElementKind.BFloat16 => "AsUInt16",
        _ => $"As{kind}",
    };

    /// <summary>A suffix for literals.</summary>
    internal static string Suffix(this ElementKind kind) => kind == ElementKind.Float32 ? "f" : kind == ElementKind.Float64 ? "d" : "";
}
