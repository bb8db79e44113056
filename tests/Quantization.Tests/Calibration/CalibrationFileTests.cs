using System.Text;
using Xunit;

namespace Quantization.Tests.Calibration;

/// <summary>Calibration files: the bytes that are written, what is read of them, and what is refused.</summary>
public sealed class CalibrationFileTests
{
    private const string Affine = "\"bits\": 8, \"scheme\": \"Affine\", \"minCode\": 0, \"maxCode\": 255, \"scale\": 0.0235, \"zeroPoint\": 3";

    [Theory]
    [InlineData(8, QuantizationScheme.Affine, Rounding.ByScheme, 0, 255, false)]
    [InlineData(4, QuantizationScheme.Scale, Rounding.ByScheme, -7, 7, false)]
    [InlineData(4, QuantizationScheme.Scale, Rounding.Floor, -8, 7, true)]
    [InlineData(3, QuantizationScheme.Uniform, Rounding.ByScheme, 0, 7, true)]
    [InlineData(3, QuantizationScheme.Uniform, Rounding.NearestEven, 0, 7, false)]
    public void An_entry_says_what_a_calibrator_has_observed(int bits, QuantizationScheme scheme, Rounding rounding, int minCode, int maxCode, bool floor)
    {
        PercentileCalibrator calibrator = new(99.9);
        calibrator.Observe([0.5f, -1f, 2f, float.NaN, float.NaN, float.PositiveInfinity]);
        QuantizerOptions options = new(bits, scheme) { Rounding = rounding };
        CalibrationEntry expected = new()
        {
            Bits = bits, Scheme = scheme, MinCode = minCode, MaxCode = maxCode, Floor = floor, Parameters = calibrator.ParametersFor(options),
            Method = "percentile-99.9", Range = calibrator.RangeFor(options), Values = 3, NaNs = 2, Infinities = 1,
        };
        Assert.Equal(expected, CalibrationEntry.From(calibrator, options));
        Assert.Throws<ArgumentNullException>(() => CalibrationEntry.From(null!, options));
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        CalibrationFile file = new();
        file.Entries.Add("weight", new CalibrationEntry { Bits = 4, Scheme = QuantizationScheme.Scale, MinCode = -8, MaxCode = 7, Floor = true, Parameters = new ScaleParameters(1e-10f) });
        file.Entries.Add("Row", new CalibrationEntry { Bits = 8, Scheme = QuantizationScheme.Uniform, MinCode = 0, MaxCode = 255, Floor = true, Parameters = new UniformParameters(-1.5f, 0.1f), NaNs = 0 });
        file.Entries.Add("encoder.0.output <ä>", new CalibrationEntry
        {
            Bits = 8,
            Scheme = QuantizationScheme.Affine,
            MinCode = 0,
            MaxCode = 255,
            Parameters = new AffineParameters(0.0235f, 3),
            Method = "percentile-99.99",
            Range = new CalibratedRange(-0.07f, 5.92f),
            Values = 100_000,
            NaNs = 1,
            Infinities = 2,
        });

        const string Expected = """
            {
              "quantizationCalibration": 1,
              "entries": {
                "Row": {
                  "bits": 8,
                  "scheme": "Uniform",
                  "minCode": 0,
                  "maxCode": 255,
                  "rounding": "floor",
                  "scale": 0.1,
                  "minimum": -1.5,
                  "nan": 0
                },
                "encoder.0.output <ä>": {
                  "bits": 8,
                  "scheme": "Affine",
                  "minCode": 0,
                  "maxCode": 255,
                  "rounding": "nearest",
                  "scale": 0.0235,
                  "zeroPoint": 3,
                  "method": "percentile-99.99",
                  "range": [-0.07, 5.92],
                  "values": 100000,
                  "nan": 1,
                  "infinite": 2
                },
                "weight": {
                  "bits": 4,
                  "scheme": "Scale",
                  "minCode": -8,
                  "maxCode": 7,
                  "rounding": "floor",
                  "scale": 1E-10
                }
              }
            }

            """;
        Assert.Equal(Expected, Encoding.UTF8.GetString(Written(file)));
    }

    [Fact]
    public void No_entries_are_a_file_too()
    {
        byte[] written = Written(new CalibrationFile());
        Assert.Equal("{\n  \"quantizationCalibration\": 1,\n  \"entries\": {}\n}\n", Encoding.UTF8.GetString(written));
        Assert.Empty(Read(Encoding.UTF8.GetString(written)).Entries);
    }

