using Quantization.Arithmetic;

namespace Quantization.Gen.Emission;

/// <summary>Conversions of single small floats by the library, as C# expressions.</summary>
internal static class SmallFloatText
{
    /// <summary>A byte from a float.</summary>
    internal static string Encode(SmallFloat format, bool saturates, string value) => $"FloatBits.To{Name(format)}({value}, saturate: {(saturates ? "true" : "false")})";

    /// <summary>A float from a byte.</summary>
    internal static string Decode(SmallFloat format, string bits) => $"FloatBits.From{Name(format)}({bits})";

    private static string Name(SmallFloat format) => $"E{Literal.Of(format.ExponentBits)}M{Literal.Of(format.FractionBits)}";
}
