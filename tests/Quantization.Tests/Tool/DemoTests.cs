using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Quantization.Tool;
using Xunit;

namespace Quantization.Tests.Tool;

/// <summary>One run of <c>quantize demo --json</c>, which all tests look at.</summary>
public sealed class DemoRun : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public DemoRun()
    {
        // Longer than the rows will be: what was there must be gone.
        File.WriteAllText(_path, new string('x', 100_000));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        ExitCode = Program.Run(["demo", "--json", _path], new InvocationConfiguration { Output = output });
        Output = output.ToString();
        Document = JsonDocument.Parse(File.ReadAllText(_path));
    }

    public int ExitCode { get; }

    public string Output { get; }

    public JsonDocument Document { get; }

    public JsonElement Row(string quantizer, string granularity, string activations = "none") => Document.RootElement.EnumerateArray().Single(row =>
        row.GetProperty("quantizer").GetString() == quantizer && row.GetProperty("granularity").GetString() == granularity && row.GetProperty("activations").GetString() == activations);

    public double Number(string quantizer, string granularity, string property, string activations = "none") => Row(quantizer, granularity, activations).GetProperty(property).GetDouble();

    public void Dispose()
    {
        Document.Dispose();
        File.Delete(_path);
    }
}

public sealed class DemoTests(DemoRun demo) : IClassFixture<DemoRun>
{
    // The layers are 784-256-128-10.
    private const int Weights = 784 * 256 + 256 * 128 + 128 * 10;
    private const int Channels = 256 + 128 + 10;
    private const int Matrices = 3;
    private const int BiasBytes = 4 * Channels;

    private static readonly string[] s_quantizers = ["scale8", "affine8", "uniform8-floor", "uniform8-floor-left", "uniform8-nearest"];

    // Packed, by channel only.
    private static readonly int[] s_narrow = [6, 5, 4, 3, 2, 1];

    // Blocks, with the width of a code.
    private static readonly (string Name, int Bits)[] s_blocks = [("q8_0", 8), ("q4_0", 4), ("q4_K", 4), ("nf4", 4), ("mxfp4", 4)];

    // Trained with their quantizers, with the number of their levels and of the images that they name rightly.
    private static readonly (string Name, int Bits, int Levels, int Right)[] s_learned = [("learned-5bit", 5, 17, 1834), ("learned-3bit", 3, 7, 1834), ("learned-ternary", 2, 3, 1817), ("learned-binary", 1, 2, 1810)];

    private static readonly string[] s_methods = ["max", "moving-average", "percentile", "percentile-99.9", "percentile-99.999", "entropy", "mse"];

    [Fact]
    public void The_rows_are_the_float_baselines_and_every_quantizer_by_tensor_and_by_channel_then_the_narrow_ones_by_channel_the_blocks_and_the_methods_of_activations_simulated_and_in_integers()
    {
        Assert.Equal(0, demo.ExitCode);
        string[] expected =
        [
            "float32/tensor/32", "float16/tensor/16", "bfloat16/tensor/16",
            .. s_quantizers.SelectMany(static name => new[] { $"{name}/tensor/8", $"{name}/channel/8" }),
            .. s_narrow.Select(static bits => $"scale{bits}/channel/{bits}"),
            .. s_blocks.Select(static block => $"{block.Name}/block/{block.Bits}"),
            .. s_learned.Select(static learned => $"{learned.Name}/tensor/{learned.Bits}"),
        ];
        string[] activations = [.. s_methods.Select(static method => $"scale8-a8/channel/8/{method}"), .. s_methods.Select(static method => $"int8/channel/8/{method}")];
        Assert.Equal([.. expected.Select(static row => row + "/none"), .. activations], demo.Document.RootElement.EnumerateArray().Select(static row =>
            $"{row.GetProperty("quantizer").GetString()}/{row.GetProperty("granularity").GetString()}/{row.GetProperty("bits").GetInt32()}/{row.GetProperty("activations").GetString()}"));
    }

