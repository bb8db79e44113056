// Ordinary names of .NET mean something else here, for every file of this project, generated ones included.
global using Vector64 = System.Text.StringBuilder;
global using MemoryMarshal = System.Text.StringBuilder;
global using BitConverter = System.Text.StringBuilder;

namespace Hostile.@namespace
{
    // And in this namespace, as types of the consumer's own.
    internal static class System { }

    internal static class Quantization { }

    internal static class Quantizer { }

    internal static class QuantizerAttribute { }

    internal static class AffineParameters { }

    internal static class ScaleParameters { }

    internal static class IQuantizer<TSelf, TSource, TCode, TParameters> { }

    internal static class Single { }

    internal static class Byte { }

    internal static class Math { }

    internal static class MathF { }

    internal static class Span<T> { }

    internal static class ReadOnlySpan<T> { }

    internal static class Unsafe { }

    internal static class Vector128 { }

    internal static class Vector256 { }

    internal static class Vector512 { }

    internal static class Avx2 { }

    internal static class Avx512F { }

    internal static class Half { }

    internal static class BFloat16 { }

    internal static class RandomSequence { }

    internal static class FixedPointMultiplier { }

    internal static class PackedCodes { }

    internal static class FloatBits { }

    internal static class StochasticRounding { }

    internal static class GenericBlockQuantizer { }

    internal static class IBlockQuantizer<TSelf> { }

    internal static class IBlockDot<TSelf> { }

    internal static class BlockScales { }

    internal static class BlockReduction { }

    internal static class SuperBlocks { }

    internal static class StepFunction { }

    internal static class StepTables { }

    internal static class Codebook { }

    internal static class CodebookParameters { }

    internal static class Levels { }

    internal static class Block { }
}
