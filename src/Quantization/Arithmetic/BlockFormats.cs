namespace Quantization.Arithmetic;

/// <summary>The block formats, a row each, and those that a declaration composes. The generator compiles this file too.</summary>
internal static class BlockFormats
{
    /// <summary>The levels of IQ4_NL.</summary>
    internal static readonly float[] NonLinear = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

    /// <summary>The levels of NF4: quantiles of the normal distribution (QLoRA, arXiv 2305.14314).</summary>
    internal static readonly float[] NormalFloat =
    [
        -1f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0f,
        0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1f,
    ];

    /// <summary>The least and the greatest number of elements of a composed block.</summary>
    internal const int LeastSize = 16, GreatestSize = 4096;

    /// <summary>What the number of elements of a composed block is a multiple of: codes of 2, 4 and 8 bits end with a whole word after sixteen, others after thirty-two.</summary>
    internal static int SizeUnit(int bits, Packing packing) => packing == Packing.SplitHalves || bits is not (2 or 4 or 8) ? 2 * LeastSize : LeastSize;

    /// <summary>Whether a format is one of blocks.</summary>
    internal static bool IsBlock(QuantizationFormat format) => format >= QuantizationFormat.Q8_0;

    /// <summary>Whether a format has a rule of its encoder.</summary>
    internal static bool HasEncoding(QuantizationFormat format, BlockEncoding encoding) => encoding switch
    {
        BlockEncoding.ByFormat => true,
        BlockEncoding.Reference => format is QuantizationFormat.Q8_0 or QuantizationFormat.Q8_1,
        BlockEncoding.Microscaling => format == QuantizationFormat.MXFP4,
        _ => false,
    };

    /// <summary>The format of a name; <paramref name="encoding"/> where it has several rules.</summary>
    internal static BlockFormat Of(QuantizationFormat format, BlockEncoding encoding = BlockEncoding.ByFormat) => format switch
    {
        QuantizationFormat.Q8_0 => Bytes8(format, 32, 34, 2, BlockRule.Magnitude) with { Partner = QuantizationFormat.Q8_0, Encoding = encoding },
        QuantizationFormat.Q8_1 => Bytes8(format, 32, 36, 4, BlockRule.Magnitude) with { Sums = BlockSums.Half, SumsOffset = 2, Encoding = encoding },
        QuantizationFormat.Q4_0 => Halves(format, 18, 2, 8, BlockRule.SignedMagnitude) with { Partner = QuantizationFormat.Q8_0 },
        QuantizationFormat.Q4_1 => Halves(format, 20, 4, 0, BlockRule.Span) with { Minimum = HalfAt(2), Partner = QuantizationFormat.Q8_1 },
        QuantizationFormat.Q5_0 => Fifths(format, 22, 2, 16, BlockRule.SignedMagnitude) with { Partner = QuantizationFormat.Q8_0 },
        QuantizationFormat.Q5_1 => Fifths(format, 24, 4, 0, BlockRule.Span) with { Minimum = HalfAt(2), Partner = QuantizationFormat.Q8_1 },
        QuantizationFormat.Q8_K => Bytes8(format, 256, 292, 4, BlockRule.SignedBytes) with { Scale = new(0, ScaleType.Single), Sums = BlockSums.Int16, SumsOffset = 260 },
        QuantizationFormat.Q2_K => Super(format, 84, 2, 0, [new(16, 32, 2, 256)], 16, PartScales.Nibbles, 0, 80) with { Minimum = HalfAt(82) },
        QuantizationFormat.Q3_K => Super(format, 110, 3, 4, [new(32, 32, 2, 256), new(0, 32, 1, 256, Place: 2)], 16, PartScales.SixBits, 96, 108),
        QuantizationFormat.Q4_K => Super(format, 144, 4, 0, [new(16, 32, 4, 256)], 32, PartScales.SixBitPairs, 4, 0) with { Minimum = HalfAt(2) },
        QuantizationFormat.Q5_K => Super(format, 176, 5, 0, [new(48, 32, 4, 256), new(16, 32, 1, 256, Place: 4)], 32, PartScales.SixBitPairs, 4, 0) with { Minimum = HalfAt(2) },
        QuantizationFormat.Q6_K => Super(format, 210, 6, 32, [new(0, 64, 4, 256), new(128, 32, 2, 256, Place: 4)], 16, PartScales.SignedBytes, 192, 208),
        QuantizationFormat.IQ4_NL => Halves(format, 18, 2, 0, BlockRule.LeastSquares) with { Levels = NonLinear, Partner = QuantizationFormat.Q8_0 },
        QuantizationFormat.MXFP4 => Microscaling(format, 17, 4, null, encoding == BlockEncoding.Microscaling ? BlockRule.SharedExponent : BlockRule.SharedExponentNearest) with
        {
            Planes = [new(1, 16, 4, 32)], Levels = SmallFloat.E2M1.Levels(), Partner = QuantizationFormat.Q8_0, Encoding = encoding,
        },
        QuantizationFormat.NVFP4 => new()
        {
            Name = format.ToString(), Size = 64, Bytes = 36, Bits = 4, MaxCode = 15, Planes = [new(4, 8, 4, 64)], Rule = BlockRule.PartMagnitude,
            Levels = SmallFloat.E2M1.Levels(), PartSize = 16, Parts = PartScales.E4M3, Partner = QuantizationFormat.Q8_0,
        },
        QuantizationFormat.MXFP8E4M3 => Microscaling(format, 33, 8, SmallFloat.E4M3, BlockRule.SharedExponent),
        QuantizationFormat.MXFP8E5M2 => Microscaling(format, 33, 8, SmallFloat.E5M2, BlockRule.SharedExponent),
        QuantizationFormat.MXFP6E3M2 => Microscaling(format, 25, 6, SmallFloat.E3M2, BlockRule.SharedExponent),
        QuantizationFormat.MXFP6E2M3 => Microscaling(format, 25, 6, SmallFloat.E2M3, BlockRule.SharedExponent),
        QuantizationFormat.MXINT8 => Microscaling(format, 33, 8, null, BlockRule.SharedExponent) with { Signed = true, MinCode = -127, MaxCode = 127, Unit = 0.015625f },
        QuantizationFormat.NF4 => new()
        {
            Name = format.ToString(), Size = 64, Bytes = 36, Bits = 4, MaxCode = 15, Planes = [new(4, 1, 4, 64, PlaneOrder.FieldsFromTop)], Rule = BlockRule.StoredScale,
            Levels = NormalFloat, Scale = new(0, ScaleType.Single),
        },
        QuantizationFormat.TQ1_0 => Ternary(format, 54, 52,
        [
            new(0, 32, 2, 160, PlaneOrder.Trits), new(32, 16, 2, 80, PlaneOrder.Trits, First: 160), new(48, 4, 2, 16, PlaneOrder.Trits, First: 240),
        ]),
        QuantizationFormat.TQ2_0 => Ternary(format, 66, 64, [new(0, 32, 2, 256)]),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This format has no blocks."),
    };

