using System.Globalization;
using Quantization.Tool.Classifier;

namespace Quantization.Tool.Learning;

/// <summary>Learns with several seeds and judges what comes of it.</summary>
internal static class LearningRunner
{
    /// <summary>Learns with the seeds 1, 2, …, as many at a time as there are cores, which changes no result.</summary>
    /// <param name="model">The network as it was trained in float.</param>
    /// <param name="options">What to learn, and how.</param>
    /// <param name="seeds">How many.</param>
    /// <param name="images">The training images.</param>
    /// <param name="test">What the networks are judged by.</param>
    /// <param name="log">Takes a line for each epoch; lines of different seeds come as they are ready.</param>
    /// <returns>The accuracies, and the hardened network of the first seed.</returns>
    public static (LearningReport Report, Model First) Run(Model model, LearningOptions options, int seeds, ImageSet images, ImageSet test, Action<string> log)
    {
        var learner = new Learner(model, options);
        var epochs = new List<LearningEpoch>();
        var results = new (LearningRun Run, Model Frozen)[seeds];
        Parallel.For(1, seeds + 1, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
            results[seed - 1] = RunSeed(learner, seed, images, test, (epoch, network) =>
            {
                if (seed == 1)
                    epochs.Add(Judge(epoch, network, test));
                var line = string.Create(
                    CultureInfo.InvariantCulture, $"seed {seed} of {seeds}, {LearningTable.Word(epoch.Phase)}, epoch {epoch.Epoch}: temperature {epoch.Temperature}, loss {epoch.Loss:F4}");
                lock (results)
                    log(line);
            }));

        LearningRun[] runs = [.. results.Select(static result => result.Run)];
        return (
            new LearningReport
            {
                Levels = options.Levels.Name,
                WeightBits = options.Levels.Bits,
                ActivationBits = options.ActivationBits,
                FromScratch = options.FromScratch,
                Shared = options.Shared,
                FloatEnds = options.FloatEnds,
                TestImages = test.Count,
                FloatAccuracy = Evaluation.AccuracyOf(model, test),
                Epochs = epochs,
                Runs = runs,
                MeanAccuracy = runs.Average(static run => run.Accuracy),
                MeanGap = runs.Average(static run => run.Gap),
            },
            results[0].Frozen);
    }

    /// <summary>Learns with one seed.</summary>
    /// <param name="learner">What learns.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="images">The training images.</param>
    /// <param name="test">What the network is judged by.</param>
    /// <param name="report">Takes each epoch and the network at its end.</param>
    /// <returns>How it is judged, and the hardened network.</returns>
    public static (LearningRun Run, Model Frozen) RunSeed(Learner learner, int seed, ImageSet images, ImageSet test, Action<LearningEpoch, LearnedNetwork> report)
    {
        var learned = learner.Train(images, seed, report);
        var frozen = learned.Freeze();
        return (new LearningRun(seed, Evaluation.AccuracyOf(learned.Soft, test), Evaluation.AccuracyOf(frozen, test)), frozen);
    }

    /// <summary>An epoch with the accuracies at its end.</summary>
    public static LearningEpoch Judge(LearningEpoch epoch, LearnedNetwork network, ImageSet test) => epoch with
    {
        SoftAccuracy = Evaluation.AccuracyOf(network.Soft, test),
        Accuracy = Evaluation.AccuracyOf(network.Freeze(), test),
    };
}
