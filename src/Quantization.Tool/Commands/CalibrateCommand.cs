using System.CommandLine;
using Quantization.Models;
using Quantization.Tool.Observation;
using Quantization.Tool.Terminal;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize calibrate</c>: finds the parameters of tensors, and writes them to a file that the compiler reads.</summary>
internal sealed class CalibrateCommand
{
    private readonly Argument<FileInfo[]> _data = new("DATA") { Description = "The safetensors files. Tensors of one name are batches of one, in the order given.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<CalibrationMethod> _method = ChoiceOption.Create(
        "--method", "How the range of values is found.",
        ("max", CalibrationMethod.MinMax), ("moving-average", CalibrationMethod.MovingAverage), ("percentile", CalibrationMethod.Percentile), ("entropy", CalibrationMethod.Entropy), ("mse", CalibrationMethod.MeanSquaredError));

    private readonly Option<double> _percentile = NumberOption.Create("--percentile", "PERCENT", "The values that a percentile keeps.", 99.99, 0.0, 100.0);
    private readonly Option<int> _bits = NumberOption.Create("--bits", "N", "The width of a code.", 8, 1, 16);

    private readonly Option<QuantizationScheme?> _scheme = ChoiceOption.Create<QuantizationScheme?>(
        "--scheme", "The formula that relates values and codes; scale by default.",
        ("affine", QuantizationScheme.Affine), ("scale", QuantizationScheme.Scale), ("uniform", QuantizationScheme.Uniform));

    private readonly Option<CodeRange> _range = ChoiceOption.Create(
        "--range", "Which integers serve as codes; by default what the scheme has.",
        ("by-scheme", CodeRange.ByScheme), ("unsigned", CodeRange.Unsigned), ("full", CodeRange.Full), ("narrow", CodeRange.Narrow));

    private readonly Option<Rounding> _rounding = ChoiceOption.Create(
        "--rounding", "How quotients become integers; by default down under the scheme uniform, and to the nearest under the others.",
        ("nearest", Rounding.NearestEven), ("floor", Rounding.Floor));

    private readonly Option<string[]> _tensors = new("--tensor") { Description = "Only tensors of these names, one or more; by default all.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<FileInfo> _output = new("--output") { Description = "The calibration file to write.", HelpName = "FILE", Required = true };

    private CalibrateCommand()
    {
        _data.AcceptExistingOnly();
        _method.Required = true;
    }

    public static Command Create()
    {
        var options = new CalibrateCommand();
        var command = new Command("calibrate", "Finds quantization parameters for every tensor of some files and writes them as a calibration file, which declarations can take them from.")
        {
            options._data, options._method, options._percentile, options._bits, options._scheme, options._range, options._rounding, options._tensors, options._output,
        };
        command.SetAction(options.Run);
        return command;
    }

    private void Run(ParseResult result)
    {
        var calibration = CreateCalibration(result);
        var data = result.GetRequiredValue(_data);
        var output = result.GetRequiredValue(_output);
        if (data.Any(file => file.FullName == output.FullName))
            throw new OptionException($"'{output}' is to be read and to be written");

        var written = OutputFile.Open(output);
        var console = ReportConsole.Create(result.InvocationConfiguration.Output);
        var tensors = ProgressBar.Run(console, "observing", data.Length, step =>
        {
            foreach (var file in data)
            {
                calibration.Observe(SafeTensors.Load(file.FullName));
                step();
            }

            return calibration.Finish();
        });
        var calibrated = new CalibrationFile();
        foreach (var tensor in tensors)
            calibrated.Entries.Add(tensor.Name, tensor.Entry);
        CalibrationTable.Write(console, tensors);
        written.Write(calibrated.Write);
    }

    private TensorCalibration CreateCalibration(ParseResult result)
    {
        var method = result.GetValue(_method);
        if (method != CalibrationMethod.Percentile && result.GetResult(_percentile) is { Implicit: false })
            throw new OptionException("--percentile is only for --method percentile");
        var percentile = result.GetValue(_percentile);
        try
        {
            return new TensorCalibration(
                () => method == CalibrationMethod.Percentile ? new PercentileCalibrator(percentile) : Calibrators.Create(method),
                new QuantizerOptions(result.GetValue(_bits), result.GetValue(_scheme) ?? QuantizationScheme.Scale) { Range = result.GetValue(_range), Rounding = result.GetValue(_rounding) },
                result.GetValue(_tensors) ?? []);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw OptionException.From(exception);
        }
    }
}
