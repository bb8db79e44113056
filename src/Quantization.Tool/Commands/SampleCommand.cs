using System.CommandLine;
using Quantization.Tool.Classifier;
using Quantization.Tool.Data;

namespace Quantization.Tool.Commands;

/// <summary><c>quantize sample</c>: takes the test images that the demo bundles out of the full set.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var data = DataFolder.CreateOption();
        var output = new Option<DirectoryInfo>("--output") { Description = "The folder to write the two files to.", HelpName = "DIR", Required = true }.AcceptExistingOnly();
        var perClass = new Option<int>("--per-class") { Description = "How many images of each class.", HelpName = "N", DefaultValueFactory = static _ => 200 };
        perClass.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--per-class must be at least 1.");
        });
        var command = new Command("sample", "Writes the first images of each class of the Fashion-MNIST test set, in their order.") { data, output, perClass };
        command.SetAction(result =>
        {
            var sample = FirstOfEachClass(DataFolder.Load(result.GetRequiredValue(data), DataFolder.TestPrefix), result.GetValue(perClass));
            IdxFile.Save(sample, result.GetRequiredValue(output).FullName, DataFolder.TestPrefix);
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
