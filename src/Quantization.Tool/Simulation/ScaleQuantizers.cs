namespace Quantization.Tool.Simulation;

// The quantizers of each width: of weights from 1 bit to 8, whose codes have a sign, and of activations from 2 bits, which here are never negative.

// These weights are multiplied by 8-bit activations as codes, too.
[Quantizer(8, QuantizationScheme.Scale, Partner = typeof(Activation8), Kernels = QuantizerKernels.Default | QuantizerKernels.MatrixProduct)]
internal readonly partial struct Scale8;

[Quantizer(7, QuantizationScheme.Scale)]
internal readonly partial struct Scale7;

[Quantizer(6, QuantizationScheme.Scale)]
internal readonly partial struct Scale6;

[Quantizer(5, QuantizationScheme.Scale)]
internal readonly partial struct Scale5;

[Quantizer(4, QuantizationScheme.Scale)]
internal readonly partial struct Scale4;

[Quantizer(3, QuantizationScheme.Scale)]
internal readonly partial struct Scale3;

[Quantizer(2, QuantizationScheme.Scale)]
internal readonly partial struct Scale2;

[Quantizer(1, QuantizationScheme.Scale)]
internal readonly partial struct Scale1;

[Quantizer(8, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation8;

[Quantizer(7, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation7;

[Quantizer(6, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation6;

[Quantizer(5, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation5;

[Quantizer(4, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation4;

[Quantizer(3, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation3;

[Quantizer(2, QuantizationScheme.Scale, Target = typeof(byte))]
internal readonly partial struct Activation2;