    /// <summary>Every property of every kind of quantizer, its floats by their bits.</summary>
    [Fact]
    public void What_is_written_is_read_back()
    {
        Random random = new(3);
        CalibrationFile file = new();
        StepFunction steps = new([-0.05f, float.Epsilon], [-float.MaxValue, 0.1f, 1e-7f + 0.1f]);
        file.Entries.Add("learned", CalibrationEntry.Of(new(2, QuantizationScheme.Learned) { Steps = steps }, default));
        file.Entries.Add("codebook", CalibrationEntry.Of(new(4, QuantizationScheme.Codebook) { Codebook = Codebook.NF4 }, new ScaleParameters(0.3f)) with { Method = "max" });
        foreach (QuantizationScheme scheme in ComputedSchemes.All)
        {
            foreach (int bits in Enumerable.Range(1, 16))
            {
                foreach (Rounding rounding in new[] { Rounding.NearestEven, Rounding.Floor })
                {
                    // Signs are not rounded.
                    if (bits == 1 && scheme == QuantizationScheme.Scale && rounding == Rounding.Floor) continue;
                    GenericQuantizer generic = new(new QuantizerOptions(bits, scheme) { Rounding = rounding });
                    file.Entries.Add($"{scheme} {bits} {rounding} \u2028 😀 \"", new CalibrationEntry
                    {
                        Bits = bits,
                        Scheme = scheme,
                        MinCode = generic.MinCode,
                        MaxCode = generic.MaxCode,
                        Floor = rounding == Rounding.Floor,
                        Parameters = new QuantizerParameters(
                            BitConverter.Int32BitsToSingle(random.Next(1, 0x7F80_0000)),
                            scheme == QuantizationScheme.Affine ? generic.MaxCode : 0,
                            scheme == QuantizationScheme.Uniform ? (bits % 2 == 0 ? -0f : -BitConverter.Int32BitsToSingle(random.Next(1, 0x7F80_0000))) : 0f),
                        Method = bits % 3 == 0 ? "moving-average \\ \u0001" : null,
                        Range = bits % 2 == 0 ? new CalibratedRange(-float.MaxValue, float.Epsilon) : null,
                        Values = bits % 4 == 0 ? long.MaxValue : null,
                        NaNs = bits % 5 == 0 ? bits : null,
                        Infinities = bits % 6 == 0 ? 0 : null,
                    });
                }
            }
        }

        byte[] written = Written(file);
        CalibrationFile read = Read(Encoding.UTF8.GetString(written));
        Assert.Equal(file.Entries, read.Entries);
        Assert.Equal(file.Entries.Values.Select(FloatBits), read.Entries.Values.Select(FloatBits));
        Assert.Equal(written, Written(read));
    }

    [Theory]
    [InlineData("\"scheme\": \"Affine\", \"minCode\": -128, \"maxCode\": 127, \"zeroPoint\": -128", false)]
    [InlineData("\"scheme\": \"Scale\", \"minCode\": -127, \"maxCode\": 127", false)]
    [InlineData("\"scheme\": \"Uniform\", \"minCode\": 0, \"maxCode\": 255, \"minimum\": 1", true)]
    public void The_scheme_decides_the_rounding_that_is_not_given(string properties, bool floor) =>
        Assert.Equal(floor, Assert.Single(Read(File($"\"bits\": 8, \"scale\": 1, {properties}")).Entries).Value.Floor);

    [Fact]
    public void What_the_format_does_not_have_is_left_out()
    {
        CalibrationFile read = Read("\uFEFF{\"$schema\": \"calibration.schema.json\", \"quantizationCalibration\": 1, \"made\": {\"by\": []}, \"entries\": {\"input\": {" + Affine + ", \"layer\": 7}}}");
        Assert.Equal(
            new CalibrationEntry { Bits = 8, Scheme = QuantizationScheme.Affine, MinCode = 0, MaxCode = 255, Parameters = new AffineParameters(0.0235f, 3) },
            read.Entries["input"]);
    }

