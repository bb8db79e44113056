using System.CommandLine;
using System.Text.Json;
using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Quantization.Tool.Learning;
using Quantization.Tool.Terminal;
using Spectre.Console;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize learn</c>: learns the quantizers of the bundled classifier together with it.</summary>
internal sealed class LearnCommand
{
    private static readonly LearningOptions s_defaults = new();

    private readonly Option<LevelSet?> _levels = ChoiceOption.Create<LevelSet?>(
        "--levels", "The levels of weights: 3bit-2 are -2 to 2, 3bit-3 are -3 to 3, 3bit-4 and 5bit 0 and powers of two with signs; ternary by default.", [.. LevelSet.OfWeights.Select(static levels => (levels.Name, (LevelSet?)levels))]);

    // Each level more is a sigmoid more for every activation of every image.
    private readonly Option<int?> _activationBits = ChoiceOption.Create<int?>(
        "--activation-bits", "The width of activations; in float by default.", ("1", 1), ("2", 2), ("3", 3), ("4", 4));

    private readonly Option<Start> _start = ChoiceOption.Create("--from", "What the network begins as; trained by default.", ("trained", Start.Trained), ("scratch", Start.Scratch));
    private readonly Option<Beginning?> _beginning = ChoiceOption.Create<Beginning?>(
        "--begin", "Where quantizers begin: with the least squared error, or as in the paper; fitted by default.", (Beginning.Fitted.Name, Beginning.Fitted), (Beginning.Published.Name, Beginning.Published));

    private readonly Option<bool> _shared = new("--shared") { Description = "One quantizer for all layers, instead of one for each." };
    private readonly Option<bool> _floatEnds = new("--float-ends") { Description = "Leaves the first and the last layer in float." };
    private readonly Option<int> _weightEpochs = NumberOption.Create("--weight-epochs", "N", "The epochs with weights quantized and activations in float.", s_defaults.WeightEpochs, 1);
    private readonly Option<int> _activationEpochs = NumberOption.Create("--activation-epochs", "N", "The epochs after those, for the quantizers of activations alone.", s_defaults.ActivationEpochs, 1);
    private readonly Option<int> _jointEpochs = NumberOption.Create("--joint-epochs", "N", "The last epochs, for both.", s_defaults.JointEpochs, 1);
    private readonly Option<float> _rise = NumberOption.Create("--temperature-rise", "C", "C of the temperature C · epoch · G^(epoch − 1).", s_defaults.Rates.TemperatureRise, 0.01f, 1e4f);
    private readonly Option<float> _growth = NumberOption.Create("--temperature-growth", "G", "G of the temperature; 1 is the schedule of the paper.", s_defaults.Rates.TemperatureGrowth, 1f, 10f);
    private readonly Option<float> _highest = NumberOption.Create("--highest-temperature", "T", "Where the temperature stays.", s_defaults.Rates.HighestTemperature, 0.01f, 1e6f);
    private readonly Option<float> _scales = NumberOption.Create("--scale-rate", "RATE", "The learning rate of ln α and ln β.", s_defaults.Rates.Scales, 0f, 1f);
    private readonly Option<float> _biases = NumberOption.Create("--bias-rate", "RATE", "The learning rate of thresholds; 0 leaves them where they begin.", s_defaults.Rates.Biases, 0f, 1f);
    private readonly Option<int> _seeds = NumberOption.Create("--seeds", "N", "How often to do it, with the seeds 1 to N. A seed gives the same network on every machine.", 5, minimum: 1);
    private readonly Option<FileInfo> _network = new("--network") { Description = "A safetensors file with the trained network; the bundled classifier by default.", HelpName = "FILE" };
    private readonly Option<DirectoryInfo> _data = DataFolder.CreateOption();
    private readonly Option<FileInfo> _json = JsonOption.Create();
    private readonly Option<FileInfo> _output = new("--output") { Description = "The safetensors file to write the hardened network of the first seed to.", HelpName = "FILE" };

