namespace Quantization.Gen.Kernels;

/// <summary>What one lane of a vector holds.</summary>
internal enum ElementKind
{
    Float32,
    Int32,
    Int16,
    SByte,
    Byte,
}

/// <summary>Facts about element kinds.</summary>
internal static class ElementKinds
{
    /// <summary>The lowest integer that a byte-sized kind holds.</summary>
    internal static int Lowest(this ElementKind kind) => kind switch
    {
        ElementKind.SByte => sbyte.MinValue,
        ElementKind.Byte => byte.MinValue,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a stored code."),
    };

    /// <summary>The C# keyword of the type.</summary>
    internal static string Keyword(this ElementKind kind) => kind switch
    {
        ElementKind.Float32 => "float",
        ElementKind.Int32 => "int",
        ElementKind.Int16 => "short",
        ElementKind.SByte => "sbyte",
        _ => "byte",
    };
}
