namespace Quantization.Gen.Declaration;

/// <summary>
/// All that a declaration says, resolved and checked: the only thing the emitting steps see. A record of values, so that an
/// edit which does not change it regenerates nothing, and nothing of a compilation is kept alive.
/// </summary>
internal sealed record QuantizerSpec
{
    /// <summary>The type that carries the attribute.</summary>
    public required TypeShell Shell { get; init; }

    /// <summary>The width of a code in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>The formula that relates values and codes.</summary>
    public required QuantizationScheme Scheme { get; init; }

    /// <summary>The integer type of a code.</summary>
    public required IntegerTarget Target { get; init; }

    /// <summary>The lowest code.</summary>
    public required int MinCode { get; init; }

    /// <summary>The highest code.</summary>
    public required int MaxCode { get; init; }

    /// <summary>The rounding, never <see cref="Rounding.ByScheme"/>.</summary>
    public required Rounding Rounding { get; init; }

    /// <summary>How values are divided by the scale.</summary>
    public required ScaleOperation ScaleOperation { get; init; }

    /// <summary>What becomes of NaN.</summary>
    public required NaNHandling NaNHandling { get; init; }

    /// <summary>What becomes of values outside the range.</summary>
    public required OutOfRangeHandling OutOfRange { get; init; }

    /// <summary>The point of a cell that a code stands for; without meaning unless <see cref="HasCells"/>.</summary>
    public required Reconstruction Reconstruction { get; init; }

    /// <summary>Parameters given in the declaration, or null where they come at run time.</summary>
    public required ConstantParameters? Constants { get; init; }

    /// <summary>Whether codes number cells of a sliced range, so that a reconstruction is to be chosen.</summary>
    public bool HasCells => Rounding == Rounding.Floor && Scheme != QuantizationScheme.Affine;

    /// <summary>Whether a value is reconstructed half a step above its code.</summary>
    public bool ReconstructsMidpoint => HasCells && Reconstruction == Reconstruction.Midpoint;
}

/// <summary>Parameters folded into the code; what the scheme lacks is 0.</summary>
/// <param name="Scale">The scale: positive and finite.</param>
/// <param name="ZeroPoint">The zero point (Affine).</param>
/// <param name="Minimum">The minimum (Uniform).</param>
internal sealed record ConstantParameters(float Scale, int ZeroPoint, float Minimum);

/// <summary>An integer type that stores one code an element.</summary>
internal enum IntegerTarget
{
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
}
