namespace Quantization;

/// <summary>Where values are counted: 1,024 bins between neighbouring powers of two, sixteen octaves of them, and a place for all that is smaller; for each sign.</summary>
internal static class OctaveLayout
{
    /// <summary>Bins of an octave.</summary>
    internal const int PerOctave = 1 << FractionBits;

    /// <summary>Octaves that are told apart.</summary>
    internal const int Octaves = 16;

    /// <summary>The place of the highest bin.</summary>
    internal const int LastPlace = Octaves * PerOctave;

    /// <summary>Places of a sign: that of everything below the octaves, then their bins in ascending order, then some to start the other sign at a cache line.</summary>
    internal const int Places = 1 + LastPlace + 15;

    /// <summary>The bits of a float below those that choose a bin.</summary>
    internal const int Shift = 23 - FractionBits;

    private const int FractionBits = 10;

    /// <summary>Whether a place is one that a value can have.</summary>
    internal static bool IsPlace(int place) => place is >= 0 and < 2 * Places && place % Places <= LastPlace;
}
