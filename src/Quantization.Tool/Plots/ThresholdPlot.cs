using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Quantization.Tool.Plots;

/// <summary>A picture of the magnitudes of a tensor, on a logarithmic axis of counts, with the thresholds of several methods as labelled lines.</summary>
internal static class ThresholdPlot
{
    // Half a value: a bin with one value still has a height.
    private static readonly double s_floor = Math.Log10(0.5);

    // The top of the axis above the highest bin, which holds the labels.
    private const double RoomForLabels = 1.45;

    private static readonly LinePattern[] s_patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.DenselyDashed, LinePattern.Dotted];

    public static Plot Create(string title, MagnitudeHistogram histogram, IReadOnlyList<Threshold> thresholds)
    {
        var plot = PlotStyle.Create(title, "magnitude", "values in a bin");
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinorTickGenerator = new LogMinorTickGenerator(),
            LabelFormatter = static exponent => Math.Pow(10, exponent).ToString("N0", CultureInfo.InvariantCulture),
        };
        // Thresholds are at most the largest magnitude but for rounding.
        var right = Math.Max(histogram.Largest, thresholds.Max(static threshold => (double)threshold.Value)) * 1.02;
        var top = s_floor + ((Math.Log10(histogram.Counts.Max()) - s_floor) * RoomForLabels);
        plot.Axes.SetLimits(0, right, s_floor, top);

        AddBins(plot, histogram);
        for (var i = 0; i < thresholds.Count; i++)
            plot.Add.VerticalLine(thresholds[i].Value, 1.5f, PlotStyle.Color(i), s_patterns[i % s_patterns.Length]);
        // Above all lines, each in a row of its own.
        for (var i = 0; i < thresholds.Count; i++)
            AddLabel(plot, thresholds[i], PlotStyle.Color(i), leftward: thresholds[i].Value > right / 2, top - ((top - s_floor) * (0.02 + (0.055 * i))));
        return plot;
    }

    // One outline, so that there is no seam between bins.
    private static void AddBins(Plot plot, MagnitudeHistogram histogram)
    {
        var outline = new List<Coordinates> { new(0, s_floor) };
        for (var bin = 0; bin < histogram.Counts.Count; bin++)
        {
            var height = histogram.Counts[bin] == 0 ? s_floor : Math.Log10(histogram.Counts[bin]);
            outline.Add(new Coordinates(histogram.Edge(bin), height));
            outline.Add(new Coordinates(histogram.Edge(bin + 1), height));
        }

        outline.Add(new Coordinates(histogram.Largest, s_floor));
        var polygon = plot.Add.Polygon([.. outline]);
        polygon.FillColor = Color.FromHex("#BFD3E6");
        polygon.LineWidth = 0;
    }

    // On the side of the line that has more room.
    private static void AddLabel(Plot plot, Threshold threshold, Color color, bool leftward, double height)
    {
        var text = plot.Add.Text(string.Create(CultureInfo.InvariantCulture, $"{threshold.Method}: {threshold.Value:G4}"), threshold.Value, height);
        text.LabelAlignment = leftward ? Alignment.UpperRight : Alignment.UpperLeft;
        text.OffsetX = leftward ? -4 : 4;
        text.LabelFontColor = color;
        text.LabelFontSize = 13;
        text.LabelBackgroundColor = Colors.White.WithAlpha(0.85);
    }
}
