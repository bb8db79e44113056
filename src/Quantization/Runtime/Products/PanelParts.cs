namespace Quantization.Runtime;

/// <summary>Divides the panels of a packed matrix among threads.</summary>
internal static class PanelParts
{
    /// <summary>Multiplies by all panels, in so many parts at once.</summary>
    /// <param name="panels">The number of panels.</param>
    /// <param name="parts">The number of parts, at most one for each panel.</param>
    /// <param name="multiply">Multiplies by the panels from one up to another, which is not among them.</param>
    internal static void Run(int panels, int parts, Action<int, int> multiply) =>
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part =>
            multiply((int)((long)panels * part / parts), (int)((long)panels * (part + 1) / parts)));
}
