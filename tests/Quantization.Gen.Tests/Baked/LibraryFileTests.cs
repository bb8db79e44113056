extern alias library;

using System.Text;
using Microsoft.CodeAnalysis;
using Quantization.Arithmetic;
using Quantization.Gen.Baked;
using Quantization.Gen.Tests.Harness;
using Library = library::Quantization;

namespace Quantization.Gen.Tests.Baked;

/// <summary>Compiler and library mean the same by a calibration file.</summary>
public sealed class LibraryFileTests
{
    private static readonly float[] scales =
    [
        float.Epsilon, 1e-39f, 1.17549435e-38f, 1.17549421e-38f, 0.0235f, 0.1f, 1f / 3f, 0.5f, MathF.BitDecrement(1f), 1f, MathF.BitIncrement(1f), 16777216f, 16777217f, 9.999999e9f, float.MaxValue,
    ];

    /// <summary>Every float that the library writes is the same float to the compiler.</summary>
    [Fact]
    public void What_the_library_writes_the_generator_reads_bit_for_bit()
    {
        Random random = new(5);
        List<float> all = [.. scales];
        while (all.Count < 5000)
        {
            float scale = BitConverter.Int32BitsToSingle(random.Next(1, 0x7F80_0000));
            all.Add(scale);
        }

        Library.CalibrationFile file = new();
        for (int i = 0; i < all.Count; i++) file.Entries.Add($"entry {i:0000} \"ä\" 😀", Uniform(all[i], i % 2 == 0 ? all[^(i + 1)] : -all[^(i + 1)]));

        BakedFile read = Read(Written(file));
        Assert.Empty(read.Problems);
        Assert.Equal(file.Entries.Keys, read.Entries.Select(entry => entry.Name));
        Assert.Equal(
            file.Entries.Values.Select(entry => (BitConverter.SingleToInt32Bits(entry.Parameters.Scale), BitConverter.SingleToInt32Bits(entry.Parameters.Minimum))),
            read.Entries.Select(entry => (BitConverter.SingleToInt32Bits(entry.Quantizer.Scale), BitConverter.SingleToInt32Bits(entry.Quantizer.Minimum))));
    }

    /// <summary>Numbers as people and other tools write them, rounded to floats alike. Those between two floats are decided by their last digit.</summary>
    [Theory]
    [InlineData("0.1")]
    [InlineData("0.10000000149011611938476562500000000000000000000000000000000000000001")]
    [InlineData("16777217")]
    [InlineData("16777217.0000000000000000000000000000000000000000000000000000001")]
    [InlineData("16777216.9999999999999999999999999999999999999999999999999999999")]
    [InlineData("1.00000005960464477539062500")]
    [InlineData("1.00000005960464477539062501")]
    [InlineData("1.00000005960464477539062499")]
    [InlineData("7.0064923216240854e-46")]
    [InlineData("7.0064923216240853e-46")]
    [InlineData("3.4028235677973366e38")]
    [InlineData("3.4028235677973365e38")]
    [InlineData("1e-500")]
    [InlineData("1e500")]
    [InlineData("1e-99999999999")]
    [InlineData("1e99999999999")]
    [InlineData("0e99999999999")]
    [InlineData("123456789012345678901234567890e-20")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    public void Numbers_are_rounded_alike(string number)
    {
        string content = CalibrationJson.Of(("row", CalibrationJson.Uniform.Replace("-1.5", number, StringComparison.Ordinal)), ("negative", CalibrationJson.Uniform.Replace("-1.5", number.StartsWith('-') ? number : "-" + number, StringComparison.Ordinal)));
        Same(content);
    }

    /// <summary>Entries of every kind, right and wrong: either both take one, and as the same, or neither.</summary>
    [Fact]
    public void Entries_are_taken_and_refused_alike()
    {
        string[] bits = ["1", "2", "8", "16", "17"], codes = ["0, 1", "-1, 1", "-1, 0", "-2, 1", "0, 3", "-127, 127", "-128, 127", "0, 255", "0, 65535", "5, 2"];
        string[] rounding = ["", ", \"rounding\": \"nearest\"", ", \"rounding\": \"floor\"", ", \"rounding\": \"Floor\""];
        string[] rest = ["", ", \"zeroPoint\": 0", ", \"zeroPoint\": 1", ", \"minimum\": 0", ", \"minimum\": 1.5", ", \"zeroPoint\": 0, \"minimum\": 1e39"];
        int taken = 0;
        foreach (string scheme in new[] { "Affine", "Scale", "Uniform", "scale" })
        {
            foreach ((string width, string range, string round, string more) in from w in bits from r in codes from o in rounding from m in rest select (w, r, o, m))
            {
                string[] ends = range.Split(", ");
                if (Same(CalibrationJson.Of(("any", $"\"bits\": {width}, \"scheme\": \"{scheme}\", \"minCode\": {ends[0]}, \"maxCode\": {ends[1]}, \"scale\": 0.5{round}{more}")))) taken++;
            }
        }

        // Widths with their ranges × roundings × rests, by hand. Affine: of one bit 0 to 1; of 2 (-2 to 1, 0 to 3; -1 to 1), of 8 three, of 16 one of the list;
        // three roundings; zero points 0 and 1, the first with a minimum of 0 or none. Scale: as many, and of one bit signs, which are not floored. Uniform: unsigned.
        const int Ranges = 1 + 3 + 3 + 1;
        Assert.Equal((Ranges * 3 * 2) + (((Ranges * 3) + 2) * 3) + (4 * 3 * 2), taken);
    }

    private static bool Same(string content)
    {
        BakedFile read = Read(content);
        Library.CalibrationFile file;
        try
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(content));
            file = Library.CalibrationFile.Read(stream, "calibration.json");
        }
        catch (InvalidDataException refused)
        {
            Assert.NotEmpty(read.Problems);
            Assert.Equal($"calibration.json: {read.Problems[0].Message}.", refused.Message);
            return false;
        }

        Assert.True(read.Problems.Count == 0, $"{content} {string.Join(' ', read.Problems)}");
        Assert.Equal(
            file.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, Quantizer(entry.Value), Bits(entry.Value.Parameters.Scale, entry.Value.Parameters.Minimum))),
            read.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => (entry.Name, entry.Quantizer, Bits(entry.Quantizer.Scale, entry.Quantizer.Minimum))));
        return true;
    }

    private static (int Scale, int Minimum) Bits(float scale, float minimum) => (BitConverter.SingleToInt32Bits(scale), BitConverter.SingleToInt32Bits(minimum));

    private static CalibratedQuantizer Quantizer(Library.CalibrationEntry entry) => new(
        entry.Bits, Enum.Parse<QuantizationScheme>(entry.Scheme.ToString()), entry.MinCode, entry.MaxCode, entry.Floor, entry.Parameters.Scale, entry.Parameters.ZeroPoint, entry.Parameters.Minimum);

    private static Library.CalibrationEntry Uniform(float scale, float minimum) => new()
    {
        Bits = 8,
        Scheme = Library.QuantizationScheme.Uniform,
        MinCode = 0,
        MaxCode = 255,
        Floor = true,
        Parameters = new(scale, 0, minimum),
        Method = "max",
        Range = new(minimum, minimum),
        Values = 1,
    };

    private static BakedFile Read(string content) => CalibrationReader.Read(new AdditionalFile("calibration.json", content), TestContext.Current.CancellationToken)!;

    private static string Written(Library.CalibrationFile file)
    {
        using MemoryStream stream = new();
        file.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
