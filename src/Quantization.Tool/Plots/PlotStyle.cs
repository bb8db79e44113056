using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Quantization.Tool.Plots;

/// <summary>What all pictures have in common.</summary>
internal static class PlotStyle
{
    // Colours that the colour-blind can tell apart (Okabe and Ito), darkened where they are pale on white.
    private static readonly Color[] s_colors = [.. new[] { "#000000", "#0072B2", "#D55E00", "#009E73", "#AA3377", "#B8860B" }.Select(static text => ScottPlot.Color.FromHex(text))];

    /// <summary>An empty plot with its title and the names of its axes, the lower of which has plain numbers.</summary>
    public static Plot Create(string title, string bottom, string left)
    {
        BundledFont.Install();
        var plot = new Plot();
        plot.Title(title, size: 16);
        plot.Axes.Title.Label.Bold = false;
        plot.XLabel(bottom, size: 13);
        plot.YLabel(left, size: 13);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = static value => value.ToString("G4", CultureInfo.InvariantCulture) };
        return plot;
    }

    /// <summary>The colour of a line by its number.</summary>
    public static Color Color(int line) => s_colors[line % s_colors.Length];
}
