using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Search;

namespace Quantization.Tool.Data;

/// <summary>The classifier, the images, the words and the font inside the tool; see README.md beside the files.</summary>
internal static class BundledData
{
    private const string ModelFile = "fashion-mnist.safetensors";
    private const string LearnedSuffix = ".codes";
    private const string WordsFile = "word-vectors.txt.gz";
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

    /// <summary>The most frequent words of a large file of word vectors.</summary>
    public static WordVectors LoadWordVectors()
    {
        using var stream = Open(WordsFile);
        return WordVectorFile.Read(stream, WordsFile);
    }

    /// <summary>The bytes of a TrueType font.</summary>
    public static Stream OpenFont() => Open(FontFile);

    private static Stream Open(string name) =>
        typeof(BundledData).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"The tool was built without its resource '{name}'.");
}
