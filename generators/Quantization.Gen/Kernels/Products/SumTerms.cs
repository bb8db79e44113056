namespace Quantization.Gen.Kernels;

/// <summary>What is added up over two spans of codes a and b.</summary>
[Flags]
internal enum SumTerms
{
    /// <summary>Σ a·b.</summary>
    Products = 1,

    /// <summary>Σ a².</summary>
    LeftSquares = 2,

    /// <summary>Σ b².</summary>
    RightSquares = 4,

    /// <summary>Σ a.</summary>
    LeftSum = 8,

    /// <summary>Σ b.</summary>
    RightSum = 16,

    /// <summary>Σ (a − b)².</summary>
    SquaredDistance = 32,
}
