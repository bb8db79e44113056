namespace Quantization.Arithmetic;

/// <summary>The words of a calibration file. The generator compiles this file too, so they are spelt once.</summary>
internal static class CalibrationWords
{
    /// <summary>The version that is read and written.</summary>
    internal const int Version = 1;

    /// <summary>Objects and arrays inside each other, at most.</summary>
    internal const int MostDepth = 64;

    internal const string VersionName = "quantizationCalibration";
    internal const string Entries = "entries";
    internal const string Bits = "bits";
    internal const string Scheme = "scheme";
    internal const string MinCode = "minCode";
    internal const string MaxCode = "maxCode";
    internal const string Rounding = "rounding";
    internal const string Scale = "scale";
    internal const string ZeroPoint = "zeroPoint";
    internal const string Minimum = "minimum";
    internal const string Levels = "levels";
    internal const string Thresholds = "thresholds";
    internal const string Nearest = "nearest";
    internal const string Floor = "floor";

    /// <summary>The schemes and what they are called.</summary>
    private static readonly (QuantizationScheme Scheme, string Name)[] schemes =
    [
        (QuantizationScheme.Affine, nameof(QuantizationScheme.Affine)),
        (QuantizationScheme.Scale, nameof(QuantizationScheme.Scale)),
        (QuantizationScheme.Uniform, nameof(QuantizationScheme.Uniform)),
        (QuantizationScheme.Codebook, nameof(QuantizationScheme.Codebook)),
        (QuantizationScheme.Learned, nameof(QuantizationScheme.Learned)),
    ];

    /// <summary>The scheme of that name, or null.</summary>
    internal static QuantizationScheme? SchemeOf(string name)
    {
        foreach ((QuantizationScheme scheme, string known) in schemes)
        {
            if (known == name) return scheme;
        }

        return null;
    }

    /// <summary>The name of a scheme; null where there is no such scheme.</summary>
    internal static string? NameOf(QuantizationScheme scheme)
    {
        foreach ((QuantizationScheme known, string name) in schemes)
        {
            if (known == scheme) return name;
        }

        return null;
    }
}
