using System.Text.Json;
using Xunit;

namespace Quantization.Tests.Calibration;

/// <summary>Calibrators as JSON, and JSON that is none.</summary>
public class CalibratorJsonTests
{
    public static TheoryData<string> Methods => CalibrationData.All;

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_restored_calibrator_goes_on_where_the_other_was(string method)
    {
        foreach (float[] values in CalibrationData.Kinds.Values)
        {
            Calibrator calibrator = CalibrationData.Create(method);
            calibrator.Observe(values);
            calibrator.Observe([float.NaN, float.PositiveInfinity]);
            Calibrator restored = Calibrators.FromJson(Calibrators.ToJson(calibrator));
            Assert.Equal(Calibrators.ToJson(calibrator), Calibrators.ToJson(restored));
            Assert.Equal((calibrator.Name, calibrator.FiniteCount, calibrator.NaNCount, calibrator.InfinityCount), (restored.Name, restored.FiniteCount, restored.NaNCount, restored.InfinityCount));
            foreach (Calibrator both in (Calibrator[])[calibrator, restored]) both.Observe([-0.75f, 3.5f]);
            QuantizerOptions options = new(8, QuantizationScheme.Scale);
            Assert.Equal(calibrator.RangeFor(options), restored.RangeFor(options));
            Assert.Equal(Calibrators.ToJson(calibrator), Calibrators.ToJson(restored));
        }
    }

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("{}", "version")]
    [InlineData("""{"version":2}""", "version")]
    [InlineData("""{"version":"1"}""", "version")]
    [InlineData("""{"version":1,"finite":0,"nan":0,"infinite":0}""", "method")]
    [InlineData("""{"version":1,"method":"best","finite":0,"nan":0,"infinite":0}""", "method")]
    [InlineData("""{"version":1,"method":3,"finite":0,"nan":0,"infinite":0}""", "method")]
    [InlineData("""{"version":1,"method":"max","finite":-1,"nan":0,"infinite":0}""", "finite")]
    [InlineData("""{"version":1,"method":"max","finite":1.5,"nan":0,"infinite":0}""", "finite")]
    [InlineData("""{"version":1,"method":"max","finite":0,"infinite":0}""", "nan")]
    [InlineData("""{"version":1,"method":"max","finite":1,"nan":0,"infinite":0}""", "minimum")]
    [InlineData("""{"version":1,"method":"max","finite":1,"nan":0,"infinite":0,"minimum":1}""", "maximum")]
    [InlineData("""{"version":1,"method":"max","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":0}""", "minimum")]
    [InlineData("""{"version":1,"method":"max","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1e39}""", "maximum")]
    [InlineData("""{"version":1,"method":"percentile","finite":0,"nan":0,"infinite":0,"top":0,"counts":[]}""", "percentile")]
    [InlineData("""{"version":1,"method":"percentile","percentile":101,"finite":0,"nan":0,"infinite":0,"top":0,"counts":[]}""", "percentile")]
    [InlineData("""{"version":1,"method":"moving-average","averaging":2,"finite":0,"nan":0,"infinite":0}""", "averaging")]
    [InlineData("""{"version":1,"method":"entropy","finite":0,"nan":0,"infinite":0,"counts":[]}""", "top")]
    [InlineData("""{"version":1,"method":"entropy","finite":0,"nan":0,"infinite":0,"top":255,"counts":[]}""", "top")]
    [InlineData("""{"version":1,"method":"entropy","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1e30,"top":127,"counts":[1,1]}""", "top")]
    [InlineData("""{"version":1,"method":"entropy","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":[16401,1]}""", "counts")]
    [InlineData("""{"version":1,"method":"max","finite":0,"nan":0,"infinite":0,"minimum":1,"maximum":1}""", "minimum")]
    [InlineData("""{"version":1,"method":"max","method":"entropy","finite":0,"nan":0,"infinite":0}""", "method")]
    [InlineData("""{"version":1,"method":"entropy","finite":0,"nan":0,"infinite":0,"top":0}""", "counts")]
    [InlineData("""{"version":1,"method":"entropy","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":[1]}""", "counts")]
    [InlineData("""{"version":1,"method":"entropy","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":[1,2]}""", "counts")]
    [InlineData("""{"version":1,"method":"entropy","finite":3,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":[1,2]}""", "counts")]
    [InlineData("""{"version":1,"method":"entropy","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":[40000,1]}""", "counts")]
    [InlineData("""{"version":1,"method":"entropy","finite":1,"nan":0,"infinite":0,"minimum":1,"maximum":1,"top":127,"counts":["1",1]}""", "counts")]
    public void What_is_no_calibrator_is_refused_by_the_name_of_the_property(string json, string property) =>
        Assert.Contains(property, Assert.Throws<JsonException>(() => Calibrators.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_json_is_refused()
    {
        Assert.ThrowsAny<JsonException>(() => Calibrators.FromJson("{"));
        Assert.ThrowsAny<JsonException>(() => ChannelCalibrator.FromJson("""{"channels":[]}"""));
        Assert.ThrowsAny<JsonException>(() => ChannelCalibrator.FromJson("""{"channels":[{}]}"""));
        Assert.ThrowsAny<JsonException>(() => ChannelCalibrator.FromJson("""[]"""));
        Assert.ThrowsAny<JsonException>(() => Calibrators.FromJson("""{"version":1,"method":"\ud800"}"""));
        Assert.ThrowsAny<JsonException>(() => Calibrators.FromJson("{\"version\":1,\"method\":\"\uD800\"}"));
        string mixed = $$"""{"channels":[{{Calibrators.ToJson(new MinMaxCalibrator())}},{{Calibrators.ToJson(new EntropyCalibrator())}}]}""";
        Assert.Contains("channels", Assert.Throws<JsonException>(() => ChannelCalibrator.FromJson(mixed)).Message, StringComparison.Ordinal);
    }
}
