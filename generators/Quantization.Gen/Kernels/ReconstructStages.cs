using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>The stages from a code less the zero point ("steps") to the value that it stands for.</summary>
internal sealed class ReconstructStages(QuantizerSpec spec, ParameterNames parameters, Dialect dialect, KernelBody body)
{
    /// <summary>The values that codes stand for: less the zero point, then as steps.</summary>
    internal Columns FromCodes(Columns codes)
    {
        if (spec.Constants is { } && spec.Scheme == QuantizationScheme.Affine && parameters.ZeroPoint is null) body.Comment("The zero point is 0.");
        if (parameters.ZeroPoint is not { } zeroPoint) return ToValues(codes);
        string zeroPoints = dialect.Broadcast(body, ElementKind.Int32, "zeroPoints", zeroPoint);
        return ToValues(body.Each(codes, "steps", ElementKind.Int32, x => dialect.Lanes > 1 ? $"{x} - {zeroPoints}" : $"unchecked({x} - {zeroPoints})"));
    }

    /// <summary><c>steps · s</c>, half a step higher for midpoints, from the minimum on under Uniform; each operation rounds.</summary>
    internal Columns ToValues(Columns steps)
    {
        ElementKind real = parameters.Real;
        if (spec.HasSignCodes && real == ElementKind.Float64)
        {
            string one = dialect.Broadcast(body, ElementKind.Int32, "oneStep", "1");
            body.Comment("The sign of a code, whatever it is otherwise.");
            steps = body.Each(steps, "signOfCode", ElementKind.Int32, x => $"({x} >> 31) | {one}");
        }
        else if (spec.HasSignCodes)
        {
            string magnitudes = dialect.Broadcast(body, real, "scales", parameters.Scale);
            return body.Each(steps, "signed", real, x => dialect.WithSign(body, magnitudes, x));
        }

        Columns values = dialect.ToReal(body, steps, "real", real);
        if (spec.ReconstructsMidpoint)
        {
            string halves = dialect.Broadcast(body, real, "halves", parameters.Of("0.5"));
            values = body.Each(values, "middle", real, x => $"{x} + {halves}");
        }

        string scales = dialect.Broadcast(body, real, "scales", parameters.Scale);
        values = body.Each(values, "scaled", real, x => $"{x} * {scales}");
        if (parameters.Minimum is not { } minimum) return values;
        string minimums = dialect.Broadcast(body, real, "minimums", minimum);
        return body.Each(values, "result", real, x => $"{minimums} + {x}");
    }
}
