using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>The stages from a code less the zero point ("steps") to the value that it stands for.</summary>
internal sealed class ReconstructStages(QuantizerSpec spec, ParameterNames parameters, Dialect dialect, KernelBody body)
{
    /// <summary><c>steps · s</c>, half a step higher for midpoints, from the minimum on under Uniform; each operation rounds.</summary>
    internal Columns ToValues(Columns steps)
    {
        Columns values = body.Each(steps, "real", ElementKind.Float32, dialect.ToFloat);
        if (spec.ReconstructsMidpoint)
        {
            string halves = dialect.Broadcast(body, ElementKind.Float32, "halves", "0.5f");
            values = body.Each(values, "middle", ElementKind.Float32, x => $"{x} + {halves}");
        }

        string scales = dialect.Broadcast(body, ElementKind.Float32, "scales", parameters.Scale);
        values = body.Each(values, "scaled", ElementKind.Float32, x => $"{x} * {scales}");
        if (parameters.Minimum is not { } minimum) return values;
        string minimums = dialect.Broadcast(body, ElementKind.Float32, "minimums", minimum);
        return body.Each(values, "result", ElementKind.Float32, x => $"{minimums} + {x}");
    }
}
