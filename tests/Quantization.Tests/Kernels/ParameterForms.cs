namespace Quantization.Tests.Kernels;

/// <summary>Between the parameters of a scheme and the form that holds those of any.</summary>
internal static class ParameterForms
{
    internal static object Own(Type type, QuantizerParameters parameters)
    {
        if (type == typeof(AffineParameters)) return new AffineParameters(parameters.Scale, parameters.ZeroPoint);
        if (type == typeof(ScaleParameters)) return new ScaleParameters(parameters.Scale);
        if (type == typeof(UniformParameters)) return new UniformParameters(parameters.Minimum, parameters.Scale);
        throw new ArgumentException($"{type} are no parameters of a scheme.", nameof(type));
    }

    internal static QuantizerParameters Common(object parameters) => parameters switch
    {
        AffineParameters affine => affine,
        ScaleParameters scale => scale,
        UniformParameters uniform => uniform,
        _ => throw new ArgumentException($"{parameters} are no parameters of a scheme.", nameof(parameters)),
    };
}
