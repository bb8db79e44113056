using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quantization.Arithmetic;

namespace Quantization.Gen.Baked;

/// <summary>The members of a JSON object, as the rules of calibration files ask for them.</summary>
internal sealed class JsonProperties(JsonValue entry) : ICalibrationProperties
{
    /// <inheritdoc/>
    public bool Has(string name) => entry.Find(name) is not null;

    /// <inheritdoc/>
    public int? Integer(string name) =>
        Of(name, JsonKind.Number) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <inheritdoc/>
    public float? Number(string name) => Of(name, JsonKind.Number) is { } text ? Single(text) : null;

    /// <inheritdoc/>
    public string? Text(string name) => Of(name, JsonKind.String);

    /// <inheritdoc/>
    public FloatList? Numbers(string name) =>
        entry.Find(name)?.Value is { Kind: JsonKind.Array } array && array.Items.All(item => item.Kind == JsonKind.Number) ? new FloatList(array.Items.Select(item => Single(item.Text))) : null;

    private string? Of(string name, JsonKind kind) => entry.Find(name)?.Value is { } value && value.Kind == kind ? value.Text : null;

    // As the compiler reads a literal of an attribute: rounded once, to the nearest, whatever framework the compiler runs on. Not all of those parse floats so.
    private static float Single(string text)
    {
        bool negative = text[0] == '-';
        SyntaxToken literal = SyntaxFactory.ParseToken((negative ? text.Substring(1) : text) + "f");
        float magnitude = literal is { ContainsDiagnostics: false, Value: float value } ? value : float.PositiveInfinity;
        return negative ? -magnitude : magnitude;
    }
}
