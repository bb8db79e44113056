using Quantization;

namespace Consumer.Plain;

/// <summary>Affine, with everything left to its default.</summary>
[Quantizer(8, QuantizationScheme.Affine)]
public readonly partial struct Affine8;

/// <summary>Scale, with everything left to its default.</summary>
[Quantizer(8, QuantizationScheme.Scale)]
public readonly partial struct Scale8;

/// <summary>Uniform, with everything left to its default.</summary>
[Quantizer(8, QuantizationScheme.Uniform)]
public readonly partial struct Uniform8;

/// <summary>Choices other than the defaults.</summary>
[Quantizer(8, QuantizationScheme.Affine, Target = typeof(sbyte), Rounding = Rounding.NearestAway,
    ScaleOperation = ScaleOperation.MultiplyByReciprocal, NaNHandling = NaNHandling.LowestCode)]
public sealed partial class SignedAffine8;

/// <summary>Refuses NaN.</summary>
[Quantizer(8, QuantizationScheme.Scale, NaNHandling = NaNHandling.Throw, OutOfRange = OutOfRangeHandling.Vanish)]
public partial record struct Strict8;

/// <summary>A constant scale.</summary>
[Quantizer(8, QuantizationScheme.Scale, Scale = 0.125f)]
public readonly partial struct Eighths;

/// <summary>The same as a static class, which has the methods without the interface.</summary>
[Quantizer(8, QuantizationScheme.Scale, Scale = 0.125f)]
public static partial class StaticEighths;
