namespace Quantization.Tests.Runtime;

/// <summary>Values by kinds that searches for scales find hard.</summary>
internal static class SuperBlockData
{
    internal static readonly string[] Kinds =
        ["gaussian", "laplacian", "constant", "negative constant", "zero", "outlier", "subnormal", "tiny", "huge", "greatest", "integers", "far from zero", "rectified", "parts apart", "lone values"];

    internal static float[] Of(string kind, int length)
    {
        Random random = new(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            float normal = Normal(random);
            values[i] = kind switch
            {
                "gaussian" => normal,
                "laplacian" => (float)(Math.CopySign(1, normal) * -Math.Log(1 - random.NextDouble())),
                "constant" => 3.7f,
                "negative constant" => -0.3f,
                "outlier" => i % 256 == 77 ? 1e6f : normal,
                "subnormal" => normal * 1e-40f,
                "tiny" => normal * 3e-6f,
                "huge" => normal * 5e37f,
                "greatest" => float.CopySign(float.MaxValue, normal),
                "integers" => random.Next(-8, 8),
                "far from zero" => normal - 1000f,
                "rectified" => float.Max(normal, 0f),
                "parts apart" => normal * MathF.Exp(i / 16 % 16 - 8),
                "lone values" => i % 64 == 5 ? normal : -0f,
                _ => 0f,
            };
        }

        return values;
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
