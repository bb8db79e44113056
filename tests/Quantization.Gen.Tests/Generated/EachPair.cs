namespace Quantization.Gen.Tests.Generated;

/// <summary>So few declarations that every two choices which go together at all still do so once.</summary>
internal static class EachPair
{
    private const int TriesOfAPair = 12;

    private const string Affine = "QuantizationScheme.Affine", Uniform = "QuantizationScheme.Uniform", Codebook = "QuantizationScheme.Codebook", Scale = "Scale = 0.3f", Levels = "Levels = [-1.5f, 0.5f]";

    /// <summary>The choices of each kind; the first of each goes with nearly everything.</summary>
    private static readonly string[][] kinds =
    [
        ["8", "1", "3", "4", "12", "16"],
        ["QuantizationScheme.Scale", Affine, Uniform, Codebook, "QuantizationScheme.Learned"],
        ["", "Rounding = Rounding.NearestEven", "Rounding = Rounding.NearestAway", "Rounding = Rounding.Floor", "Rounding = Rounding.TowardZero", "Rounding = Rounding.Stochastic"],
        ["", "ScaleOperation = ScaleOperation.MultiplyByReciprocal"],
        ["", "NaNHandling = NaNHandling.LowestCode", "NaNHandling = NaNHandling.Throw"],
        ["", "OutOfRange = OutOfRangeHandling.Vanish"],
        ["", "Range = CodeRange.Unsigned", "Range = CodeRange.Full", "Range = CodeRange.Narrow"],
        ["Target = typeof(int)", "Target = typeof(sbyte)", "Target = typeof(byte)", "Target = typeof(short)", "Target = typeof(ushort)", "Target = typeof(uint)"],
        ["", "Reconstruction = Reconstruction.LeftEdge"],
        ["", Scale, "Minimum = -1f, Maximum = 3f"],
        ["", Levels, "Thresholds = [0.1f], Levels = [-1f, 1f]"],
        ["", "Source = typeof(double)", "Source = typeof(System.Half)", "Source = typeof(BFloat16)"],
        ["", "Packing = Packing.SplitHalves"],
        ["", "Length = 64", "Length = 1000"],
        [
            "", "Kernels = QuantizerKernels.All", "Kernels = QuantizerKernels.Quantize", "Kernels = QuantizerKernels.Dequantize", "Kernels = QuantizerKernels.FakeQuantize",
            "Kernels = QuantizerKernels.QuantizePacked", "Kernels = QuantizerKernels.DequantizePacked", "Kernels = QuantizerKernels.Pack", "Kernels = QuantizerKernels.Requantize",
        ],
    ];

    /// <summary>The number of each kind's first choice among all choices.</summary>
    private static readonly int[] offsets = [.. kinds.Select((_, kind) => kinds.Take(kind).Sum(choices => choices.Length))];

    private static readonly int choiceCount = kinds.Sum(choices => choices.Length);

    private static readonly Lazy<List<(Declared Declared, int[] Pairs)>> sound = new(FindSound);

    private static readonly Lazy<IReadOnlyList<Declared>> few = new(FindFew);

    /// <summary>The few.</summary>
    internal static IReadOnlyList<Declared> Few => few.Value;

    /// <summary>Those that they were chosen from: every pair with other choices at their first, and some at random.</summary>
    internal static IEnumerable<Declared> Tried => sound.Value.Select(tried => tried.Declared);

    /// <summary>Whether two choices, as they are written, go together in one of the few.</summary>
    internal static bool AreTogether(string one, string other) => Few.Any(declared => declared.Arguments.Split(", ").Intersect([one, other]).Count() == 2);

    // Each time the one that adds the most pairs.
    private static List<Declared> FindFew()
    {
        List<Declared> found = [];
        bool[] seen = new bool[choiceCount * choiceCount];
        while (sound.Value.MaxBy(tried => tried.Pairs.Count(pair => !seen[pair])) is var best && best.Pairs.Any(pair => !seen[pair]))
        {
            found.Add(best.Declared);
            foreach (int pair in best.Pairs) seen[pair] = true;
        }

        return found;
    }

    private static List<(Declared Declared, int[] Pairs)> FindSound()
    {
        int[][] tries = [.. Tries()];
        Declared?[] read = Declarations.Read([.. tries.Select(Arguments)]);
        return [.. tries.Zip(read).Where(tried => tried.Second is not null).Select(tried => (tried.Second!, Pairs(tried.First)))];
    }

    private static IEnumerable<int[]> Tries()
    {
        // The same in every process.
        Random random = new(20_25);
        for (int one = 0; one < kinds.Length; one++)
        {
            for (int other = one + 1; other < kinds.Length; other++)
            {
                for (int pair = 0; pair < kinds[one].Length * kinds[other].Length; pair++)
                {
                    for (int t = 0; t < TriesOfAPair; t++)
                    {
                        int[] chosen = [.. kinds.Select(choices => t == 0 ? 0 : random.Next(choices.Length))];
                        (chosen[one], chosen[other]) = Math.DivRem(pair, kinds[other].Length);
                        yield return chosen;
                    }
                }
            }
        }
    }

    private static string Arguments(int[] chosen)
    {
        string[] arguments = [.. chosen.Select((choice, kind) => kinds[kind][choice]).Where(argument => argument.Length > 0)];
        // Three schemes take a second constant beside the scale.
        string beside = !arguments.Contains(Scale) ? "" : arguments.Contains(Affine) ? ", ZeroPoint = 1" : arguments.Contains(Uniform) ? ", Minimum = 0.25f" : arguments.Contains(Codebook) && !arguments.Contains(Levels) ? $", {Levels}" : "";
        return string.Join(", ", arguments) + beside;
    }

    private static int[] Pairs(int[] chosen) =>
    [
        .. from one in Enumerable.Range(0, chosen.Length)
           from other in Enumerable.Range(one + 1, chosen.Length - one - 1)
           select ((offsets[one] + chosen[one]) * choiceCount) + offsets[other] + chosen[other],
    ];
}
