using System.Collections.Concurrent;
using System.Globalization;
using Quantization.Tool.Classifier;
using Quantization.Tool.FineTuning;
using Quantization.Tool.Simulation;

namespace Quantization.Tool.Learning;

/// <summary>Quantizes a network by every method at every width, one quantizer for each layer or for all, and judges what is left.</summary>
/// <param name="model">The network as it was trained in float.</param>
/// <param name="defaults">How quantizers are learned; straight-through training has as many epochs, of the same batches.</param>
/// <param name="images">The training images.</param>
/// <param name="test">What the networks are judged by.</param>
internal sealed class Comparison(Model model, LearningOptions defaults, ImageSet images, ImageSet test)
{
    /// <summary>How many trainings there are, with what is judged without one.</summary>
    public static int Trainings(IReadOnlyList<ComparisonCase> cases, int seeds) => cases.Sum(each => Seeds(each, seeds));

    /// <summary>Does all of it, as many trainings at a time as there are cores, which changes no result.</summary>
    /// <param name="cases">The rows.</param>
    /// <param name="seeds">How often each is trained, with the seeds 1, 2, ….</param>
    /// <param name="done">Takes a line for each training, in the order in which they end.</param>
    public ComparisonReport Run(IReadOnlyList<ComparisonCase> cases, int seeds, Action<string> done)
    {
        var runs = cases.Select(each => new LearningRun[Seeds(each, seeds)]).ToArray();
        var epochs = new List<LearningEpoch>();
        var jobs = cases.SelectMany((each, row) => runs[row].Select((_, i) => (Case: each, Row: row, Seed: i + 1)));
        // Each as a core is free, for they take different times.
        Parallel.ForEach(Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, job =>
        {
            var (each, row, seed) = job;
            var run = Run(each, seed, each == ComparisonCase.Traced && seed == 1 ? epochs : null);
            runs[row][seed - 1] = run;
            lock (runs)
                done(string.Create(CultureInfo.InvariantCulture, $"{ComparisonTable.Name(each)}, seed {seed}: {100 * run.Accuracy:F2}%"));
        });
        return new ComparisonReport
        {
            TestImages = test.Count,
            Seeds = seeds,
            FloatAccuracy = Evaluation.AccuracyOf(model, test),
            Rows = [.. cases.Zip(runs, static (each, of) => new ComparisonRow(each, of))],
            Epochs = epochs,
        };
    }

    // After training there is nothing random.
    private static int Seeds(ComparisonCase each, int seeds) => each.Method == ComparisonMethod.PostTraining ? 1 : seeds;

    private LearningRun Run(ComparisonCase each, int seed, List<LearningEpoch>? epochs) => each.Method switch
    {
        ComparisonMethod.PostTraining => Hard(seed, RangeMethod.All.Max(method => Evaluation.AccuracyOf(Quantize(each.WeightBits, method.Create), test))),
        ComparisonMethod.StraightThrough => Hard(seed, Evaluation.AccuracyOf(TrainThrough(each.WeightBits, seed), test)),
        _ => Learn(each, seed, epochs),
    };

    private static LearningRun Hard(int seed, double accuracy) => new(seed, accuracy, accuracy);

    private Model Quantize(int bits, Func<ICalibrator> create) => model.WithQuantizers(null, NetworkCalibration.OfLayers(model, create, bits));

    private Model TrainThrough(int bits, int seed)
    {
        var options = new FineTuningOptions { Training = defaults.Training with { Epochs = defaults.WeightEpochs } };
        return new FineTuner(model, options).Train(Quantize(bits, static () => new MeanSquaredErrorCalibrator()), images, seed, static (_, _) => { });
    }

    private LearningRun Learn(ComparisonCase each, int seed, List<LearningEpoch>? epochs)
    {
        var options = defaults with { Levels = LevelSet.OfWeights.Single(levels => levels.Name == each.Levels), Beginning = each.IsPublished ? Beginning.Published : Beginning.Fitted, ActivationBits = each.ActivationBits, FromScratch = each.FromScratch, Shared = each.Shared };
        return LearningRunner.RunSeed(new Learner(model, options), seed, images, test, (epoch, network) => epochs?.Add(LearningRunner.Judge(epoch, network, test))).Run;
    }
}
