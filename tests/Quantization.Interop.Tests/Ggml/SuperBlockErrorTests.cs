using System.Runtime.InteropServices;
using System.Text.Json;
using Quantization.Runtime;
using Xunit;

namespace Quantization.Interop.Tests.Ggml;

/// <summary>The squared error of K-quants is not greater than that of ggml's reference encoders.</summary>
/// <remarks>
/// The library is looked for in the folder that GGML_LIBRARIES names, or in artifacts/ggml/package/bins/linux-x64 of the checkout. It decodes
/// for both sides.
/// </remarks>
public sealed class SuperBlockErrorTests
{
    private const int Size = 256, Parts = 16;

    private static readonly string Root = FindRoot();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Encode(in float source, ref byte destination, long count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Decode(in byte source, ref float destination, long count);

    public static TheoryData<QuantizationFormat, int, int, int, int> Formats => new()
    {
        { QuantizationFormat.Q2_K, 84, 16, 0, 3 },
        { QuantizationFormat.Q3_K, 110, 16, -4, 3 },
        { QuantizationFormat.Q4_K, 144, 32, 0, 15 },
        { QuantizationFormat.Q5_K, 176, 32, 0, 31 },
        { QuantizationFormat.Q6_K, 210, 16, -32, 31 },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_squared_error_is_not_greater_than_the_reference_encoders(QuantizationFormat format, int bytes, int partSize, int lowest, int highest)
    {
        nint library = Load();
        string name = format.ToString().Replace('Q', 'q');
        Encode encode = Marshal.GetDelegateForFunctionPointer<Encode>(NativeLibrary.GetExport(library, $"quantize_row_{name}_ref"));
        Decode decode = Marshal.GetDelegateForFunctionPointer<Decode>(NativeLibrary.GetExport(library, $"dequantize_row_{name}"));
        foreach ((string kind, float[] source) in Sources())
        {
            int blocks = source.Length / Size;
            byte[] theirs = new byte[blocks * bytes], ours = new byte[blocks * bytes];
            float[] decoded = new float[source.Length], inverses = new float[blocks * Parts], offsets = new float[blocks * Parts];
            encode(in source[0], ref theirs[0], source.Length);
            decode(in theirs[0], ref decoded[0], source.Length);
            double reference = ErrorOf(source, decoded);

            Assert.True(SuperBlocks.FindScales(format, in source[0], (nuint)blocks, ref ours[0], ref inverses[0], ref offsets[0]));
            for (int i = 0; i < source.Length; i++)
            {
                int part = (i / Size * Parts) + (i % Size / partSize);
                int code = (int)float.Clamp(float.Round((source[i] + offsets[part]) * inverses[part]), lowest, highest);
                WriteCode(format, ours.AsSpan(i / Size * bytes, bytes), i % Size, code - lowest);
            }

            decode(in ours[0], ref decoded[0], source.Length);
            double error = ErrorOf(source, decoded);
            Assert.True(error <= reference, $"{kind}: {error} is more than {reference}.");
        }
    }

    // The layouts as published, a code at a time, into zeroed bits.
    private static void WriteCode(QuantizationFormat format, Span<byte> block, int i, int field)
    {
        int pair = (i / 64 * 32) + (i % 32), four = (i / 128 * 32) + (i % 32);
        switch (format)
        {
            case QuantizationFormat.Q2_K:
                block[16 + four] |= (byte)(field << (2 * (i % 128 / 32)));
                break;
            case QuantizationFormat.Q3_K:
                block[32 + four] |= (byte)((field & 3) << (2 * (i % 128 / 32)));
                block[i % 32] |= (byte)((field >> 2) << (i / 32));
                break;
            case QuantizationFormat.Q4_K:
                block[16 + pair] |= (byte)(field << (4 * (i % 64 / 32)));
                break;
            case QuantizationFormat.Q5_K:
                block[48 + pair] |= (byte)((field & 15) << (4 * (i % 64 / 32)));
                block[16 + (i % 32)] |= (byte)((field >> 4) << (i / 32));
                break;
            default:
                block[(i / 128 * 64) + (i % 64)] |= (byte)((field & 15) << (4 * (i % 128 / 64)));
                block[128 + four] |= (byte)((field >> 4) << (2 * (i % 128 / 32)));
                break;
        }
    }

    private static double ErrorOf(ReadOnlySpan<float> source, ReadOnlySpan<float> decoded)
    {
        double sum = 0;
        for (int i = 0; i < source.Length; i++) sum += ((double)source[i] - decoded[i]) * ((double)source[i] - decoded[i]);
        return sum;
    }

    private static IEnumerable<(string Kind, float[] Values)> Sources()
    {
        Random random = new(1);
        yield return ("Gaussian", [.. Enumerable.Range(0, 256 * Size).Select(_ => Normal(random))]);
        yield return ("Laplacian", [.. Enumerable.Range(0, 256 * Size).Select(_ => (float)((random.Next(2) == 0 ? 1 : -1) * -Math.Log(1 - random.NextDouble())))]);
        byte[] file = File.ReadAllBytes(Path.Combine(Root, "src", "Quantization.Tool", "Data", "fashion-mnist.safetensors"));
        int header = (int)BitConverter.ToInt64(file);
        using JsonDocument document = JsonDocument.Parse(file.AsMemory(8, header));
        foreach (string tensor in (string[])["fc1.weight", "fc2.weight", "fc3.weight"])
        {
            JsonElement offsets = document.RootElement.GetProperty(tensor).GetProperty("data_offsets");
            int start = offsets[0].GetInt32(), end = offsets[1].GetInt32();
            ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(file.AsSpan(8 + header + start, end - start));
            yield return (tensor, values[..(values.Length / Size * Size)].ToArray());
        }
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static nint Load()
    {
        string folder = Environment.GetEnvironmentVariable("GGML_LIBRARIES") is { Length: > 0 } named
            ? named
            : Path.Combine(Root, "artifacts", "ggml", "package", "bins", "linux-x64");
        if (NativeLibrary.TryLoad(Path.Combine(folder, "libggml-base.so"), out nint library)) return library;
        string message = $"ggml is not here: name the folder of libggml-base.so in GGML_LIBRARIES, or put it into {folder}.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
        Assert.Skip(message);
        return 0;
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Quantization.Gen.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The checkout of these tests was not found.");
    }
}
