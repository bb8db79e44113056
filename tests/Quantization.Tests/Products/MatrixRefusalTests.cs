using System.Runtime.InteropServices;
using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Matrix products that are refused: which argument is named, what the limit is, and that nothing is written.</summary>
public class MatrixRefusalTests
{
    private const int Untouched = 0x5A5A5A5A;

    private static readonly PackedMatrix weights = Weights8.PackMatrix(new sbyte[3 * 4], 3, 4), affine = AffineWeights8.PackMatrix(new sbyte[3 * 4], 3, 4);

    [Fact]
    public void Weights_that_cannot_be_packed()
    {
        Refuses<ArgumentOutOfRangeException>("outputs", "negative", () => Weights8.PackMatrix([], -1, 4));
        Refuses<ArgumentOutOfRangeException>("inputs", "negative", () => Weights8.PackMatrix([], 4, -1));
        Refuses<ArgumentException>("weights", "3 outputs of 4 inputs are 12 weights, not 11", () => Weights8.PackMatrix(new sbyte[11], 3, 4));
        Refuses<ArgumentException>("weights", "65536 outputs of 65536 inputs are 4294967296 weights, not 0", () => Weights8.PackMatrix([], 65_536, 65_536));
        Refuses<ArgumentOutOfRangeException>("inputs", "Sums of more than 66311 products", () => Weights8.PackMatrix([], 0, 66_312));
        Refuses<ArgumentOutOfRangeException>("inputs", "Sums of more than 33025 products", () => AffineWeights8.PackMatrix([], 0, 33_026));
        Refuses<ArgumentException>("weights", "Weight 2 is -128, and codes are from -127 to 127", () => Weights8.PackMatrix([0, 1, -128], 1, 3));
        Refuses<ArgumentException>("weights", "Weight 1 is 8, and codes are from -7 to 7", () => Weights4.PackMatrix([7, 8], 1, 2));
    }

    [Fact]
    public void Operands_that_do_not_fit()
    {
        Multiplied<ArgumentNullException>("weights", "", new byte[4], null!, 3);
        Multiplied<ArgumentException>("activations", "5 activations are not whole rows of 4 inputs", new byte[5], weights, 6);
        Multiplied<ArgumentException>("destination", "The destination has 5 elements; 2 rows of 3 outputs need 6", new byte[8], weights, 5);
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism", "", destination => Weights8.MultiplyCodes(new byte[4], weights, destination, degreeOfParallelism: 0));
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism", "", destination => Weights8.MultiplyCodes(new byte[4], weights, destination, degreeOfParallelism: -2));
        Refuses<ArgumentException>("activations", "1 activations are not whole rows of 0 inputs", destination => Weights8.MultiplyCodes(new byte[1], Weights8.PackMatrix([], 3, 0), destination));
    }

    [Fact]
    public void Codes_that_are_none()
    {
        Refuses<ArgumentException>("activations", "Activation 3 is 128, and codes are from 0 to 127", destination => Weights8Of7.MultiplyCodes([0, 127, 1, 128], weights, destination));
        Refuses<ArgumentException>("activations", "Activation 0 is -128, and codes are from -127 to 127", destination => OwnWeights8.MultiplyCodes([-128, 0, 0, 0], weights, destination));
        // Packed as another declaration's.
        PackedMatrix wide = Weights8.PackMatrix([1, 2, 3, 100], 1, 4);
        Refuses<ArgumentException>("weights", "The weights are from 0 to 100, and codes are from -7 to 7", destination => Weights4.MultiplyCodes(new byte[4], wide, destination));
        PackedMatrix longer = Weights4.PackMatrix(new sbyte[70_000], 1, 70_000);
        Refuses<ArgumentException>("weights", "The weights have 70000 inputs, and sums of more than 66311 products", destination => Weights8.MultiplyCodes(new byte[70_000], longer, destination));
    }

