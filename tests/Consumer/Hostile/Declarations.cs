// A type outside every namespace.
[Quantization.Quantizer(8, Quantization.QuantizationScheme.Affine)]
public partial struct Outside
{
}

namespace Hostile.@namespace
{
    // Keywords as names, in the midst of types that hide those of .NET and of the library.
    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine)]
    public readonly partial struct @class
    {
    }

    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Uniform)]
    public sealed partial class Größe
    {
        // Members that hide names which a kernel may use.
        public const int System = 1, Vector128 = 2, Vector256 = 3, Vector512 = 4, Math = 5, MathF = 6, Avx2 = 7, i = 8, length = 9, scale = 10, x = 11;
    }

    // Two types whose names differ in case alone.
    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale)]
    public partial record struct Weights;

    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale, Rounding = global::Quantization.Rounding.TowardZero)]
    public partial record struct WEIGHTS;

    // Generic containers, one of them without a type argument beside one with, and type parameters called like types.
    public partial class Layer
    {
        [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale)]
        public partial struct @event
        {
        }
    }

    public abstract partial class Layer<System, @int>
        where @int : struct
    {
        internal partial interface IInner<TCode>
            where TCode : class
        {
            [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Affine)]
            internal sealed partial record @event;

            [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale, Scale = 0.125f)]
            internal static partial class Constant
            {
            }
        }
    }
}

namespace Hostile.@namespace
{
    // Packed codes, other values, random numbers, sums and channels need more of the names hidden here.
    [global::Quantization.Quantizer(3, global::Quantization.QuantizationScheme.Affine)]
    public partial struct @checked
    {
    }

    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale, Source = typeof(global::System.Half))]
    public partial struct OfHalves
    {
    }

    [global::Quantization.Quantizer(global::Quantization.QuantizationFormat.BFloat16)]
    public partial struct Stored
    {
    }

    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale, Rounding = global::Quantization.Rounding.Stochastic, Kernels = global::Quantization.QuantizerKernels.All)]
    public static partial class Everything
    {
    }

    // Tables, constant and at run time.
    [global::Quantization.Quantizer(4, global::Quantization.QuantizationScheme.Codebook, Levels = new float[] { -8f, -5f, -3f, -2f, -1.5f, -1f, -0.5f, 0f, 0.25f, 0.5f, 1f, 1.5f, 2f, 3f, 5f, 8f })]
    public partial struct @float
    {
    }

    [global::Quantization.Quantizer(5, global::Quantization.QuantizationScheme.Codebook)]
    public sealed partial class Tables<StepFunction, Codebook>
    {
        public const int System = 1, steps = 2, found = 3, level = 4, allLevels = 5, Thresholds = 6;
    }

    // Blocks, whose view of one is a nested type.
    [global::Quantization.Quantizer(global::Quantization.QuantizationFormat.Q4_0)]
    public partial struct @fixed
    {
    }

    [global::Quantization.Quantizer(5, global::Quantization.QuantizationScheme.Uniform, BlockSize = 32, ScaleType = global::Quantization.ScaleType.BFloat16)]
    public sealed partial class Cells<Block1, GenericBlockQuantizer>
    {
        public const int System = 1, Vector128 = 2, Generic = 3, Quantizer = 4, BlockFormats = 5, bytes = 6;
    }
}

// A namespace that ends in the name of the library's own, inside one called System.
namespace Hostile.System.Quantization
{
    [global::Quantization.Quantizer(8, global::Quantization.QuantizationScheme.Scale, NaNHandling = global::Quantization.NaNHandling.LowestCode, OutOfRange = global::Quantization.OutOfRangeHandling.Vanish)]
    internal partial struct Codes
    {
    }
}
