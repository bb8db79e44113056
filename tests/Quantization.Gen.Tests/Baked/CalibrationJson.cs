using Quantization.Gen.Tests.Harness;

namespace Quantization.Gen.Tests.Baked;

/// <summary>Calibration files as tests write them.</summary>
internal static class CalibrationJson
{
    /// <summary>Affine parameters of 8 bits, unsigned.</summary>
    internal const string Affine = "\"bits\": 8, \"scheme\": \"Affine\", \"minCode\": 0, \"maxCode\": 255, \"scale\": 0.0235, \"zeroPoint\": 3";

    /// <summary>Scale parameters of 8 bits.</summary>
    internal const string Scale = "\"bits\": 8, \"scheme\": \"Scale\", \"minCode\": -127, \"maxCode\": 127, \"scale\": 0.125";

    /// <summary>Uniform parameters of 8 bits.</summary>
    internal const string Uniform = "\"bits\": 8, \"scheme\": \"Uniform\", \"minCode\": 0, \"maxCode\": 255, \"scale\": 0.5, \"minimum\": -1.5";

    /// <summary>A file of entries, each a name and its properties.</summary>
    internal static string Of(params (string Name, string Properties)[] entries) =>
        "{\n  \"quantizationCalibration\": 1,\n  \"entries\": {\n"
        + string.Join(",\n", entries.Select(entry => $"    \"{entry.Name}\": {{ {entry.Properties} }}"))
        + "\n  }\n}\n";

    /// <summary>The same as an additional file.</summary>
    internal static AdditionalFile File(params (string Name, string Properties)[] entries) => new("calibration.json", Of(entries));
}
