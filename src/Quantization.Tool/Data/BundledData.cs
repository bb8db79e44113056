using Quantization.Models;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Data;

/// <summary>The classifier, the test images and the font inside the tool; see README.md beside the files.</summary>
internal static class BundledData
{
    private const string ModelFile = "fashion-mnist.safetensors";
    private const string ImagesFile = "t10k-images-idx3-ubyte.gz";
    private const string FontFile = "dejavu-sans.ttf";
    private const string LabelsFile = "t10k-labels-idx1-ubyte.gz";

    public static SafeTensors LoadModel()
    {
        using var stream = Open(ModelFile);
        return SafeTensors.Read(stream, ModelFile);
    }

    public static ImageSet LoadImages()
    {
        using var images = Open(ImagesFile);
        using var labels = Open(LabelsFile);
        return IdxFile.Read(images, ImagesFile, labels, LabelsFile);
    }

    /// <summary>The bytes of a TrueType font.</summary>
    public static Stream OpenFont() => Open(FontFile);

    private static Stream Open(string name) =>
        typeof(BundledData).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"The tool was built without its resource '{name}'.");
}
