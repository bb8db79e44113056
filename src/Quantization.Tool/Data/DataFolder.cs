using System.CommandLine;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Data;

/// <summary>The folder with the four files of Fashion-MNIST.</summary>
internal static class DataFolder
{
    public const string TrainingPrefix = "train";
    public const string TestPrefix = "t10k";

    /// <summary>Where Debian's package dataset-fashion-mnist puts them.</summary>
    private const string DebianFolder = "/usr/share/datasets/fashion-mnist";

    public static Option<DirectoryInfo> CreateOption() => new("--data")
    {
        Description = "The folder with the four Fashion-MNIST files; Debian's package dataset-fashion-mnist installs the default.",
        HelpName = "DIR",
        DefaultValueFactory = static _ => new DirectoryInfo(DebianFolder),
    };

    /// <summary>Loads the training or the test set.</summary>
    /// <exception cref="IOException">The folder or a file does not exist or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageSet Load(DirectoryInfo folder, string prefix) => folder.Exists
        ? IdxFile.Load(folder.FullName, prefix)
        : throw new DirectoryNotFoundException($"the folder '{folder}' does not exist; install dataset-fashion-mnist, or name another folder with --data");
}
