using System.Numerics;
using System.Reflection;

namespace Quantization.Tests.Storage;

/// <summary>A check to run on a declared quantizer, whatever its values and codes are.</summary>
internal interface IStorageCheck
{
    void Run<TSource, TCode, TParameters>(StorageSubject<TSource, TCode, TParameters> subject)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct;
}

/// <summary>A declared quantizer of any width, value type and packing, and the generic one that it must equal.</summary>
internal abstract class StorageSubject
{
    internal required Type Type { get; init; }

    internal required QuantizerAttribute Attribute { get; init; }

    /// <summary>A generic quantizer of the options that the attribute states.</summary>
    internal required GenericQuantizer Generic { get; init; }

    /// <summary>Ordinary parameters, parameters at which kernels take other paths, or the constants of the declaration.</summary>
    internal required IReadOnlyList<QuantizerParameters> Parameters { get; init; }

    /// <summary>Codes that are only packed together.</summary>
    internal int Group => Attribute.Packing == Packing.SplitHalves ? Attribute.BlockSize == 0 ? 32 : Attribute.BlockSize : 8;

    /// <summary>Whether any number of codes can be packed.</summary>
    internal bool PacksAnyLength => Attribute.Packing == Packing.Dense;

    /// <summary>The only number of elements that calls accept, or 0.</summary>
    internal int FixedLength => Attribute.Length;

    internal abstract void Check(IStorageCheck check);

    public override string ToString() => Type.Name;
}

/// <summary>The methods of a declared quantizer; those that it does not have are null.</summary>
internal sealed class StorageSubject<TSource, TCode, TParameters> : StorageSubject
    where TSource : unmanaged
    where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
    where TParameters : struct
{
    /// <summary>Parameters as the declaration takes them: with the table, where that is one of them.</summary>
    internal TParameters Own(QuantizerParameters parameters) =>
        typeof(TParameters) == typeof(LearnedParameters) ? (TParameters)(object)new LearnedParameters(Generic.Options.Steps!)
        : typeof(TParameters) == typeof(CodebookParameters) ? (TParameters)(object)new CodebookParameters(Generic.Options.Codebook!, parameters.Scale)
        : Calls.Own<TParameters>(parameters);

    internal SpanCall<TSource, TCode>? Quantize => Calls.Spans<TSource, TCode, TParameters>(Type, "Quantize", Own);

    internal SpanCall<TCode, TSource>? Dequantize => Calls.Spans<TCode, TSource, TParameters>(Type, "Dequantize", Own);

    internal SpanCall<TSource, TSource>? FakeQuantize => Calls.Spans<TSource, TSource, TParameters>(Type, "FakeQuantize", Own);

    internal ElementCall<TSource, TCode>? QuantizeElement => Calls.Element<TSource, TCode, TParameters>(Type, "Quantize", Own);

    internal ElementCall<TCode, TSource>? DequantizeElement => Calls.Element<TCode, TSource, TParameters>(Type, "Dequantize", Own);

    internal ElementCall<TSource, TSource>? FakeQuantizeElement => Calls.Element<TSource, TSource, TParameters>(Type, "FakeQuantize", Own);

    internal SpanCall<TSource, byte>? QuantizePacked => Calls.Spans<TSource, byte, TParameters>(Type, "QuantizePacked", Own);

    internal SpanCall<byte, TSource>? DequantizePacked => Calls.Spans<byte, TSource, TParameters>(Type, "DequantizePacked", Own);

    internal SpanCall<TCode, byte>? Pack => Calls.Spans<TCode, byte, TParameters>(Type, "Pack", Own);

    internal SpanCall<byte, TCode>? Unpack => Calls.Spans<byte, TCode, TParameters>(Type, "Unpack", Own);

    internal Action<ReadOnlyMemory<byte>, int, Memory<TSource>, QuantizerParameters>? DequantizeFrom => Calls.FromElement<TSource, TParameters>(Type, "DequantizePacked", Own);

    internal Func<int, int>? GetPackedLength => Type.GetMethod("GetPackedLength", [typeof(int)])?.CreateDelegate<Func<int, int>>();

    internal Reader? GetCode => Type.GetMethod("GetCode", [typeof(ReadOnlySpan<byte>), typeof(int)])?.CreateDelegate<Reader>();

    internal delegate TCode Reader(ReadOnlySpan<byte> packed, int index);

    internal override void Check(IStorageCheck check) => check.Run(this);
}

