namespace Quantization;

/// <summary>Which point of its cell a floor-rounded code stands for (Uniform and Scale with <see cref="Rounding.Floor"/> only).</summary>
public enum Reconstruction
{
    /// <summary>The middle of the cell, <c>q + ½</c> steps: the choice with the least squared error.</summary>
    Midpoint,

    /// <summary>The lower edge of the cell, <c>q</c> steps: biased by −s/2, with four times the squared error (6.02 dB).</summary>
    LeftEdge,
}