    [Theory]
    [InlineData("", "it is not valid JSON")]
    [InlineData("[]", "'quantizationCalibration' is missing.")]
    [InlineData("{\"entries\": {}}", "'quantizationCalibration' is missing.")]
    [InlineData("{\"quantizationCalibration\": 2, \"entries\": {}}", "'quantizationCalibration' is 2; this version of Quantization.Gen reads version 1.")]
    [InlineData("{\"quantizationCalibration\": 1.0, \"entries\": {}}", "'quantizationCalibration' is not an integer.")]
    [InlineData("{\"quantizationCalibration\": 1}", "'entries' is missing.")]
    [InlineData("{\"quantizationCalibration\": 1, \"entries\": []}", "'entries' is not an object.")]
    [InlineData("{\"quantizationCalibration\": 1, \"entries\": {\"\": {}}}", "the name of an entry is empty.")]
    [InlineData("{\"quantizationCalibration\": 1, \"entries\": {\"input\": 1}}", "entry 'input' is not an object.")]
    [InlineData("{\"quantizationCalibration\": 1, \"entries\": {\"\\ud800\": {}}}", "it is not valid JSON")]
    [InlineData("{\"quantizationCalibration\": 1, \"entries\": {\"a\": {}, \"a\": {}}}", "it is not valid JSON")]
    [InlineData("{\"quantizationCalibration\": 1, \"entries\": {},}", "it is not valid JSON")]
    public void What_is_no_calibration_file_is_refused(string content, string problem) =>
        Assert.StartsWith($"calibration.json: {problem}", Assert.Throws<InvalidDataException>(() => Read(content)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"bits\": 8", "\"bits\": 17", "'bits' is 17; codes have 1 to 16 bits.")]
    [InlineData("\"bits\": 8", "\"bits\": null", "'bits' is not an integer.")]
    [InlineData("\"Affine\"", "\"Linear\"", "'scheme' is not \"Affine\", \"Scale\", \"Uniform\", \"Codebook\" or \"Learned\".")]
    [InlineData("\"maxCode\": 255", "\"maxCode\": 256", "'maxCode' is 256; 8-bit codes under Affine are 0 to 255 or -128 to 127 or -127 to 127.")]
    [InlineData("\"scale\": 0.0235", "\"scale\": 1e39", "'scale' is Infinity; a scale is positive and finite.")]
    [InlineData("\"scale\": 0.0235, ", "", "'scale' is missing.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": -1", "'zeroPoint' is -1; a zero point is one of the codes, 0 to 255.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"method\": 1", "'method' is not a string.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"range\": [1]", "'range' is not two finite numbers, the lower one first.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"range\": [1, 0]", "'range' is not two finite numbers, the lower one first.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"range\": [0, 1e39]", "'range' is not two finite numbers, the lower one first.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"range\": [\"0\", 1]", "'range' is not two finite numbers, the lower one first.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"values\": -1", "'values' is not an integer from 0 on.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"nan\": 0.5", "'nan' is not an integer from 0 on.")]
    [InlineData("\"zeroPoint\": 3", "\"zeroPoint\": 3, \"infinite\": \"0\"", "'infinite' is not an integer from 0 on.")]
    public void An_entry_that_cannot_be_is_refused(string sound, string damaged, string problem)
    {
        Assert.Contains(sound, Affine, StringComparison.Ordinal);
        Assert.Equal(
            $"calibration.json: entry 'input': {problem}",
            Assert.Throws<InvalidDataException>(() => Read(File(Affine.Replace(sound, damaged, StringComparison.Ordinal)))).Message);
    }

    [Theory]
    [InlineData("\"bits\": 2", "\"bits\": 9", "'bits' is 9; codes under Learned have 1 to 8 bits.")]
    [InlineData("\"bits\": 2", "\"bits\": 1", "'levels' is not a table of levels: 3 levels are more than the 2 that codes can number.")]
    [InlineData("\"minCode\": 0", "\"minCode\": -1", "'minCode' is -1; codes under Learned number levels from 0 on.")]
    [InlineData("\"maxCode\": 2", "\"maxCode\": 3", "'maxCode' is 3; the last of 3 levels is number 2.")]
    [InlineData("\"maxCode\": 2", "\"maxCode\": 1", "'maxCode' is 1; the last of 3 levels is number 2.")]
    [InlineData("\"maxCode\": 2", "\"maxCode\": 2, \"rounding\": \"floor\"", "'rounding' is \"floor\"; codes under Learned number levels, and nothing is rounded.")]
    [InlineData("\"maxCode\": 2", "\"maxCode\": 2, \"scale\": 0.5", "'scale' is 0.5; Learned has no scale.")]
    [InlineData("[-1, 0, 1]", "[-1, 1, 0]", "'levels' is not a table of levels: level 2, 0, is not above the one before it, 1; they ascend.")]
    [InlineData("[-1, 0, 1]", "[-1, 0, \"1\"]", "'levels' is not an array of numbers.")]
    [InlineData("[-1, 0, 1]", "[-1, 0, 1e39]", "'levels' is not a table of levels: level 2 is Infinity; each is finite.")]
    [InlineData(", \"levels\": [-1, 0, 1]", "", "'levels' is missing.")]
    [InlineData("[-0.5, 0.5]", "[0.5]", "'thresholds' is not a table of thresholds: 3 levels have 2 thresholds between them, not 1.")]
    [InlineData("\"thresholds\": [-0.5, 0.5], ", "", "'thresholds' is missing.")]
    public void A_table_that_cannot_be_is_refused(string sound, string damaged, string problem)
    {
        const string Learned = "\"bits\": 2, \"scheme\": \"Learned\", \"minCode\": 0, \"maxCode\": 2, \"thresholds\": [-0.5, 0.5], \"levels\": [-1, 0, 1]";
        Assert.Equal(new StepFunction([-0.5f, 0.5f], [-1f, 0f, 1f]), Read(File(Learned)).Entries["input"].Steps);
        Assert.Contains(sound, Learned, StringComparison.Ordinal);
        Assert.Equal(
            $"calibration.json: entry 'input': {problem}",
            Assert.Throws<InvalidDataException>(() => Read(File(Learned.Replace(sound, damaged, StringComparison.Ordinal)))).Message);
    }

