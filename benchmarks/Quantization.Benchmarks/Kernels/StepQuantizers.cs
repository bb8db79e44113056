namespace Quantization.Benchmarks.Kernels;

// Tables for normally distributed values: the best levels of 2 and 4 bits (Lloyd and Max), with thresholds beside the midpoints, as learned ones are.
[Quantizer(2, QuantizationScheme.Learned, Thresholds = [-0.95f, 0.03f, 0.99f], Levels = [-1.51f, -0.453f, 0.453f, 1.51f])]
internal readonly partial struct Learned2;

[Quantizer(4, QuantizationScheme.Learned,
    Thresholds = [-2.41f, -1.83f, -1.45f, -1.09f, -0.81f, -0.52f, -0.27f, 0.01f, 0.25f, 0.53f, 0.79f, 1.1f, 1.43f, 1.84f, 2.39f],
    Levels = [-2.733f, -2.069f, -1.618f, -1.256f, -0.942f, -0.657f, -0.388f, -0.128f, 0.128f, 0.388f, 0.657f, 0.942f, 1.256f, 1.618f, 2.069f, 2.733f])]
internal readonly partial struct Learned4;

// The levels of NF4, with a scale at run time.
[Quantizer(4, QuantizationScheme.Codebook, Levels =
[
    -1f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0f,
    0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1f,
])]
internal readonly partial struct Codebook4;
