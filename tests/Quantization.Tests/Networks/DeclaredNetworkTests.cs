using Xunit;

namespace Quantization.Tests.Networks;

/// <summary>Networks in a declaration of one's own.</summary>
public static partial class DeclaredNetworkTests
{
    [Fact]
    public static void A_declaration_has_the_kernels_of_the_network()
    {
        QuantizationNetwork network = Networks.OfSteps(6, 10f);
        float[] values = Networks.Values(network, 500), gradients = Networks.Gradients(500), expected = new float[500], actual = new float[500];
        network.Forward(values, expected);
        SoftCodes.SoftQuantize(values, actual, network);
        Floats.AssertSameBits(expected, actual);
        QuantizationNetworkGradient sums = new(6), ownSums = new(6);
        network.Backward(values, gradients, expected, sums);
        SoftCodes.SoftQuantizeGradient(values, gradients, actual, network, ownSums);
        Floats.AssertSameBits(expected, actual);
        Assert.Equal((sums.Alpha, sums.Beta), (ownSums.Alpha, ownSums.Beta));
        Assert.Equal(sums.Biases.ToArray(), ownSums.Biases.ToArray());
        network.Harden(values, expected);
        SoftCodes.FakeQuantize(values, actual, new LearnedParameters(network.Freeze()));
        Floats.AssertSameBits(expected, actual);
    }

    [Fact]
    public static void A_network_of_more_levels_than_codes_is_refused()
    {
        QuantizationNetwork network = Networks.OfSteps(8, 1f);
        float[] destination = [7f];
        ArgumentException refused = Assert.Throws<ArgumentException>("network", () => SoftCodes.SoftQuantize([1f], destination, network));
        Assert.Contains("9 levels, more than the 8", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("network", () => SoftCodes.SoftQuantizeGradient([1f], [1f], destination, network, new QuantizationNetworkGradient()));
        Assert.Throws<ArgumentNullException>("network", () => SoftCodes.SoftQuantize([1f], destination, null!));
        Assert.Equal(7f, destination[0]);
    }

    [Quantizer(3, QuantizationScheme.Learned, Kernels = QuantizerKernels.FakeQuantize | QuantizerKernels.Network)]
    internal static partial class SoftCodes;
}