    public static TheoryData<string, string> Unwritable => new()
    {
        { "bits", "entry 'input': 'bits' is 0; codes have 1 to 16 bits." },
        { "scheme", "entry 'input': 'scheme' is no scheme." },
        { "codes", "entry 'input': 'minCode' is 1; 8-bit codes under Scale are 0 to 255 or -128 to 127 or -127 to 127." },
        { "floored signs", "entry 'input': 'minCode' is -1; 1-bit codes under Scale rounded down are 0 to 1." },
        { "scale", "entry 'input': 'scale' is NaN; a scale is positive and finite." },
        { "zero point", "entry 'input': 'zeroPoint' is 1; only Affine has a zero point." },
        { "minimum", "entry 'input': 'minimum' is 1; only Uniform has a minimum." },
        { "no minimum", "entry 'input': 'minimum' is NaN; a minimum is finite." },
        { "range", "entry 'input': 'range' is not two finite numbers, the lower one first." },
        { "count", "entry 'input': 'values' is not an integer from 0 on." },
        { "method", "entry 'input': 'method' is not valid Unicode." },
    };

    [Theory]
    [MemberData(nameof(Unwritable))]
    public void What_would_be_refused_is_not_written(string what, string problem)
    {
        CalibrationEntry sound = new() { Bits = 8, Scheme = QuantizationScheme.Scale, MinCode = -127, MaxCode = 127, Parameters = new ScaleParameters(1f) };
        CalibrationFile file = new();
        file.Entries.Add("first", sound);
        file.Entries.Add("input", what switch
        {
            "bits" => sound with { Bits = 0 },
            "scheme" => sound with { Scheme = (QuantizationScheme)99 },
            "codes" => sound with { MinCode = 1 },
            "floored signs" => sound with { Bits = 1, MinCode = -1, MaxCode = 1, Floor = true },
            "scale" => sound with { Parameters = new ScaleParameters(float.NaN) },
            "zero point" => sound with { Parameters = new QuantizerParameters(1f, 1, 0f) },
            "minimum" => sound with { Parameters = new QuantizerParameters(1f, 0, 1f) },
            "no minimum" => sound with { Parameters = new QuantizerParameters(1f, 0, float.NaN) },
            "range" => sound with { Range = new CalibratedRange(1f, 0f) },
            "count" => sound with { Values = -1 },
            _ => sound with { Method = "\ud800" },
        });
        using MemoryStream stream = new();
        Assert.Equal(problem, Assert.Throws<InvalidDataException>(() => file.Write(stream)).Message);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Entries_without_a_name_that_JSON_can_say_are_not_written()
    {
        Expect("", "the name of an entry is empty.");
        Expect("half a pair: \udc00", "the name of an entry is not valid Unicode.");

        static void Expect(string name, string problem)
        {
            CalibrationFile file = new();
            file.Entries.Add(name, new CalibrationEntry { Bits = 8, Scheme = QuantizationScheme.Scale, MinCode = -127, MaxCode = 127, Parameters = new ScaleParameters(1f) });
            using MemoryStream stream = new();
            Assert.Equal(problem, Assert.Throws<InvalidDataException>(() => file.Write(stream)).Message);
            Assert.Equal(0, stream.Length);
        }
    }

    [Fact]
    public void Arguments_that_are_not_there_are_refused()
    {
        using MemoryStream stream = new();
        Assert.Throws<ArgumentNullException>("stream", () => CalibrationFile.Read(null!, "calibration.json"));
        Assert.Throws<ArgumentException>("name", () => CalibrationFile.Read(stream, ""));
        Assert.Throws<ArgumentNullException>("stream", () => new CalibrationFile().Write(null!));
    }

    private static (int, int) FloatBits(CalibrationEntry entry) => (BitConverter.SingleToInt32Bits(entry.Parameters.Scale), BitConverter.SingleToInt32Bits(entry.Parameters.Minimum));

    private static string File(string properties) => "{\"quantizationCalibration\": 1, \"entries\": {\"input\": {" + properties + "}}}";

    private static CalibrationFile Read(string content)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(content));
        return CalibrationFile.Read(stream, "calibration.json");
    }

    private static byte[] Written(CalibrationFile file)
    {
        using MemoryStream stream = new();
        file.Write(stream);
        return stream.ToArray();
    }
}