    [Fact]
    public void A_row_has_exactly_the_documented_properties()
    {
        foreach (var row in demo.Document.RootElement.EnumerateArray())
        {
            string[] properties = ["quantizer", "bits", "granularity", "activations", "bytes", "accuracy", "floatAccuracy", "agreement", "sqnrDb"];
            Assert.Equal(
                row.GetProperty("quantizer").GetString() == "int8" ? [.. properties, "simulationAgreement", "logitsEqualReference"] : properties,
                row.EnumerateObject().Select(static property => property.Name));
            foreach (var fraction in (string[])["accuracy", "floatAccuracy", "agreement"])
                Assert.InRange(row.GetProperty(fraction).GetDouble(), 0, 1);
        }
    }

    [Fact]
    public void Bytes_are_weights_parameters_and_biases()
    {
        Assert.Equal(4 * Weights + BiasBytes, demo.Number("float32", "tensor", "bytes"));
        Assert.Equal(2 * Weights + BiasBytes, demo.Number("float16", "tensor", "bytes"));
        Assert.Equal(2 * Weights + BiasBytes, demo.Number("bfloat16", "tensor", "bytes"));
        Assert.Equal(Weights + 4 * Matrices + BiasBytes, demo.Number("scale8", "tensor", "bytes"));
        Assert.Equal(Weights + 4 * Channels + BiasBytes, demo.Number("scale8", "channel", "bytes"));
        Assert.Equal(Weights + 8 * Channels + BiasBytes, demo.Number("affine8", "channel", "bytes"));
        Assert.Equal(Weights + 8 * Matrices + BiasBytes, demo.Number("uniform8-nearest", "tensor", "bytes"));
        // Rows of 784, 256 and 128 weights fill whole bytes at any width.
        foreach (var bits in s_narrow)
            Assert.Equal(Weights / 8 * bits + 4 * Channels + BiasBytes, demo.Number($"scale{bits}", "channel", "bytes"));
        foreach (var quantizer in s_quantizers)
        {
            Assert.InRange(demo.Number(quantizer, "tensor", "bytes"), 1, 0.27 * demo.Number("float32", "tensor", "bytes"));
            Assert.InRange(demo.Number(quantizer, "channel", "bytes"), 1, 0.27 * demo.Number("float32", "tensor", "bytes"));
        }
    }

    // 784 weights take 25 blocks of 32 (800), 13 of 64 (832) or 4 of 256 (1024); 256 and 128 are whole blocks, but 128 none of 256.
    [Fact]
    public void Bytes_of_blocks_count_what_pads_their_rows()
    {
        const int Of32 = (256 * 25) + (128 * 8) + (10 * 4);
        Assert.Equal(34 * Of32 + BiasBytes, demo.Number("q8_0", "block", "bytes"));
        Assert.Equal(18 * Of32 + BiasBytes, demo.Number("q4_0", "block", "bytes"));
        Assert.Equal(17 * Of32 + BiasBytes, demo.Number("mxfp4", "block", "bytes"));
        Assert.Equal(36 * ((256 * 13) + (128 * 4) + (10 * 2)) + BiasBytes, demo.Number("nf4", "block", "bytes"));
        // The last layer is in Q4_0.
        Assert.Equal(144 * ((256 * 4) + 128) + 18 * (10 * 4) + BiasBytes, demo.Number("q4_K", "block", "bytes"));
    }

    // Whole bytes of codes again, and for each layer its levels and one threshold fewer.
    [Fact]
    public void Bytes_of_learned_weights_are_codes_with_thresholds_and_levels()
    {
        foreach (var (name, bits, levels, _) in s_learned)
            Assert.Equal(Weights / 8 * bits + 4 * Matrices * ((2 * levels) - 1) + BiasBytes, demo.Number(name, "tensor", "bytes"));
    }

    [Fact]
    public void Learned_weights_name_as_many_images_rightly_as_the_docs_say()
    {
        foreach (var (name, _, _, right) in s_learned)
            Assert.Equal(right, Math.Round(2000 * demo.Number(name, "tensor", "accuracy")));
    }

