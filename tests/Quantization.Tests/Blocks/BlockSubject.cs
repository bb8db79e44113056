using System.Reflection;
using Quantization.Arithmetic;
using Quantization.Tests.Declarations.Blocks;
using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>A generated method from one span to another.</summary>
internal delegate void SpanCall<TSource, TDestination>(ReadOnlySpan<TSource> source, Span<TDestination> destination);

/// <summary>A generated dot product of blocks with values or with other blocks.</summary>
internal delegate float DotCall<TOther>(ReadOnlySpan<byte> blocks, ReadOnlySpan<TOther> other);

/// <summary>A declared format of blocks, its methods, and the generic quantizer that they must equal; a method that was not asked for is null.</summary>
internal sealed class BlockSubject
{
    private BlockSubject(Type type, QuantizerAttribute attribute)
    {
        (Type, Attribute) = (type, attribute);
        Generic = attribute.Format is { } format ? new(format, attribute.Encoding) : new(OptionsOf(attribute));
        // What other blocks go with a format is the contract's; here it is only where to find inputs.
        Partner = attribute.Format is { } named && BlockFormats.Of(named).Partner is { } partner ? partner : null;
        Quantize = Bind<SpanCall<float, byte>>("Quantize", typeof(ReadOnlySpan<float>), typeof(Span<byte>));
        Dequantize = Bind<SpanCall<byte, float>>("Dequantize", typeof(ReadOnlySpan<byte>), typeof(Span<float>));
        FakeQuantize = Bind<SpanCall<float, float>>("FakeQuantize", typeof(ReadOnlySpan<float>), typeof(Span<float>));
        DotValues = Bind<DotCall<float>>("Dot", typeof(ReadOnlySpan<byte>), typeof(ReadOnlySpan<float>));
        DotPartners = Bind<DotCall<byte>>("Dot", typeof(ReadOnlySpan<byte>), typeof(ReadOnlySpan<byte>));
        GetByteCount = Bind<Func<int, int>>("GetByteCount", typeof(int))!;
    }

    internal Type Type { get; }

    internal QuantizerAttribute Attribute { get; }

    /// <summary>A generic quantizer of the options that the attribute states.</summary>
    internal GenericBlockQuantizer Generic { get; }

    /// <summary>The format that goes with this one in dot products of blocks; null where there is none.</summary>
    internal QuantizationFormat? Partner { get; }

    internal SpanCall<float, byte>? Quantize { get; }

    internal SpanCall<byte, float>? Dequantize { get; }

    internal SpanCall<float, float>? FakeQuantize { get; }

    internal DotCall<float>? DotValues { get; }

    internal DotCall<byte>? DotPartners { get; }

    internal Func<int, int> GetByteCount { get; }

    internal int Size => Generic.BlockSize;

    internal int Bytes => Generic.BytesPerBlock;

    internal bool RefusesNaN => Attribute.NaNHandling == NaNHandling.Throw;

    /// <summary>The kernels that the attribute asks for.</summary>
    internal QuantizerKernels Kernels => Attribute.Kernels is QuantizerKernels.ByDefault or QuantizerKernels.Default or QuantizerKernels.All
        ? QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize | QuantizerKernels.Dot
        : Attribute.Kernels;

    /// <summary>Everything declared in the declarations' folder of that name.</summary>
    internal static IReadOnlyDictionary<string, BlockSubject> ByName { get; } =
        typeof(Q80Blocks).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Q80Blocks).Namespace && type.IsDefined(typeof(QuantizerAttribute), inherit: false))
            .Select(type => new BlockSubject(Closed(type), type.GetCustomAttribute<QuantizerAttribute>()!))
            .ToDictionary(subject => subject.ToString());

    /// <summary>The names that the tests walk: all, or every fifth where processors are emulated.</summary>
    internal static TheoryData<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal).Where((_, i) => !TestSettings.Quick || i % 5 == 1)];

    /// <summary>The blocks that kernels are called on: none to forty, then some more; fewer of large ones.</summary>
    internal IEnumerable<int> Counts =>
        TestSettings.Quick ? [0, 1, 2, 3, 5, 8] : Size > 256 ? Enumerable.Range(0, 10) : Size > 64 ? Enumerable.Range(0, 41) : [.. Enumerable.Range(0, 41), 63, 100, 257];

    public override string ToString() => Type.Name;

    private static Type Closed(Type type) =>
        type.IsGenericTypeDefinition ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(int))]) : type;

    private static BlockOptions OptionsOf(QuantizerAttribute attribute) => new(attribute.Bits, attribute.Scheme, attribute.BlockSize, attribute.ScaleType)
    {
        Rounding = attribute.Rounding, Range = attribute.Range, NaNHandling = attribute.NaNHandling, Packing = attribute.Packing,
    };

    private TCall? Bind<TCall>(string name, params Type[] parameters)
        where TCall : Delegate => Type.GetMethod(name, parameters)?.CreateDelegate<TCall>();
}
