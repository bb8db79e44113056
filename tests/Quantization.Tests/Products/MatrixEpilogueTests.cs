using Quantization.Tests.Declarations.Products;
using Xunit;

namespace Quantization.Tests.Products;

/// <summary>What becomes of sums, against the formulas in plain code: floats and codes, with a scale for all or for each output, with and without bias and ReLU.</summary>
public class MatrixEpilogueTests
{
    private static readonly (int Rows, int Inputs, int Outputs)[] sizes = [(1, 5, 3), (2, 16, 16), (7, 40, 17), (13, 33, 47)];

    public static TheoryData<string> Names => MatrixSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Floats(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        foreach ((int rows, int inputs, int outputs) in sizes)
        {
            MatrixOracle oracle = MatrixOracle.AtRandom(subject, rows, inputs, outputs);
            PackedMatrix packed = oracle.Pack();
            long[] sums = oracle.Sums();
            foreach (Choice choice in Choice.All)
            {
                float scale = 0.013f;
                // From where results underflow to where they overflow.
                float[] scales = Numbers(choice.ScalePerOutput ? outputs : 1, n => MathF.ScaleB(1f + (n % 7 / 8f), (n % 5) switch { 0 => -140, 1 => 120, var k => -k }));
                float[] bias = choice.HasBias ? Numbers(outputs, n => (n % 4) switch { 0 => 0f, 1 => -0f, 2 => -n * 3.7f, _ => n * 1e20f }) : [];
                FloatEpilogue epilogue = new(scale, scales) { ActivationZeroPoint = oracle.ActivationZeroPoint, WeightZeroPoints = oracle.WeightZeroPoints, Bias = bias, Relu = choice.Relu };
                float[] expected = new float[sums.Length];
                for (int i = 0; i < sums.Length; i++)
                {
                    float result = (int)sums[i] * (scale * scales[choice.ScalePerOutput ? i % outputs : 0]);
                    if (choice.HasBias) result += bias[i % outputs];
                    expected[i] = choice.Relu && !(result > 0f) ? 0f : result;
                }

                Assert.Equal(Bits(expected), Bits(subject.Multiply(oracle.Activations, packed, rows, epilogue)));
                Assert.Equal(Bits(expected), Bits(subject.Multiply(oracle.Activations, packed, rows, epilogue, degreeOfParallelism: 3)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CodesOfResults(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        Codes codes = subject.Activations;
        foreach ((int rows, int inputs, int outputs) in sizes)
        {
            MatrixOracle oracle = MatrixOracle.AtRandom(subject, rows, inputs, outputs);
            PackedMatrix packed = oracle.Pack();
            long[] sums = oracle.Sums();
            foreach (Choice choice in Choice.All)
            {
                // A quarter has ties; the largest saturates everything.
                float[] multipliers = Numbers(choice.ScalePerOutput ? outputs : 1, n => (n % 5) switch { 0 => 0.25f, 1 => 0.0007f, 2 => float.MaxValue, 3 => float.Epsilon, _ => 1f / inputs });
                int[] bias = choice.HasBias ? [.. Enumerable.Range(0, outputs).Select(n => (n % 4) switch { 0 => int.MaxValue, 1 => int.MinValue, 2 => -n * 100, _ => n })] : [];
                int zeroPoint = codes.HasZeroPoint ? codes.Max - (rows * 9 % (codes.Max - codes.Min + 1)) : 0;
                RequantizeEpilogue epilogue = new(multipliers)
                {
                    ActivationZeroPoint = oracle.ActivationZeroPoint, WeightZeroPoints = oracle.WeightZeroPoints, Bias = bias, ZeroPoint = zeroPoint, Relu = choice.Relu,
                };
                int[] expected = new int[sums.Length];
                for (int i = 0; i < sums.Length; i++)
                {
                    long biased = Math.Clamp(sums[i] + (choice.HasBias ? bias[i % outputs] : 0), int.MinValue, int.MaxValue);
                    double rounded = Math.Round((double)((int)biased * multipliers[choice.ScalePerOutput ? i % outputs : 0]), MidpointRounding.ToEven);
                    expected[i] = (int)Math.Clamp(rounded + zeroPoint, choice.Relu ? zeroPoint : codes.Min, codes.Max);
                }

                Assert.Equal(expected, subject.Requantize(oracle.Activations, packed, rows, epilogue));
                Assert.Equal(expected, subject.Requantize(oracle.Activations, packed, rows, epilogue, degreeOfParallelism: 2));
            }
        }
    }

    /// <summary>Requantizing in the epilogue is what requantizing of the sums is.</summary>
    [Fact]
    public void As_requantized_afterwards()
    {
        MatrixOracle oracle = MatrixOracle.AtRandom(MatrixSubject.ByName["Weights8"], rows: 6, inputs: 200, outputs: 31);
        PackedMatrix packed = oracle.Pack();
        int[] sums = oracle.MultiplyCodes(packed);
        byte[] activations = [.. oracle.Activations.Select(code => (byte)code)], actual = new byte[sums.Length], expected = new byte[sums.Length];
        GenericQuantizer affine = new(new QuantizerOptions(8, QuantizationScheme.Affine));
        foreach (float multiplier in (float[])[1e-3f, 0.5f, 1f, 3.1e-5f])
        {
            affine.Requantize<byte>(sums, expected, multiplier, 117);
            Weights8.Multiply(activations, packed, actual, new RequantizeEpilogue([multiplier]) { ActivationZeroPoint = oracle.ActivationZeroPoint, ZeroPoint = 117 });
            Assert.Equal(expected, actual);
        }
    }

    private static float[] Numbers(int count, Func<int, float> number) => [.. Enumerable.Range(0, count).Select(number)];

    private static int[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToInt32Bits)];

    private readonly record struct Choice(bool ScalePerOutput, bool HasBias, bool Relu)
    {
        internal static IEnumerable<Choice> All => Enumerable.Range(0, 8).Select(bits => new Choice((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
    }
}
