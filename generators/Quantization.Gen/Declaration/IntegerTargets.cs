using Microsoft.CodeAnalysis;

namespace Quantization.Gen.Declaration;

/// <summary>What the integer types hold, and what C# calls them.</summary>
internal static class IntegerTargets
{
    /// <summary>The target that a type of the language is, or null.</summary>
    internal static IntegerTarget? From(SpecialType type) => type switch
    {
        SpecialType.System_SByte => IntegerTarget.SByte,
        SpecialType.System_Byte => IntegerTarget.Byte,
        SpecialType.System_Int16 => IntegerTarget.Int16,
        SpecialType.System_UInt16 => IntegerTarget.UInt16,
        SpecialType.System_Int32 => IntegerTarget.Int32,
        SpecialType.System_UInt32 => IntegerTarget.UInt32,
        _ => null,
    };

    /// <summary>Whether the type has negative values.</summary>
    internal static bool IsSigned(IntegerTarget target) => target is IntegerTarget.SByte or IntegerTarget.Int16 or IntegerTarget.Int32;

    /// <summary>Whether the type holds every code; they never exceed 16 bits.</summary>
    internal static bool Holds(IntegerTarget target, int minCode, int maxCode) => target switch
    {
        IntegerTarget.SByte => minCode >= sbyte.MinValue && maxCode <= sbyte.MaxValue,
        IntegerTarget.Byte => minCode >= byte.MinValue && maxCode <= byte.MaxValue,
        IntegerTarget.Int16 => minCode >= short.MinValue && maxCode <= short.MaxValue,
        IntegerTarget.UInt16 => minCode >= ushort.MinValue && maxCode <= ushort.MaxValue,
        IntegerTarget.UInt32 => minCode >= 0,
        _ => true,
    };

    /// <summary>The narrowest type that holds every code, signed if one of them is negative.</summary>
    internal static IntegerTarget Narrowest(int minCode, int maxCode) => minCode < 0
        ? Holds(IntegerTarget.SByte, minCode, maxCode) ? IntegerTarget.SByte : IntegerTarget.Int16
        : Holds(IntegerTarget.Byte, minCode, maxCode) ? IntegerTarget.Byte : IntegerTarget.UInt16;

    /// <summary>The C# keyword of the type.</summary>
    internal static string Keyword(IntegerTarget target) => target switch
    {
        IntegerTarget.SByte => "sbyte",
        IntegerTarget.Byte => "byte",
        IntegerTarget.Int16 => "short",
        IntegerTarget.UInt16 => "ushort",
        IntegerTarget.Int32 => "int",
        _ => "uint",
    };
}

/// <summary>An integer type that stores one code an element.</summary>
internal enum IntegerTarget
{
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
}
