using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <content>What a quantizer is made of, and what is refused.</content>
public sealed partial class GenericBlockQuantizer
{
    private static BlockFormat Named(QuantizationFormat format, BlockEncoding encoding)
    {
        if (!Enum.IsDefined(format) || !BlockFormats.IsBlock(format)) throw new ArgumentOutOfRangeException(nameof(format), format, "This is no format of blocks.");
        if (!Enum.IsDefined(encoding)) throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding.");
        if (!BlockFormats.HasEncoding(format, encoding))
        {
            throw new ArgumentException(Invariant($"{format} has no rule {encoding}; Reference is one of Q8_0 and Q8_1, Microscaling one of MXFP4."), nameof(encoding));
        }

        return BlockFormats.Of(format, encoding);
    }

    private static BlockFormat Composed(BlockOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Bits is < 2 or > 8) throw OutOfRange(options.Bits, "Codes in blocks have 2 to 8 bits.");
        RequireDefined(options.Scheme);
        RequireDefined(options.ScaleType);
        RequireDefined(options.Rounding);
        RequireDefined(options.Range);
        RequireDefined(options.NaNHandling);
        RequireDefined(options.Packing);
        bool uniform = options.Scheme == QuantizationScheme.Uniform, split = options.Packing == Packing.SplitHalves;
        int unit = BlockFormats.SizeUnit(options.Bits, options.Packing);
        if (options.BlockSize < unit || options.BlockSize > BlockFormats.GreatestSize || options.BlockSize % unit != 0)
        {
            throw OutOfRange(options.BlockSize, Invariant($"A block of such codes has a multiple of {unit} values, up to {BlockFormats.GreatestSize}."));
        }

        if (split && options.Bits != 4) throw Conflict("Halves are split for codes of 4 bits only.");
        if (options.ScaleType == ScaleType.None) throw OutOfRange(options.ScaleType, "A block stores its scale: the type of it is missing.");
        if (!uniform && options.Scheme != QuantizationScheme.Scale) throw Conflict("Composed blocks follow Scale or Uniform.");
        if (uniform && options.ScaleType is ScaleType.E8M0 or ScaleType.E4M3) throw Conflict("Under Uniform a block stores its minimum as it does its scale: as Single, Half or BFloat16.");
        Rounding rounding = CodeRanges.Resolve(options.Scheme, options.Rounding);
        if (rounding != Rounding.NearestEven && !(uniform && rounding == Rounding.Floor)) throw Conflict("Codes in blocks are rounded to nearest even, or under Uniform by Floor.");
        if (uniform && options.Range is CodeRange.Full or CodeRange.Narrow) throw Conflict("Uniform codes count cells from the minimum and are unsigned.");
        CodeRange range = CodeRanges.Resolve(options.Scheme, rounding, options.Range, signed: null);
        return BlockFormats.Compose(
            options.Bits, options.Scheme, options.BlockSize, options.ScaleType, options.Packing,
            CodeRanges.MinCode(options.Bits, range), CodeRanges.MaxCode(options.Bits, range), rounding == Rounding.Floor, options.NaNHandling);
    }

    private static ArgumentOutOfRangeException OutOfRange(object value, string reason) => new("options", value, reason);

    private static ArgumentException Conflict(string reason) => new(reason, "options");

    private static void RequireDefined<T>(T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) throw OutOfRange(value, $"There is no such {typeof(T).Name}.");
    }

    private static (float[] Steps, int[] Integers) Tables(BlockFormat format)
    {
        int count = 1 << format.Bits;
        float[] steps = new float[count];
        int[] integers = new int[count];
        for (int field = 0; field < count; field++)
        {
            int code = CodeOf(format, field);
            steps[field] = format.Levels is { } levels ? levels[field]
                : format.Small is { } small ? SmallFloats.Decode(small, field)
                : code + (format.Midpoint ? 0.5f : 0f);
            integers[field] = format.Levels is null ? code : (int)(steps[field] * format.LevelFactor);
        }

        return (steps, integers);
    }

    private static int CodeOf(BlockFormat format, int field) =>
        format.Levels is not null || format.Small is not null ? field
        : format.Signed ? (field << (32 - format.Bits)) >> (32 - format.Bits)
        : field - format.Zero;
}
