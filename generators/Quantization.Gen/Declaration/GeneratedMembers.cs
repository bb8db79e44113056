namespace Quantization.Gen.Declaration;

/// <summary>A member that will be added: its name, and its parameter types where it is a method.</summary>
/// <param name="Name">The name.</param>
/// <param name="Parameters">The fully qualified parameter types; null for a constant or property.</param>
internal sealed record GeneratedMember(string Name, string[]? Parameters = null);

/// <summary>The members that a declaration adds to its type.</summary>
internal static class GeneratedMembers
{
    private const string Value = "float";
    private const string Values = "global::System.ReadOnlySpan<float>";

    /// <summary>Lists them for a quantizer.</summary>
    internal static IEnumerable<GeneratedMember> Of(QuantizationScheme scheme, IntegerTarget target, bool hasConstants)
    {
        string code = IntegerTargets.Keyword(target);
        string[] parameters = hasConstants ? [] : [$"global::Quantization.{scheme}Parameters"];

        yield return new("Bits");
        yield return new("MinCode");
        yield return new("MaxCode");
        yield return new("Quantize", [Values, $"global::System.Span<{code}>", .. parameters]);
        yield return new("Quantize", [Value, .. parameters]);
        yield return new("Dequantize", [$"global::System.ReadOnlySpan<{code}>", "global::System.Span<float>", .. parameters]);
        yield return new("Dequantize", [code, .. parameters]);
        yield return new("FakeQuantize", [Values, "global::System.Span<float>", .. parameters]);
        yield return new("FakeQuantize", [Value, .. parameters]);
        if (hasConstants)
        {
            yield return new("Parameters");
            yield break;
        }

        yield return new("ParametersFor", [Value, Value]);
        yield return new("ParametersFor", [Values]);
    }
}
