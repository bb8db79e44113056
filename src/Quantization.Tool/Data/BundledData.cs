using Quantization.Models;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Data;

/// <summary>The classifier, the images and the font inside the tool; see README.md beside the files.</summary>
internal static class BundledData
{
    private const string ModelFile = "fashion-mnist.safetensors";
    private const string LearnedSuffix = ".codes";
    private const string FontFile = "dejavu-sans.ttf";

    public static SafeTensors LoadModel()
    {
        using var stream = Open(ModelFile);
        return SafeTensors.Read(stream, ModelFile);
    }

    /// <summary>The file of a network with learned quantizers, by the name of its row in the demo.</summary>
    public static Stream OpenLearned(string name) => Open(name + LearnedSuffix);

    /// <summary>The test images, by which formats are judged.</summary>
    public static ImageSet LoadImages() => LoadImages(DataFolder.TestPrefix);

    /// <summary>The training images, from which the ranges of activations are taken: none of them is judged by.</summary>
    public static ImageSet LoadCalibrationImages() => LoadImages(DataFolder.TrainingPrefix);

    private static ImageSet LoadImages(string prefix)
    {
        var (imagesFile, labelsFile) = IdxFile.Names(prefix);
        using var images = Open(imagesFile);
        using var labels = Open(labelsFile);
        return IdxFile.Read(images, imagesFile, labels, labelsFile);
    }

    /// <summary>The bytes of a TrueType font.</summary>
    public static Stream OpenFont() => Open(FontFile);

    private static Stream Open(string name) =>
        typeof(BundledData).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"The tool was built without its resource '{name}'.");
}
