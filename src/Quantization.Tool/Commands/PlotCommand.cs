using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Quantization.Models;
using Quantization.Tool.Data;
using Quantization.Tool.Learning;
using Quantization.Tool.Plots;
using Quantization.Tool.Terminal;
using ScottPlot;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize plot</c>: a picture of a tensor with the thresholds that the methods of calibration choose, or of a learned quantizer that hardens.</summary>
internal static class PlotCommand
{
    // About three pixels each.
    private const int Bins = 240;

    public static Command Create()
    {
        var data = new Argument<FileInfo>("DATA") { Description = "A safetensors file; without one the bundled classifier's largest weights are drawn.", Arity = ArgumentArity.ZeroOrOne };
        data.AcceptExistingOnly();
        var tensor = new Argument<string?>("TENSOR") { Description = "The name of a tensor in it.", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<FileInfo>("--output") { Description = "The picture to write: .svg or .png.", HelpName = "FILE", Required = true };
        var bits = NumberOption.Create("--bits", "N", "The width of the codes that thresholds are chosen for.", 8, Thresholds.MinBits, Thresholds.MaxBits);
        var hardening = ChoiceOption.Create<LevelSet?>(
            "--hardening", "Draws, instead of a tensor, how a learned quantizer with these levels hardens.", [.. LevelSet.OfWeights.Select(static levels => (levels.Name, (LevelSet?)levels))]);
        var width = NumberOption.Create("--width", "PIXELS", "The width of the picture.", 800, 300, 10_000);
        var height = NumberOption.Create("--height", "PIXELS", "The height of the picture.", 450, 200, 10_000);
        var command = new Command("plot", "Draws how often a tensor has which magnitudes, and where each method of calibration lets values saturate (scale, symmetric codes).")
        {
            data, tensor, output, bits, hardening, width, height,
        };
        command.SetAction(result =>
        {
            var (file, levels) = (result.GetValue(data), result.GetValue(hardening));
            if (levels is not null && file is not null)
                throw new OptionException("--hardening draws no tensor, so that there is nothing to read");
            Run(
                file, result.GetRequiredValue(output), result.GetValue(width), result.GetValue(height),
                levels is null ? () => OfTensor(file, result.GetValue(tensor), result.GetValue(bits)) : () => HardeningPlot.Create(levels));
        });
        return command;
    }

    private static void Run(FileInfo? data, FileInfo output, int width, int height, Func<Plot> create)
    {
        var draw = PlotFormat.For(output.Name);
        if (data?.FullName == output.FullName)
            throw new OptionException($"'{output}' is to be read and to be written");
        var written = OutputFile.Open(output);
        var picture = WithNativeCode(() => draw(create(), width, height));
        written.Write(stream => stream.Write(picture));
    }

    private static Plot OfTensor(FileInfo? data, string? name, int bits)
    {
        var tensor = Choose(data is null ? BundledData.LoadModel() : SafeTensors.Load(data.FullName), data, name);
        var histogram = MagnitudeHistogram.Of(tensor.Values, Bins);
        if (histogram.Largest == 0)
            throw new InvalidDataException($"tensor '{tensor.Name}' has no finite value other than 0, so there is nothing to draw");
        var title = string.Create(CultureInfo.InvariantCulture, $"{tensor.Name}: {histogram.Total:N0} values, thresholds for {bits} bits");
        return ThresholdPlot.Create(title, histogram, Thresholds.Of(tensor.Values, bits));
    }

    private static byte[] WithNativeCode(Func<byte[]> draw)
    {
        try
        {
            return draw();
        }
        catch (Exception exception) when (exception.GetBaseException() is DllNotFoundException)
        {
            throw new OptionException($"the tool has no code that draws for {RuntimeInformation.RuntimeIdentifier}", exception);
        }
    }

    private static ModelTensor Choose(SafeTensors file, FileInfo? data, string? name)
    {
        if (data is null)
            return file.Tensors.MaxBy(static tensor => tensor.Values.Length)!;
        if (name is not null && file.TryGetTensor(name, out var tensor))
            return tensor;
        var problem = name is null ? "name a tensor to draw" : $"there is no tensor '{name}'";
        var names = file.Tensors.Count == 0 ? "no tensor" : string.Join(", ", file.Tensors.Select(static each => each.Name));
        throw new OptionException($"{data}: {problem}; it has {names}");
    }
}
