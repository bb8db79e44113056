using System.CommandLine;
using System.Globalization;
using Quantization.Tool;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_names_the_commands()
    {
        var (exitCode, output, _) = Run("--help");

        Assert.Equal(0, exitCode);
        foreach (var command in (string[])["demo", "calibrate", "methods", "sensitivity", "plot", "train", "finetune", "learn", "learn-table", "search", "sample"])
            Assert.Contains(command, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'bogus'", "bogus")]
    [InlineData("'--bogus'", "demo", "--bogus")]
    [InlineData("'--json'", "demo", "--json")]
    [InlineData("'--output'", "train")]
    [InlineData("--epochs must be at least 1", "train", "--output", "x", "--epochs", "0")]
    [InlineData("'many'", "train", "--output", "x", "--seed", "many")]
    [InlineData("'many'", "train", "--output", "x", "--epochs", "many")]
    [InlineData("--per-class must be at least 1", "sample", "--output", ".", "--per-class", "0")]
    [InlineData("--set must be test or train, not 'validation'", "sample", "--output", ".", "--set", "validation")]
    [InlineData("--weight-bits must be from 2 to 8", "finetune", "--weight-bits", "1")]
    [InlineData("--weight-bits must be from 2 to 8", "finetune", "--weight-bits", "9")]
    [InlineData("--activation-bits must be from 2 to 8", "finetune", "--activation-bits", "1")]
    [InlineData("--activation-bits must be from 2 to 8", "finetune", "--activation-bits", "9")]
    [InlineData("--seeds must be at least 1", "finetune", "--seeds", "0")]
    [InlineData("--epochs must be at least 1", "finetune", "--epochs", "-1")]
    [InlineData("'four'", "finetune", "--weight-bits", "four")]
    [InlineData("'4.5'", "finetune", "--weight-bits", "4.5")]
    [InlineData("'0,5'", "sensitivity", "--tolerance", "0,5")]
    [InlineData("'1,000'", "train", "--output", "x", "--epochs", "1,000")]
    [InlineData("--json and --output are to be different files", "finetune", "--json", "x", "--output", "x")]
    [InlineData("--json, --output and --packed are to be different files", "learn", "--json", "x", "--packed", "x")]
    [InlineData("--levels must be binary, ternary, 3bit-2, 3bit-3, 3bit-4 or 5bit, not '4bit'", "learn", "--levels", "4bit")]
    [InlineData("--from must be trained or scratch, not 'nothing'", "learn", "--from", "nothing")]
    [InlineData("--begin must be fitted or published, not 'anyhow'", "learn", "--begin", "anyhow")]
    [InlineData("--activation-bits must be 1, 2, 3 or 4, not '5'", "learn", "--activation-bits", "5")]
    [InlineData("--weight-epochs must be at least 1", "learn", "--weight-epochs", "0")]
    [InlineData("--temperature-rise must be from 0.01 to 10000", "learn", "--temperature-rise", "0")]
    [InlineData("--temperature-growth must be from 1 to 10", "learn", "--temperature-growth", "0.9")]
    [InlineData("neither with --float-ends nor with --activation-bits", "learn", "--packed", "x", "--float-ends")]
    [InlineData("neither with --float-ends nor with --activation-bits", "learn", "--packed", "x", "--activation-bits", "2")]
    [InlineData("--seeds must be at least 1", "learn-table", "--seeds", "0")]
    [InlineData("--epochs must be at least 1", "learn-table", "--epochs", "0")]
    [InlineData("--hardening must be binary", "plot", "--output", "x.svg", "--hardening", "x")]
    public void Bad_arguments_are_named(string problem, params string[] args) => AssertFails(problem, args);

    [Fact]
    public void Images_that_do_not_fit_the_network_are_refused()
    {
        using var folder = new TemporaryFolder();
        var output = folder.PathOf("rows.json");
        Save(new ImageSet(2, 3, new byte[6], [0]));
        AssertFails("2 × 3 pixels; the network takes 784", "methods", "--data", folder.PathOf(""), "--json", output);
        AssertFails("2 × 3 pixels; the network takes 784", "finetune", "--data", folder.PathOf(""), "--json", output);
        Save(new ImageSet(28, 28, new byte[784], [200]));
        foreach (var command in (string[])["methods", "finetune", "learn", "learn-table"])
            AssertFails("label 200; the network knows 0 to 9", command, "--data", folder.PathOf(""), "--json", output);
        AssertFails("label 200; the network knows 0 to 9", "train", "--data", folder.PathOf(""), "--output", output);
        Assert.False(File.Exists(output));

        void Save(ImageSet images)
        {
            foreach (var prefix in (string[])[DataFolder.TrainingPrefix, DataFolder.TestPrefix])
                IdxFile.Save(images, folder.PathOf(""), prefix);
        }
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_no_table_appears()
    {
        var folder = Path.GetTempPath();
        var missing = Path.Combine(folder, Guid.NewGuid().ToString("N"), "rows.json");
        AssertFails($"cannot write '{missing}'", "demo", "--json", missing);
        AssertFails("cannot write", "demo", "--json", folder);
    }

    [Fact]
    public void A_missing_data_folder_says_what_to_install()
    {
        var output = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        AssertFails("dataset-fashion-mnist", "train", "--data", output, "--output", output);
        foreach (var command in (string[])["finetune", "learn", "learn-table"])
            AssertFails("dataset-fashion-mnist", command, "--data", output, "--json", output);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Train_writes_a_model_that_the_demo_could_bundle()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            byte[] labels = [.. Enumerable.Range(0, 20).Select(static i => (byte)(i % 10))];
            var images = new ImageSet(2, 3, [.. labels.SelectMany(static label => Enumerable.Repeat((byte)(label * 20), 6))], labels);
            IdxFile.Save(images, folder.FullName, "train");
            IdxFile.Save(images, folder.FullName, "t10k");
            var path = Path.Combine(folder.FullName, "model.safetensors");

            var (exitCode, output, error) = Run("train", "--data", folder.FullName, "--output", path, "--seed", "9", "--epochs", "2");

            Assert.Equal((0, ""), (exitCode, error));
            Assert.Contains("epoch 2 of 2", output, StringComparison.Ordinal);
            var file = Quantization.Models.SafeTensors.Load(path);
            var model = Model.From(file);
            Assert.Equal([6, 256, 128], model.Layers.Select(static layer => layer.Weight.Columns));
            var card = ModelCard.From(file.Metadata);
            Assert.Equal(("6-256-128-10", 9, 2, 20), (card.Network, card.Seed, card.Epochs, card.TestImages));
            Assert.Equal(Evaluation.Accuracy(Evaluation.Predict(model, images), labels), card.TestAccuracy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_bundled_images_are_two_hundred_of_each_class()
    {
        var images = BundledData.LoadImages();

        Assert.Equal((28, 28), (images.Rows, images.Columns));
        Assert.Equal(Enumerable.Repeat(200, 10), images.Labels.CountBy(static label => label).OrderBy(static pair => pair.Key).Select(static pair => pair.Value));
    }

    [Fact]
    public void The_calibration_images_are_fifty_of_each_class_and_none_of_the_test_images()
    {
        var images = BundledData.LoadCalibrationImages();
        var test = BundledData.LoadImages();

        Assert.Equal((28, 28), (images.Rows, images.Columns));
        Assert.Equal(Enumerable.Repeat(50, 10), images.Labels.CountBy(static label => label).OrderBy(static pair => pair.Key).Select(static pair => pair.Value));
        var judges = Enumerable.Range(0, test.Count).Select(i => Convert.ToHexString(test.Image(i))).ToHashSet();
        Assert.DoesNotContain(Enumerable.Range(0, images.Count), i => judges.Contains(Convert.ToHexString(images.Image(i))));
    }

    [Fact]
    public void Sample_takes_the_first_of_each_class_of_the_set_that_is_named()
    {
        var (data, output) = (Directory.CreateTempSubdirectory(), Directory.CreateTempSubdirectory());
        try
        {
            IdxFile.Save(new ImageSet(1, 1, [10, 11, 12, 13], [1, 0, 1, 0]), data.FullName, "train");
            IdxFile.Save(new ImageSet(1, 1, [20, 21, 22, 23], [1, 1, 0, 0]), data.FullName, "t10k");

            Assert.Equal(0, Run("sample", "--data", data.FullName, "--output", output.FullName, "--per-class", "1", "--set", "train").ExitCode);
            Assert.Equal(["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"], output.GetFiles().Select(static file => file.Name).Order());
            Assert.Equal([10, 11], IdxFile.Load(output.FullName, "train").Pixels);
            Assert.Equal(0, Run("sample", "--data", data.FullName, "--output", output.FullName, "--per-class", "1").ExitCode);
            Assert.Equal([20, 22], IdxFile.Load(output.FullName, "t10k").Pixels);
        }
        finally
        {
            data.Delete(recursive: true);
            output.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_bundled_classifier_is_small_and_good()
    {
        var file = BundledData.LoadModel();
        using var stream = new MemoryStream();
        file.Write(stream);

        Assert.InRange(stream.Length, 1, 1_000_000);
        Assert.Equal(10_000, ModelCard.From(file.Metadata).TestImages);
        Assert.InRange(ModelCard.From(file.Metadata).TestAccuracy, 0.87, 1.0);
    }

    private static void AssertFails(string problem, params string[] args)
    {
        var (exitCode, output, error) = Run(args);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.DoesNotContain("float32", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = Program.Run(args, new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