/// <summary>The list that the storage tests walk: everything in the declarations' folder of that name.</summary>
internal static class StorageSubjects
{
    internal static IReadOnlyDictionary<string, StorageSubject> ByName { get; } =
        typeof(Declarations.ConstantAffine).Assembly.GetTypes()
            .Where(type => type.Namespace == "Quantization.Tests.Declarations.Storage" && type.GetCustomAttribute<QuantizerAttribute>() is { Format: null })
            .Select(Of)
            .ToDictionary(subject => subject.Type.Name);

    private static StorageSubject Of(Type type)
    {
        QuantizerAttribute attribute = type.GetCustomAttribute<QuantizerAttribute>()!;
        Type source = attribute.Source ?? typeof(float), code = CodeOf(type, attribute);
        Type parameters = attribute.Scheme switch
        {
            QuantizationScheme.Affine => typeof(AffineParameters),
            QuantizationScheme.Scale => typeof(ScaleParameters),
            QuantizationScheme.Codebook => attribute.Levels is null ? typeof(CodebookParameters) : typeof(ScaleParameters),
            QuantizationScheme.Learned => typeof(LearnedParameters),
            _ => typeof(UniformParameters),
        };
        return (StorageSubject)typeof(StorageSubjects)
            .GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(source, code, parameters)
            .Invoke(null, [type, attribute, new GenericQuantizer(DeclaredOptions.Of(attribute, code))])!;
    }

    private static StorageSubject<TSource, TCode, TParameters> Make<TSource, TCode, TParameters>(Type type, QuantizerAttribute attribute, GenericQuantizer generic)
        where TSource : unmanaged
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct =>
        new() { Type = type, Attribute = attribute, Generic = generic, Parameters = [.. ParametersOf(attribute, generic)] };

    // The narrowest type that holds the codes, by the contract's table, where the declaration names none.
    private static Type CodeOf(Type type, QuantizerAttribute attribute)
    {
        if (attribute.Target is { } target) return target;
        bool signed = attribute switch
        {
            { Range: CodeRange.Unsigned } => false,
            { Range: CodeRange.Full or CodeRange.Narrow } => true,
            _ => attribute.Scheme == QuantizationScheme.Scale,
        };
        return (attribute.Bits > 8, signed) switch
        {
            (false, false) => typeof(byte),
            (false, true) => typeof(sbyte),
            (true, false) => typeof(ushort),
            _ => typeof(short),
        };
    }

    private static IEnumerable<QuantizerParameters> ParametersOf(QuantizerAttribute attribute, GenericQuantizer generic)
    {
        if (attribute.Scheme == QuantizationScheme.Learned) return [default];
        if (attribute.Scale != 0f) return [new QuantizerParameters(attribute.Scale, attribute.ZeroPoint, attribute.Minimum)];
        int middle = (generic.MinCode + generic.MaxCode + 1) / 2;
        // The last scale is beyond those for which quotients are fused.
        return attribute.Scheme switch
        {
            QuantizationScheme.Affine => [new AffineParameters(0.1f, middle), new AffineParameters(0.37f, generic.MaxCode), new AffineParameters(3e-33f, generic.MinCode)],
            QuantizationScheme.Scale or QuantizationScheme.Codebook => [new ScaleParameters(0.1f), new ScaleParameters(3e-33f)],
            _ => [new UniformParameters(-1.7f, 0.1f), new UniformParameters(0f, 3e-33f)],
        };
    }
}