    /// <summary>A composed format: the scale, the minimum where the scheme has one, then the codes.</summary>
    internal static BlockFormat Compose(
        int bits, QuantizationScheme scheme, int blockSize, ScaleType scaleType, Packing packing, int minCode, int maxCode, bool floor, NaNHandling nanHandling)
    {
        int scale = BlockField.SizeOf(scaleType), codes = scheme == QuantizationScheme.Uniform ? 2 * scale : scale;
        CodePlane plane = bits == 8 ? new(codes, blockSize, 8, blockSize)
            : packing == Packing.SplitHalves ? new(codes, blockSize / 2, 4, blockSize)
            : bits is 2 or 4 ? new(codes, 1, bits, blockSize)
            : new(codes, 0, bits, blockSize, PlaneOrder.Stream);
        return new()
        {
            Name = "Composed", Size = blockSize, Bytes = codes + (blockSize * bits / 8), Bits = bits, Planes = [plane],
            Rule = scheme == QuantizationScheme.Uniform ? BlockRule.StoredSpan : BlockRule.StoredScale,
            Signed = minCode < 0, MinCode = minCode, MaxCode = maxCode, Midpoint = floor,
            Scale = new(0, scaleType), Minimum = scheme == QuantizationScheme.Uniform ? new(scale, scaleType) : null, NaNHandling = nanHandling,
        };
    }

    private static BlockField HalfAt(int offset) => new(offset, ScaleType.Half);

    private static BlockFormat Bytes8(QuantizationFormat format, int size, int bytes, int codes, BlockRule rule) => new()
    {
        Name = format.ToString(), Size = size, Bytes = bytes, Bits = 8, Signed = true, MinCode = -127, MaxCode = 127, Planes = [new(codes, size, 8, size)], Rule = rule, Scale = HalfAt(0),
    };

    private static BlockFormat Halves(QuantizationFormat format, int bytes, int codes, int zero, BlockRule rule) => new()
    {
        Name = format.ToString(), Size = 32, Bytes = bytes, Bits = 4, Zero = zero, MinCode = -zero, MaxCode = 15 - zero, Planes = [new(codes, 16, 4, 32)], Rule = rule, Scale = HalfAt(0),
    };

    private static BlockFormat Fifths(QuantizationFormat format, int bytes, int high, int zero, BlockRule rule) => new()
    {
        Name = format.ToString(), Size = 32, Bytes = bytes, Bits = 5, Zero = zero, MinCode = -zero, MaxCode = 31 - zero,
        Planes = [new(high + 4, 16, 4, 32), new(high, 1, 1, 32, Place: 4)], Rule = rule, Scale = HalfAt(0),
    };

    private static BlockFormat Super(QuantizationFormat format, int bytes, int bits, int zero, CodePlane[] planes, int partSize, PartScales parts, int partsOffset, int scale) => new()
    {
        Name = format.ToString(), Size = 256, Bytes = bytes, Bits = bits, Zero = zero, MinCode = -zero, MaxCode = (1 << bits) - 1 - zero, Planes = planes, Rule = BlockRule.Search,
        PartSize = partSize, Parts = parts, PartsOffset = partsOffset, Scale = HalfAt(scale), Partner = QuantizationFormat.Q8_K,
    };

    private static BlockFormat Microscaling(QuantizationFormat format, int bytes, int bits, SmallFloat? small, BlockRule rule) => new()
    {
        Name = format.ToString(), Size = 32, Bytes = bytes, Bits = bits, MaxCode = (1 << bits) - 1, Rule = rule, Small = small, Scale = new(0, ScaleType.E8M0),
        Planes = [bits == 8 ? new(1, 32, 8, 32) : new(1, 0, bits, 32, PlaneOrder.Stream)],
    };

    private static BlockFormat Ternary(QuantizationFormat format, int bytes, int scale, CodePlane[] planes) => new()
    {
        Name = format.ToString(), Size = 256, Bytes = bytes, Bits = 2, Zero = 1, MinCode = -1, MaxCode = 1, Planes = planes, Rule = BlockRule.Ternary, Scale = HalfAt(scale),
        Partner = QuantizationFormat.Q8_K,
    };
}
