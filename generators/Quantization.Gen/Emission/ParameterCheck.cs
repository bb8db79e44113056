using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>Writes the method that refuses parameters which the scheme does not allow; constants were checked when they were read.</summary>
internal static class ParameterCheck
{
    /// <summary>Writes it, for a declaration whose parameters come at run time.</summary>
    internal static void Write(QuantizerSpec spec, SourceWriter writer)
    {
        string reciprocal = spec.ScaleOperation == ScaleOperation.MultiplyByReciprocal ? "true" : "false";
        writer.Line("/// <summary>Requires parameters that the scheme allows.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Block($"internal static void RequireValid({SpecText.ParametersType(spec)} parameters)"))
        {
            if (spec.TakesTable) writer.Line($"QuantizerGuard.RequireSteps(parameters.{(spec.Scheme == QuantizationScheme.Learned ? "Steps" : "Codebook?.Steps")}, {Literal.Of(spec.Bits)});");
            if (spec.Scheme != QuantizationScheme.Learned) writer.Line($"QuantizerGuard.RequireScale(parameters.Scale, reciprocal: {reciprocal});");
            if (spec.Scheme == QuantizationScheme.Affine) writer.Line($"QuantizerGuard.RequireZeroPoint(parameters.ZeroPoint, {Literal.Of(spec.MinCode)}, {Literal.Of(spec.MaxCode)});");
            if (spec.Scheme == QuantizationScheme.Uniform) writer.Line("QuantizerGuard.RequireMinimum(parameters.Minimum);");
        }
    }
}