    private readonly Option<FileInfo> _packed = new("--packed") { Description = "The file to write it to as packed codes, as the demo bundles it.", HelpName = "FILE" };

    // Of two words an option of a truth value would take neither.
    private enum Start
    {
        Trained,
        Scratch,
    }

    private LearnCommand() => _network.AcceptExistingOnly();

    public static Command Create()
    {
        var options = new LearnCommand();
        var command = new Command("learn", "Learns quantizers together with the demo's classifier, as sums of sigmoids that harden into steps, and shows what the steps leave of it. Five seeds take some minutes.")
        {
            options._levels, options._activationBits, options._start, options._beginning, options._shared, options._floatEnds, options._weightEpochs, options._activationEpochs, options._jointEpochs,
            options._rise, options._growth, options._highest, options._scales, options._biases, options._seeds, options._network, options._data, options._json, options._output, options._packed,
        };
        command.SetAction(options.Run);
        return command;
    }

    private void Run(ParseResult result)
    {
        var options = Read(result);
        var file = result.GetValue(_network) is { } path ? SafeTensors.Load(path.FullName) : BundledData.LoadModel();
        var model = Model.From(file);
        if (options.FloatEnds && model.Layers.Count < 3)
            throw new OptionException($"--float-ends leaves nothing to quantize of a network of {model.Layers.Count} layers");
        if (result.GetValue(_packed) is not null && (options.FloatEnds || options.ActivationBits is not null))
            throw new OptionException("--packed has codes of all weights and of no activations, so that it goes neither with --float-ends nor with --activation-bits");
        var data = result.GetRequiredValue(_data);
        var training = DataFolder.Load(data, DataFolder.TrainingPrefix).For(model);
        var test = DataFolder.Load(data, DataFolder.TestPrefix).For(model);
        FileInfo?[] files = [result.GetValue(_json), result.GetValue(_output), result.GetValue(_packed)];
        if (files.OfType<FileInfo>().GroupBy(static each => each.FullName).FirstOrDefault(static same => same.Count() > 1) is { } same)
            throw new OptionException($"--json, --output and --packed are to be different files, not '{same.Key}' twice");

        var card = ModelCard.From(file.Metadata);
        OutputFile?[] written = [.. files.Select(static each => each is null ? null : OutputFile.Open(each))];
        var console = ReportConsole.Create(result.InvocationConfiguration.Output);
        var seeds = result.GetValue(_seeds);
        // A bar on a terminal; elsewhere, a line for each epoch.
        var (report, first) = ProgressBar.Run(console, "learning", seeds * options.Epochs, step =>
            LearningRunner.Run(model, options, seeds, training, test, console.Profile.Out.IsTerminal ? _ => step() : console.WriteLine));

        LearningTable.Write(console, report);
        written[0]?.Write(destination => JsonSerializer.Serialize(destination, report, LearningJson.Default.LearningReport));
        written[1]?.Write(LearnedFile.From(first, card, report).Write);
        written[2]?.Write(LearnedFile.Packed(first, card, report).Write);
    }

    private LearningOptions Read(ParseResult result) => s_defaults with
    {
        Levels = result.GetValue(_levels) ?? s_defaults.Levels,
        ActivationBits = result.GetValue(_activationBits),
        Beginning = result.GetValue(_beginning) ?? s_defaults.Beginning,
        FromScratch = result.GetValue(_start) == Start.Scratch,
        Shared = result.GetValue(_shared),
        FloatEnds = result.GetValue(_floatEnds),
        WeightEpochs = result.GetValue(_weightEpochs),
        ActivationEpochs = result.GetValue(_activationEpochs),
        JointEpochs = result.GetValue(_jointEpochs),
        Rates = new LearningRates
        {
            TemperatureRise = result.GetValue(_rise),
            TemperatureGrowth = result.GetValue(_growth),
            HighestTemperature = result.GetValue(_highest),
            Scales = result.GetValue(_scales),
            Biases = result.GetValue(_biases),
        },
    };
}
