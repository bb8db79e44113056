namespace Quantization.Tests.Products;

/// <summary>Operands of a matrix product, and what becomes of them in plain loops over wide integers.</summary>
internal sealed class MatrixOracle
{
    private readonly MatrixSubject subject;

    private MatrixOracle(MatrixSubject subject, int rows, int inputs, int outputs)
    {
        this.subject = subject;
        Rows = rows;
        Inputs = inputs;
        Outputs = outputs;
        Activations = new int[rows * inputs];
        Weights = new sbyte[outputs * inputs];
    }

    internal int Rows { get; }

    internal int Inputs { get; }

    internal int Outputs { get; }

    internal int[] Activations { get; }

    internal sbyte[] Weights { get; }

    internal int ActivationZeroPoint { get; private init; }

    /// <summary>One for each output; none where the declaration has none.</summary>
    internal int[] WeightZeroPoints { get; private init; } = [];

    internal string What => $"{subject.Name}, {Rows} rows of {Inputs} inputs, {Outputs} outputs";

    /// <summary>Codes and zero points at random, the ends of the ranges often among them.</summary>
    internal static MatrixOracle AtRandom(MatrixSubject subject, int rows, int inputs, int outputs, int seed = 0)
    {
        Random random = new(HashCode.Combine(rows, inputs, outputs, seed));
        MatrixOracle oracle = new(subject, rows, inputs, outputs)
        {
            ActivationZeroPoint = subject.Activations.HasZeroPoint ? Of(subject.Activations) : 0,
            WeightZeroPoints = subject.Weights.HasZeroPoint ? [.. Enumerable.Range(0, outputs).Select(_ => Of(subject.Weights))] : [],
        };
        foreach (ref int activation in oracle.Activations.AsSpan()) activation = Of(subject.Activations);
        foreach (ref sbyte weight in oracle.Weights.AsSpan()) weight = (sbyte)Of(subject.Weights);
        return oracle;

        int Of(Codes codes) => random.Next(6) switch { 0 => codes.Min, 1 => codes.Max, _ => random.Next(codes.Min, codes.Max + 1) };
    }

    /// <summary>The same code everywhere, or the two ends of the range in turn, each so long as a pair, a group or a step of inputs is.</summary>
    internal static MatrixOracle AtEnds(MatrixSubject subject, int rows, int inputs, int outputs, Ends ends)
    {
        MatrixOracle oracle = new(subject, rows, inputs, outputs)
        {
            ActivationZeroPoint = subject.Activations.HasZeroPoint ? ends.ActivationZeroPointIsMax ? subject.Activations.Max : subject.Activations.Min : 0,
            WeightZeroPoints = subject.Weights.HasZeroPoint ? [.. Enumerable.Repeat(ends.WeightZeroPointIsMax ? subject.Weights.Max : subject.Weights.Min, outputs)] : [],
        };
        for (int i = 0; i < oracle.Activations.Length; i++) oracle.Activations[i] = IsMax(ends.ActivationIsMax, i % inputs) ? subject.Activations.Max : subject.Activations.Min;
        for (int i = 0; i < oracle.Weights.Length; i++) oracle.Weights[i] = (sbyte)(IsMax(ends.WeightIsMax, i % inputs) ? subject.Weights.Max : subject.Weights.Min);
        return oracle;

        bool IsMax(bool first, int input) => ends.Run == 0 || input / ends.Run % 2 == 0 ? first : !first;
    }

    internal PackedMatrix Pack() => subject.Pack(Weights, Outputs, Inputs);

    /// <summary>The exact sums, row by row.</summary>
    internal long[] Sums()
    {
        long[] sums = new long[Rows * Outputs];
        for (int row = 0; row < Rows; row++)
        {
            for (int output = 0; output < Outputs; output++)
            {
                long sum = 0, zeroPoint = WeightZeroPoints.Length == 0 ? 0 : WeightZeroPoints[output];
                for (int i = 0; i < Inputs; i++) sum += ((long)Activations[(row * Inputs) + i] - ActivationZeroPoint) * (Weights[(output * Inputs) + i] - zeroPoint);
                sums[(row * Outputs) + output] = sum;
            }
        }

        return sums;
    }

    internal int[] MultiplyCodes(PackedMatrix packed, int degreeOfParallelism = 1) => subject.MultiplyCodes(Activations, packed, Rows, ActivationZeroPoint, WeightZeroPoints, degreeOfParallelism);

    /// <summary>Compares the sums of the kernels with these.</summary>
    internal void Check()
    {
        int[] actual = MultiplyCodes(Pack());
        long[] expected = Sums();
        for (int i = 0; i < expected.Length; i++)
        {
            if (actual[i] != expected[i]) throw new InvalidOperationException($"{What}: {actual[i]} and not {expected[i]} in row {i / Outputs}, output {i % Outputs}.");
        }
    }
}

/// <summary>Which ends of their ranges codes and zero points take, and after how many inputs codes take the other one; 0 for never.</summary>
internal readonly record struct Ends(bool ActivationIsMax, bool WeightIsMax, bool ActivationZeroPointIsMax, bool WeightZeroPointIsMax, int Run)
{
    /// <summary>Every combination.</summary>
    internal static IEnumerable<Ends> All =>
        from bits in Enumerable.Range(0, 16)
        from run in (int[])[0, 1, 2, 4, 16]
        select new Ends((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, run);
}
