using System.Diagnostics;
using Quantization.Tool.Classifier;
using Quantization.Tool.IntegerInference;
using Quantization.Tool.Simulation;

namespace Quantization.Tool.Demo;

/// <summary>Runs a network in integers, with the ranges of activations by each method, and judges it by its simulation and by plain loops.</summary>
internal static class IntegerRunner
{
    // Long enough for the kernels to be compiled at their best and for an undisturbed round of each.
    private static readonly TimeSpan s_measuringTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Makes a row of each method.</summary>
    /// <param name="model">The network.</param>
    /// <param name="images">What it is judged by.</param>
    /// <param name="calibrationImages">Where the ranges of activations are taken from.</param>
    /// <param name="rows">What was made of the formats before: a row of each simulated network, and the one of float32.</param>
    public static IReadOnlyList<IntegerRow> Run(Model model, ImageSet images, ImageSet calibrationImages, IReadOnlyList<DemoRow> rows)
    {
        var passes = NetworkCalibration.Passes(model, calibrationImages);
        var weights = NetworkCalibration.OfWeights(model, static () => new MinMaxCalibrator(), ScaleKernels.MaxBits);
        var floatPredictions = Evaluation.Predict(model, images);
        return [.. rows.Where(static row => row.Activations != DemoRow.FloatActivations).Select(simulated =>
        {
            var method = RangeMethod.All.Single(method => method.Name == simulated.Activations);
            var inputs = NetworkCalibration.OfInputs(passes, method.Create, DemoFormat.ActivationBits);
            var simulation = Evaluation.Predict(model.WithQuantizers(inputs, weights).WithQuantizedWeights(), images);
            var network = new IntegerNetwork(model, [.. inputs.Select(static input => input.Parameters[0])]);
            var predictions = Evaluation.Predict(network.Forward, images);
            var (time, floatTime) = MeasureTimes(network, model, images);
            return new IntegerRow(simulated)
            {
                Accuracy = Evaluation.Accuracy(predictions, images.Labels),
                Agreement = Evaluation.Agreement(predictions, floatPredictions),
                SimulationAgreement = Evaluation.Agreement(predictions, simulation),
                LogitsEqualReference = EqualsReference(network, images),
                TimePerImage = time,
                FloatTimePerImage = floatTime,
            };
        })];
    }

    private static bool EqualsReference(IntegerNetwork network, ImageSet images)
    {
        var codes = network.Quantize(images.Batch(0, images.Count));
        return network.Logits(codes).AsSpan().SequenceEqual(PlainInference.Logits(network, codes));
    }

    /// <summary>The fastest pass of each, by turns, so that what disturbs one disturbs the other.</summary>
    private static (TimeSpan Integers, TimeSpan Floats) MeasureTimes(IntegerNetwork network, Model model, ImageSet images)
    {
        var batch = images.Batch(0, Math.Min(Evaluation.BatchSize, images.Count));
        var (integers, floats) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_measuringTime)
        {
            integers = Faster(integers, () => network.Forward(batch));
            floats = Faster(floats, () => model.Forward(batch));
        }

        return (integers / batch.Rows, floats / batch.Rows);
    }

    private static TimeSpan Faster(TimeSpan best, Action pass)
    {
        var start = Stopwatch.GetTimestamp();
        pass();
        var time = Stopwatch.GetElapsedTime(start);
        return time < best ? time : best;
    }
}