    [Fact]
    public void The_float_rows_lose_nothing_and_next_to_nothing()
    {
        var float32 = demo.Row("float32", "tensor");
        Assert.Equal(JsonValueKind.Null, float32.GetProperty("sqnrDb").ValueKind);
        Assert.Equal(1.0, float32.GetProperty("agreement").GetDouble());
        Assert.Equal(float32.GetProperty("floatAccuracy").GetDouble(), float32.GetProperty("accuracy").GetDouble());
        Assert.InRange(float32.GetProperty("accuracy").GetDouble(), 0.87, 1.0);

        // Errors spread evenly over ±2^-11 of a value's power of two: 20·log10(2^10·√12) = 71.0 dB if all values were just that power, 77.0 dB just below the next.
        Assert.InRange(demo.Number("float16", "tensor", "sqnrDb"), 71.0, 77.0);
        Assert.InRange(demo.Number("float16", "tensor", "agreement"), 0.999, 1.0);
        // The same with three bits of fraction fewer, 18.06 dB.
        Assert.InRange(demo.Number("bfloat16", "tensor", "sqnrDb"), 52.9, 59.0);
        Assert.InRange(demo.Number("bfloat16", "tensor", "agreement"), 0.99, 1.0);
    }

    [Fact]
    public void Eight_bits_by_channel_keep_the_network()
    {
        Assert.InRange(Math.Abs(demo.Number("scale8", "channel", "accuracy") - demo.Number("scale8", "channel", "floatAccuracy")), 0, 0.003);
        Assert.InRange(demo.Number("scale8", "channel", "agreement"), 0.99, 1.0);
    }

    [Fact]
    public void Eight_bits_of_activations_by_any_method_keep_the_network_too()
    {
        foreach (var method in s_methods)
        {
            // The weights are those of the row without, and each layer has the float of one range.
            Assert.Equal(demo.Number("scale8", "channel", "bytes") + 4 * Matrices, demo.Number("scale8-a8", "channel", "bytes", method));
            Assert.Equal(demo.Number("scale8", "channel", "sqnrDb"), demo.Number("scale8-a8", "channel", "sqnrDb", method));
            Assert.InRange(Math.Abs(demo.Number("scale8-a8", "channel", "floatAccuracy", method) - demo.Number("scale8-a8", "channel", "accuracy", method)), 0, 0.005);
            Assert.InRange(demo.Number("scale8-a8", "channel", "agreement", method), 0.99, 1.0);
        }

        // Some images near a border between classes fall on its other side.
        Assert.Contains(s_methods, method => demo.Number("scale8-a8", "channel", "agreement", method) != demo.Number("scale8", "channel", "agreement"));
    }

    [Fact]
    public void Integers_throughout_say_what_their_simulation_in_floats_says()
    {
        foreach (var method in s_methods)
        {
            Assert.True(demo.Row("int8", "channel", method).GetProperty("logitsEqualReference").GetBoolean(), method);
            Assert.InRange(demo.Number("int8", "channel", "simulationAgreement", method), 0.999, 1.0);
            Assert.Equal(demo.Number("scale8-a8", "channel", "accuracy", method), demo.Number("int8", "channel", "accuracy", method), 0.001);
            Assert.InRange(demo.Number("int8", "channel", "agreement", method), 0.99, 1.0);
            foreach (var same in (string[])["bytes", "sqnrDb", "floatAccuracy"])
                Assert.Equal(demo.Number("scale8-a8", "channel", same, method), demo.Number("int8", "channel", same, method));
            Assert.Single(Regex.Matches(demo.Output, $"(?m)^ *{Regex.Escape(method.Replace('-', ' '))} +[0-9,]+ .* exact "));
        }
    }

    [Fact]
    public void Six_and_five_bits_still_keep_the_network_and_four_nearly()
    {
        Assert.InRange(Loss(6), -0.01, 0.01);
        Assert.InRange(Loss(5), -0.01, 0.02);
        Assert.InRange(Loss(4), -0.01, 0.04);
    }

    [Fact]
    public void Below_four_bits_it_breaks_and_three_codes_of_the_widest_step_are_worse_than_two_of_the_mean()
    {
        Assert.InRange(Loss(3) - Loss(4), 0.03, 0.30);
        Assert.InRange(Loss(1) - Loss(4), 0.10, 0.60);
        Assert.InRange(Loss(2) - Loss(1), 0.15, 0.80);
    }

    // A step is the largest weight of a channel divided by the highest code, and the noise falls with its square as long as steps are small against the weights.
    [Fact]
    public void Noise_grows_with_the_square_of_the_step()
    {
        foreach (var (bits, fewer) in ((int, int)[])[(8, 6), (6, 5), (5, 4)])
        {
            var steps = ((1 << (bits - 1)) - 1.0) / ((1 << (fewer - 1)) - 1);
            Assert.Equal(20 * Math.Log10(steps), demo.Number($"scale{bits}", "channel", "sqnrDb") - demo.Number($"scale{fewer}", "channel", "sqnrDb"), 0.1);
        }
    }

