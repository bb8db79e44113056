using System.Globalization;

namespace Quantization.Tool.Data;

/// <summary>What a model file says about its making and its worth.</summary>
/// <param name="Network">The sizes of the layers, for example <c>784-256-128-10</c>.</param>
/// <param name="Seed">The seed of its training.</param>
/// <param name="Epochs">The length of its training.</param>
/// <param name="TestImages">How many images it was judged by.</param>
/// <param name="TestAccuracy">The fraction of them that it named rightly, in float32.</param>
internal sealed record ModelCard(string Network, int Seed, int Epochs, int TestImages, double TestAccuracy)
{
    public static ModelCard From(IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            return new ModelCard(
                metadata["network"],
                int.Parse(metadata["seed"], CultureInfo.InvariantCulture),
                int.Parse(metadata["epochs"], CultureInfo.InvariantCulture),
                int.Parse(metadata["test_images"], CultureInfo.InvariantCulture),
                double.Parse(metadata["test_accuracy"], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is KeyNotFoundException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"The model file does not say how it was made: {exception.Message}", exception);
        }
    }

    public Dictionary<string, string> ToMetadata() => new()
    {
        ["dataset"] = "Fashion-MNIST",
        ["network"] = Network,
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        ["epochs"] = Epochs.ToString(CultureInfo.InvariantCulture),
        ["test_images"] = TestImages.ToString(CultureInfo.InvariantCulture),
        ["test_accuracy"] = TestAccuracy.ToString(CultureInfo.InvariantCulture),
    };
}