    [Fact]
    public void Zero_points_that_are_none()
    {
        Refuses<ArgumentOutOfRangeException>("activationZeroPoint", "from 0 to 255", destination => Weights8.MultiplyCodes(new byte[4], weights, destination, -1));
        Refuses<ArgumentOutOfRangeException>("activationZeroPoint", "from 0 to 255", destination => Weights8.MultiplyCodes(new byte[4], weights, destination, 256));
        Refuses<ArgumentOutOfRangeException>("activationZeroPoint", "no zero point but 0", destination => OwnWeights8.MultiplyCodes(new sbyte[4], weights, destination, 1));
        Refuses<ArgumentOutOfRangeException>("weightZeroPoints", "no zero point but 0", destination => Weights8.MultiplyCodes(new byte[4], weights, destination, 0, [0, 1, 0]));
        Refuses<ArgumentOutOfRangeException>("weightZeroPoints", "from -128 to 127", destination => AffineWeights8.MultiplyCodes(new byte[4], affine, destination, 0, [0, 1, 128]));
        Refuses<ArgumentException>("weightZeroPoints", "one for all or one for each of 3 outputs, not 2", destination => AffineWeights8.MultiplyCodes(new byte[4], affine, destination, 0, [0, 1]));
        // Zeros say nothing.
        int[] sums = new int[3];
        Weights8.MultiplyCodes(new byte[4], weights, sums, 0, [0, 0, 0]);
    }

    [Fact]
    public void Epilogues_of_floats()
    {
        FloatRefused<ArgumentException>("one for all or one for each of 3 outputs, not 2 scales", new FloatEpilogue(1f, [1f, 1f]));
        FloatRefused<ArgumentException>("not 0 scales", new FloatEpilogue(1f, []));
        FloatRefused<ArgumentException>("no bias or one for each of 3 outputs, not 1", new FloatEpilogue(1f, [1f]) { Bias = [0f] });
        foreach (float wrong in (float[])[0f, -1f, float.NaN, float.PositiveInfinity])
        {
            FloatRefused<ArgumentOutOfRangeException>("The scale of activations must be positive and finite", new FloatEpilogue(wrong, [1f]));
            FloatRefused<ArgumentOutOfRangeException>("A scale of weights must be positive and finite", new FloatEpilogue(1f, [1f, wrong, 1f]));
        }

        FloatRefused<ArgumentOutOfRangeException>("The product of two scales, as a float, must be positive and finite", new FloatEpilogue(1e30f, [1e30f]));
        FloatRefused<ArgumentOutOfRangeException>("The product of two scales, as a float, must be positive and finite", new FloatEpilogue(1e-30f, [1f, 1f, 1e-30f]));
        FloatRefused<ArgumentOutOfRangeException>("A bias must be finite", new FloatEpilogue(1f, [1f]) { Bias = [0f, float.NaN, 0f] });
        FloatRefused<ArgumentOutOfRangeException>("from 0 to 255", new FloatEpilogue(1f, [1f]) { ActivationZeroPoint = 256 });
        FloatRefused<ArgumentOutOfRangeException>("no zero point but 0", new FloatEpilogue(1f, [1f]) { WeightZeroPoints = [3] });
        FloatRefused<ArgumentException>("not 0 scales", default);
    }

    [Fact]
    public void Epilogues_of_codes()
    {
        CodesRefused<ArgumentException>("one for all or one for each of 3 outputs, not 4 multipliers", new RequantizeEpilogue([1f, 1f, 1f, 1f]));
        CodesRefused<ArgumentOutOfRangeException>("A multiplier must be positive and finite", new RequantizeEpilogue([1f, 0f, 1f]));
        CodesRefused<ArgumentOutOfRangeException>("A multiplier must be positive and finite", new RequantizeEpilogue([float.PositiveInfinity]));
        CodesRefused<ArgumentException>("no bias or one for each of 3 outputs, not 2", new RequantizeEpilogue([1f]) { Bias = [1, 2] });
        CodesRefused<ArgumentOutOfRangeException>("The zero point of results must be a code, from 0 to 255", new RequantizeEpilogue([1f]) { ZeroPoint = -1 });
        CodesRefused<ArgumentOutOfRangeException>("The zero point of activations must be a code, from 0 to 255", new RequantizeEpilogue([1f]) { ActivationZeroPoint = 300 });
    }

