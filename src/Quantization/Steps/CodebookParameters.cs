namespace Quantization;

/// <summary>The parameters of a codebook quantizer whose levels are known at run time only.</summary>
/// <param name="Codebook">The levels.</param>
/// <param name="Scale">What levels are multiplied by: positive and finite.</param>
public readonly record struct CodebookParameters(Codebook Codebook, float Scale);
