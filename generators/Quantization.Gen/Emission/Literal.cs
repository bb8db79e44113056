using System.Globalization;

namespace Quantization.Gen.Emission;

/// <summary>Constants as C# writes them, in every culture the same.</summary>
internal static class Literal
{
    /// <summary>A float that reads back as the same bits.</summary>
    internal static string Of(float value)
    {
        if (float.IsNaN(value)) return "float.NaN";
        if (float.IsInfinity(value)) return value > 0f ? "float.PositiveInfinity" : "float.NegativeInfinity";
        // Nine significant digits always identify a float; fewer are written where they do.
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (float.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G9", CultureInfo.InvariantCulture);
        return text + "f";
    }

    /// <summary>An array of floats; where a span is asked for, it is constant data.</summary>
    internal static string Array(IEnumerable<float> numbers) => $"new float[] {{ {string.Join(", ", numbers.Select(Of))} }}";

    /// <summary>An integer.</summary>
    internal static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
}
