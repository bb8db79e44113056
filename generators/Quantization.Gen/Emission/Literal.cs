using System.Globalization;

namespace Quantization.Gen.Emission;

/// <summary>Constants as C# writes them, in every culture the same.</summary>
internal static class Literal
{
    /// <summary>A float that reads back as the same bits.</summary>
    internal static string Of(float value)
    {
        // Nine significant digits always identify a float; fewer are written where they do.
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (float.Parse(text, CultureInfo.InvariantCulture) != value) text = value.ToString("G9", CultureInfo.InvariantCulture);
        return text + "f";
    }

    /// <summary>An integer.</summary>
    internal static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
}
