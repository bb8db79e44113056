using Xunit;

namespace Quantization.Tests.Products;

/// <summary>Sums of matrix products against plain loops: at every size about a tile, with codes at the ends of their ranges, and by any number of threads.</summary>
public class MatrixProductTests
{
    // Of the tallest tile of any instruction set.
    private const int MostTileRows = 12;

    // Coprime to all that sizes are multiples of.
    private static int Step => TestSettings.Quick ? 5 : 1;

    public static TheoryData<string> Names => MatrixSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_of_rows(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        for (int rows = 0; rows <= (2 * MostTileRows) + 1; rows += Step)
        {
            foreach (int inputs in (int[])[1, 16, 37]) MatrixOracle.AtRandom(subject, rows, inputs, outputs: 19).Check();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_of_inputs(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        for (int inputs = 1; inputs <= 70; inputs += Step)
        {
            foreach (int rows in (int[])[1, 2, 3, 7]) MatrixOracle.AtRandom(subject, rows, inputs, outputs: 5).Check();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_of_outputs(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        for (int outputs = 0; outputs <= 50; outputs += Step)
        {
            foreach (int rows in (int[])[1, 2, 5, 13]) MatrixOracle.AtRandom(subject, rows, inputs: 21, outputs).Check();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Codes_and_zero_points_at_the_ends(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        foreach (Ends ends in Ends.All)
        {
            foreach ((int rows, int inputs) in ((int, int)[])[(1, 1), (1, 203), (3, 67), (4, 64), (13, 130)]) MatrixOracle.AtEnds(subject, rows, inputs, outputs: 17, ends).Check();
        }
    }

    /// <summary>As many inputs as are allowed, or so many that sums of 16 bits would have overflowed often.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void As_many_inputs_as_sums_hold(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        int most = int.MaxValue / (subject.Weights.Greatest * subject.Activations.Greatest), inputs = Math.Min(most, TestSettings.Quick ? 40_000 : 200_000);
        foreach (Ends ends in Ends.All.Where(ends => ends.Run == 0)) MatrixOracle.AtEnds(subject, rows: 2, inputs, outputs: 3, ends).Check();
        // Where the declaration allows no more inputs, the largest sum is within one product of the largest integer.
        if (inputs == most) Assert.InRange((long)(most + 1L) * subject.Weights.Greatest * subject.Activations.Greatest, int.MaxValue, long.MaxValue);
    }

    /// <summary>More rows than are rearranged at once.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Several_blocks_of_rows(string name) => MatrixOracle.AtRandom(MatrixSubject.ByName[name], rows: 103, inputs: 9_001, outputs: 18).Check();

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads(string name)
    {
        MatrixSubject subject = MatrixSubject.ByName[name];
        foreach ((int rows, int inputs, int outputs) in ((int, int, int)[])[(1, 100, 200), (30, 50, 65), (60, 9_000, 33), (5, 16, 1)])
        {
            MatrixOracle oracle = MatrixOracle.AtRandom(subject, rows, inputs, outputs);
            PackedMatrix packed = oracle.Pack();
            int[] sums = oracle.MultiplyCodes(packed);
            foreach (int degree in (int[])[2, 3, 8, int.MaxValue]) Assert.Equal(sums, oracle.MultiplyCodes(packed, degree));
        }
    }

    /// <summary>One zero point for all weights is the same as each output's being that.</summary>
    [Fact]
    public void One_zero_point_for_all_weights()
    {
        MatrixSubject subject = MatrixSubject.ByName["AffineWeights8"];
        MatrixOracle oracle = MatrixOracle.AtRandom(subject, rows: 8, inputs: 45, outputs: 35);
        PackedMatrix packed = oracle.Pack();
        foreach (int zeroPoint in (int[])[-128, -1, 0, 5, 127])
        {
            int[] each = [.. Enumerable.Repeat(zeroPoint, oracle.Outputs)];
            Assert.Equal(
                subject.MultiplyCodes(oracle.Activations, packed, oracle.Rows, oracle.ActivationZeroPoint, each),
                subject.MultiplyCodes(oracle.Activations, packed, oracle.Rows, oracle.ActivationZeroPoint, [zeroPoint]));
        }
    }

    /// <summary>Several threads may multiply by the same weights.</summary>
    [Fact]
    public void Weights_are_shared()
    {
        MatrixOracle oracle = MatrixOracle.AtRandom(MatrixSubject.ByName["Weights8"], rows: 9, inputs: 120, outputs: 40);
        PackedMatrix packed = oracle.Pack();
        int[] sums = oracle.MultiplyCodes(packed);
        Parallel.For(0, 16, _ => Assert.Equal(sums, oracle.MultiplyCodes(packed)));
    }
}
