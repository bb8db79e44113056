namespace Quantization.Tool.Training;

/// <summary>
/// e^x by basic operations only: <see cref="Math.Exp"/> is the platform's own and differs in the last bit between platforms, which training would amplify into another
/// model.
/// </summary>
internal static class Exponential
{
    /// <summary>e^x for x ≤ 700; 0 where it is below e^−700. x = n·ln 2 + r with |r| ≤ ln 2 / 2; a Taylor polynomial of degree 13 for r.</summary>
    public static double Of(double x)
    {
        // ln 2 in two parts; n times the high part is exact.
        const double Ln2High = 0.693147180369123816490;
        const double Ln2Low = 1.90821492927058770002e-10;
        if (x < -700)
            return 0;
        var n = Math.Floor(x * 1.4426950408889634 + 0.5);
        var r = x - n * Ln2High - n * Ln2Low;
        var result = 1.0;
        for (var i = 13; i > 0; i--)
            result = 1.0 + result * r / i;
        return result * BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
    }
}