    [Fact]
    public void A_destination_that_overlaps()
    {
        byte[] memory = new byte[32];
        // Three codes are written; only they count.
        foreach (int start in (int[])[10, 12, 15])
        {
            Assert.Throws<ArgumentException>("destination", () => Weights8.Multiply(memory.AsSpan(12, 4), weights, memory.AsSpan(start, 12), new RequantizeEpilogue([1f])));
        }

        Assert.Throws<ArgumentException>("destination", () => Weights8.MultiplyCodes(memory.AsSpan(4, 4), weights, MemoryMarshal.Cast<byte, int>(memory.AsSpan(0, 12))));
        foreach (int start in (int[])[0, 9, 16]) Weights8.Multiply(memory.AsSpan(12, 4), weights, memory.AsSpan(start, 12), new RequantizeEpilogue([1f]));
    }

    private static void FloatRefused<TException>(string limit, FloatEpilogue epilogue)
        where TException : ArgumentException
    {
        float[] destination = [9f, 9f, 9f];
        TException refusal = Caught<TException>(epilogue, destination, (of, to) => Weights8.Multiply(new byte[4], weights, to, of));
        Assert.Equal("epilogue", refusal.ParamName);
        Assert.Contains(limit, refusal.Message, StringComparison.Ordinal);
        Assert.Equal([9f, 9f, 9f], destination);
    }

    private static void CodesRefused<TException>(string limit, RequantizeEpilogue epilogue)
        where TException : ArgumentException
    {
        byte[] destination = [9, 9, 9];
        TException refusal = Caught<TException>(epilogue, destination, (of, to) => Weights8.Multiply(new byte[4], weights, to, of));
        Assert.Equal("epilogue", refusal.ParamName);
        Assert.Contains(limit, refusal.Message, StringComparison.Ordinal);
        Assert.Equal([9, 9, 9], destination);
    }

    // What holds spans is not captured by a delegate.
    private static TException Caught<TException>(FloatEpilogue epilogue, float[] destination, Action<FloatEpilogue, float[]> multiply)
        where TException : ArgumentException
    {
        try
        {
            multiply(epilogue, destination);
        }
        catch (TException refusal)
        {
            return refusal;
        }

        throw new InvalidOperationException("It was not refused.");
    }

    private static TException Caught<TException>(RequantizeEpilogue epilogue, byte[] destination, Action<RequantizeEpilogue, byte[]> multiply)
        where TException : ArgumentException
    {
        try
        {
            multiply(epilogue, destination);
        }
        catch (TException refusal)
        {
            return refusal;
        }

        throw new InvalidOperationException("It was not refused.");
    }

    private static void Multiplied<TException>(string argument, string limit, byte[] activations, PackedMatrix by, int results)
        where TException : ArgumentException =>
        Refuses<TException>(argument, limit, destination => Weights8.MultiplyCodes(activations, by, destination.AsSpan(0, results)), results);

    private static void Refuses<TException>(string argument, string limit, Action<int[]> multiply, int results = 16)
        where TException : ArgumentException
    {
        int[] destination = new int[results];
        destination.AsSpan().Fill(Untouched);
        Refuses<TException>(argument, limit, () => multiply(destination));
        Assert.All(destination, element => Assert.Equal(Untouched, element));
    }

    private static void Refuses<TException>(string argument, string limit, Action call)
        where TException : ArgumentException =>
        Assert.Contains(limit, Assert.Throws<TException>(argument, call).Message, StringComparison.Ordinal);

    private static void Refuses<TException>(string argument, string limit, Func<PackedMatrix> pack)
        where TException : ArgumentException =>
        Assert.Contains(limit, Assert.Throws<TException>(argument, () => { pack(); }).Message, StringComparison.Ordinal);
}