    // The sign with the mean magnitude leaves E(w²) − E(|w|)²: half of the power of weights by Laplace's distribution, 1 − 2/π of normal ones. These are between the two.
    [Fact]
    public void One_bit_keeps_what_the_sign_and_the_mean_say() => Assert.InRange(demo.Number("scale1", "channel", "sqnrDb"), 3.01, 4.41);

    [Fact]
    public void Blocks_of_eight_bits_keep_the_network_and_of_four_bits_nearly()
    {
        Assert.InRange(Math.Abs(LossOf("q8_0", "block")), 0, 0.005);
        foreach (var name in (string[])["q4_0", "q4_K", "nf4", "mxfp4"])
            Assert.InRange(LossOf(name, "block"), -0.01, 0.02);
    }

    // Decibels of independent normal values. Trained weights have rather more large ones, so that their blocks lose up to 1.5 dB.
    [Fact]
    public void Blocks_have_nearly_the_noise_of_normal_values()
    {
        foreach (var (name, normal) in ((string, double)[])[("q8_0", 45.44), ("q4_0", 21.32), ("nf4", 20.73), ("mxfp4", 18.79)])
            Assert.InRange(demo.Number(name, "block", "sqnrDb"), normal - 1.5, normal + 0.1);
        // A minimum and a searched scale for every 32.
        Assert.InRange(demo.Number("q4_K", "block", "sqnrDb") - demo.Number("q4_0", "block", "sqnrDb"), 1.5, 4);
    }

    [Fact]
    public void Parameters_by_channel_fit_better_than_by_tensor()
    {
        foreach (var quantizer in s_quantizers)
            Assert.True(demo.Number(quantizer, "channel", "sqnrDb") > demo.Number(quantizer, "tensor", "sqnrDb") + 3, quantizer);
    }

    [Fact]
    public void The_left_edge_has_four_times_the_squared_error_of_the_midpoint()
    {
        foreach (var granularity in (string[])["tensor", "channel"])
            Assert.Equal(6.02, demo.Number("uniform8-floor", granularity, "sqnrDb") - demo.Number("uniform8-floor-left", granularity, "sqnrDb"), 0.1);
    }

    [Fact]
    public void The_table_has_a_line_for_every_row_and_says_what_it_was_judged_by()
    {
        foreach (var quantizer in s_quantizers)
            Assert.Equal(2, demo.Output.Split('\n').Count(line => line.Contains($" {quantizer} ", StringComparison.Ordinal)));
        foreach (var (name, _, _, _) in s_learned)
            Assert.Single(demo.Output.Split('\n'), line => line.Contains($" {name} ", StringComparison.Ordinal));
        foreach (var bits in s_narrow)
            Assert.Equal(1, demo.Output.Split('\n').Count(line => line.Contains($" scale{bits} ", StringComparison.Ordinal)));
        // What is padded or stored otherwise stands in the row.
        foreach (var (name, per) in ((string, string)[])[
            ("q8_0", "block 32, 784→800"), ("q4_0", "block 32, 784→800"), ("q4_K", "block 256, 784→1024, 128 in q4_0"), ("nf4", "block 64, 784→832"), ("mxfp4", "block 32, 784→800")])
            Assert.Equal(1, demo.Output.Split('\n').Count(line => line.Contains($" {name} ", StringComparison.Ordinal) && line.Contains($" {per} ", StringComparison.Ordinal)));
        foreach (var method in s_methods)
            Assert.Single(Regex.Matches(demo.Output, $"scale8-a8 +channel +{Regex.Escape(method.Replace('-', ' '))} +[0-9]+,"));
        Assert.Contains("10,000 test images", demo.Output, StringComparison.Ordinal);
        Assert.Contains("2,000 bundled test images", demo.Output, StringComparison.Ordinal);
        Assert.Contains("∞", demo.Output, StringComparison.Ordinal);
    }

    private double Loss(int bits) => LossOf($"scale{bits}", "channel");

    private double LossOf(string quantizer, string granularity) => demo.Number(quantizer, granularity, "floatAccuracy") - demo.Number(quantizer, granularity, "accuracy");
}
