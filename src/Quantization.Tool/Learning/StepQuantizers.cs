namespace Quantization.Tool.Learning;

// The quantizers of learned steps, which are found at run time.

[Quantizer(1, QuantizationScheme.Learned)]
internal readonly partial struct Learned1;

[Quantizer(2, QuantizationScheme.Learned)]
internal readonly partial struct Learned2;

[Quantizer(3, QuantizationScheme.Learned)]
internal readonly partial struct Learned3;

[Quantizer(5, QuantizationScheme.Learned)]
internal readonly partial struct Learned5;
