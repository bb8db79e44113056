using System.Globalization;
using Quantization.Tool.Learning;
using ScottPlot;

namespace Quantization.Tool.Plots;

/// <summary>A picture of a network of sigmoids at several temperatures, with thresholds halfway between its levels, and of the steps that it hardens into.</summary>
internal static class HardeningPlot
{
    /// <summary>The temperatures that are drawn.</summary>
    public static IReadOnlyList<float> Temperatures { get; } = [1f, 5f, 20f, 100f];

    // About two pixels apart in a picture of ordinary size.
    private const int Points = 401;

    // The part of the axis beyond the outermost levels.
    private const double Margin = 0.25;

    public static Plot Create(LevelSet levels)
    {
        var plot = PlotStyle.Create($"{levels.Name}: soft at temperature T, and frozen", "x", "y");
        float[] of = [.. levels.Levels];
        var network = new QuantizationNetwork(of, new Codebook(of).Steps.Thresholds, 1f, 1f);
        var (left, right) = (of[0] - (Margin * (of[^1] - of[0])), of[^1] + (Margin * (of[^1] - of[0])));
        float[] xs = [.. Enumerable.Range(0, Points).Select(i => (float)(left + ((right - left) * i / (Points - 1))))];
        for (var i = 0; i < Temperatures.Count; i++)
        {
            network.Temperature = Temperatures[i];
            var ys = new float[Points];
            network.Forward(xs, ys);
            var line = plot.Add.ScatterLine(xs, ys, PlotStyle.Color(i + 1));
            line.LineWidth = 1.5f;
            line.LegendText = string.Create(CultureInfo.InvariantCulture, $"T = {Temperatures[i]}");
        }

        AddSteps(plot, network.Freeze(), left, right);
        plot.Axes.SetLimits(left, right, left, right);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.Legend.FontSize = 13;
        return plot;
    }

    // Through the corners, so that what rises is upright.
    private static void AddSteps(Plot plot, StepFunction steps, double left, double right)
    {
        var corners = new List<Coordinates> { new(left, steps.Levels[0]) };
        for (var i = 0; i < steps.Thresholds.Length; i++)
        {
            corners.Add(new Coordinates(steps.Thresholds[i], steps.Levels[i]));
            corners.Add(new Coordinates(steps.Thresholds[i], steps.Levels[i + 1]));
        }

        corners.Add(new Coordinates(right, steps.Levels[^1]));
        var line = plot.Add.ScatterLine(corners.ToArray(), PlotStyle.Color(0));
        line.LineWidth = 2f;
        line.LinePattern = LinePattern.Dashed;
        line.LegendText = "frozen";
    }
}
