using System.Text;
using Quantization.Tool.Terminal;
using ScottPlot;

namespace Quantization.Tool.Plots;

/// <summary>The kinds of pictures, by the extension of the file.</summary>
internal static class PlotFormat
{
    /// <summary>How a picture is written to a file of this name.</summary>
    /// <exception cref="OptionException">There is no such kind.</exception>
    public static Func<Plot, int, int, byte[]> For(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => static (plot, width, height) => Encoding.UTF8.GetBytes(Named(plot.GetSvgXml(width, height))),
        ".PNG" => static (plot, width, height) => plot.GetImageBytes(width, height, ImageFormat.Png),
        _ => throw new OptionException($"'{path}' names no kind of picture that can be written; end it in .svg or .png"),
    };

    // Who looks at the picture may lack the font: Verdana has nearly its widths.
    private static string Named(string svg) => svg.Replace($"font-family=\"{BundledFont.Family}\"", $"font-family=\"{BundledFont.Family}, Verdana, sans-serif\"", StringComparison.Ordinal);
}
