using Quantization.Tool.Data;
using ScottPlot;
using SkiaSharp;

namespace Quantization.Tool.Plots;

/// <summary>The bundled font for everything that is drawn: there may be no other on the machine, and a picture is the same everywhere.</summary>
internal sealed class BundledFont : IFontResolver
{
    /// <summary>What the font calls itself, and what pictures with their text as text ask for.</summary>
    public const string Family = "DejaVu Sans";

    private static readonly Lock s_lock = new();
    private static bool s_installed;

    private BundledFont()
    {
    }

    /// <summary>Makes the font the only one of the plotting library.</summary>
    public static void Install()
    {
        lock (s_lock)
        {
            if (s_installed)
                return;
            Fonts.FontResolvers.Clear();
            Fonts.FontResolvers.Add(new BundledFont());
            Fonts.Default = Family;
            Fonts.Sans = Family;
            s_installed = true;
        }
    }

    // The library disposes of what it is given.
    public SKTypeface CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
    {
        using var stream = BundledData.OpenFont();
        return SKTypeface.FromStream(stream);
    }

    public SKTypeface CreateTypeface(string fontName, bool bold, bool italic) => CreateTypeface(fontName, FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);
}
