using System.CommandLine;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize sample</c>: takes the images that the tool bundles out of the full sets.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var data = DataFolder.CreateOption();
        var output = new Option<DirectoryInfo>("--output") { Description = "The folder to write the two files to.", HelpName = "DIR", Required = true }.AcceptExistingOnly();
        var perClass = NumberOption.Create("--per-class", "N", "How many images of each class.", defaultValue: 200, minimum: 1);
        var set = ChoiceOption.Create<string?>("--set", "The set to take them from; the test set by default.", ("test", DataFolder.TestPrefix), ("train", DataFolder.TrainingPrefix));
        var command = new Command("sample", "Writes the first images of each class of a Fashion-MNIST set, in their order.") { data, output, perClass, set };
        command.SetAction(result =>
        {
            var prefix = result.GetValue(set) ?? DataFolder.TestPrefix;
            var sample = FirstOfEachClass(DataFolder.Load(result.GetRequiredValue(data), prefix), result.GetValue(perClass));
            IdxFile.Save(sample, result.GetRequiredValue(output).FullName, prefix);
            result.InvocationConfiguration.Output.WriteLine($"{sample.Count} images written");
        });
        return command;
    }

    /// <summary>The first <paramref name="perClass"/> images of every label, in the order of the set.</summary>
    internal static ImageSet FirstOfEachClass(ImageSet images, int perClass)
    {
        var taken = new int[byte.MaxValue + 1];
        var indices = Enumerable.Range(0, images.Count).Where(i => taken[images.Labels[i]]++ < perClass).ToArray();
        return new ImageSet(
            images.Rows,
            images.Columns,
            [.. indices.SelectMany(i => images.Image(i).ToArray())],
            [.. indices.Select(i => images.Labels[i])]);
    }
}
