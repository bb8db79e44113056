using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Quantization.Arithmetic;

namespace Quantization.Gen.Declaration;

/// <summary>The arguments of a <c>[Quantizer]</c> as they are written, before any rule is asked; null where one is not given.</summary>
internal sealed record QuantizerArguments
{
    /// <summary>The parameter of the attribute's constructor that has the width.</summary>
    public const string BitsName = "bits";

    /// <summary>The parameter of the attribute's constructor that has the scheme.</summary>
    public const string SchemeName = "scheme";

    /// <summary>The parameter of the attribute's other constructor, which has a format.</summary>
    public const string FormatName = "format";

    public QuantizationFormat? Format { get; init; }

    public TargetType? Source { get; init; }

    public QuantizerKernels? Kernels { get; init; }

    public int? Length { get; init; }

    public Packing? Packing { get; init; }

    public int? BlockSize { get; init; }

    public ScaleType? ScaleType { get; init; }

    public BlockEncoding? Encoding { get; init; }

    public required int Bits { get; init; }

    public required QuantizationScheme Scheme { get; init; }

    public TargetType? Target { get; init; }

    public bool? Saturate { get; init; }

    public Rounding? Rounding { get; init; }

    public ScaleOperation? ScaleOperation { get; init; }

    public NaNHandling? NaNHandling { get; init; }

    public OutOfRangeHandling? OutOfRange { get; init; }

    public CodeRange? Range { get; init; }

    public Reconstruction? Reconstruction { get; init; }

    public float? Scale { get; init; }

    public int? ZeroPoint { get; init; }

    public float? Minimum { get; init; }

    public float? Maximum { get; init; }

    public float[]? Levels { get; init; }

    public float[]? Thresholds { get; init; }

    public string? Calibration { get; init; }

    public TargetType? Partner { get; init; }

    public TargetType? Accumulator { get; init; }

    /// <summary>Whether the levels, or the thresholds under Learned, come at run time and nothing is known of them.</summary>
    public bool HasTablesAtRunTime => Format is null && CodeRanges.AreNumbersOfLevels(Scheme) && Levels is null && Calibration is null;

    /// <summary>Whether a format of 8-bit floats is asked for.</summary>
    public bool IsFloat8 => Format is QuantizationFormat.Float8E4M3 or QuantizationFormat.Float8E5M2;

    /// <summary>Reads an attribute, or gives null where the compiler itself already refuses one of its arguments.</summary>
    public static QuantizerArguments? Read(AttributeData attribute)
    {
        ImmutableArray<TypedConstant> positional = attribute.ConstructorArguments;
        if (attribute.AttributeConstructor is null) return null;
        QuantizerArguments arguments;
        if (positional.Length == 1 && positional[0].Value is int format) arguments = new() { Bits = 16, Scheme = default, Format = (QuantizationFormat)format };
        else if (positional.Length == 2 && positional[0].Value is int bits && positional[1].Value is int scheme) arguments = new() { Bits = bits, Scheme = (QuantizationScheme)scheme };
        else return null;

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (named.Value.Kind == TypedConstantKind.Error) return null;
            if (arguments.With(named.Key, ValueOf(named.Value)) is not { } more) return null;
            arguments = more;
        }

        return arguments;
    }

    // Of an array its numbers, or null where the compiler refuses one of them.
    private static object? ValueOf(TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Array) return constant.Value;
        if (constant.IsNull) return null;
        return constant.Values.All(element => element.Value is float) ? constant.Values.Select(element => (float)element.Value!).ToArray() : constant.Values;
    }

    private QuantizerArguments? With(string name, object? value) => (name, value) switch
    {
        (nameof(Target) or nameof(Source) or nameof(Calibration) or nameof(Levels) or nameof(Thresholds) or nameof(Partner) or nameof(Accumulator), null) => this,
        (nameof(Source), ITypeSymbol { TypeKind: not TypeKind.Error } type) => this with { Source = new TargetType(type.SpecialType, type.ToDisplayString()) },
        (nameof(Kernels), int choice) => this with { Kernels = (QuantizerKernels)choice },
        (nameof(Length), int length) => this with { Length = length },
        (nameof(Packing), int choice) => this with { Packing = (Packing)choice },
        (nameof(BlockSize), int size) => this with { BlockSize = size },
        (nameof(ScaleType), int choice) => this with { ScaleType = (ScaleType)choice },
        (nameof(Encoding), int choice) => this with { Encoding = (BlockEncoding)choice },
        (nameof(Target), ITypeSymbol { TypeKind: not TypeKind.Error } type) => this with { Target = new TargetType(type.SpecialType, type.ToDisplayString()) },
        (nameof(Partner), ITypeSymbol { TypeKind: not TypeKind.Error } type) => this with { Partner = new TargetType(type.SpecialType, type.ToDisplayString()) },
        (nameof(Accumulator), ITypeSymbol { TypeKind: not TypeKind.Error } type) => this with { Accumulator = new TargetType(type.SpecialType, type.ToDisplayString()) },
        (nameof(Saturate), bool choice) => this with { Saturate = choice },
        (nameof(Rounding), int choice) => this with { Rounding = (Rounding)choice },
        (nameof(ScaleOperation), int choice) => this with { ScaleOperation = (ScaleOperation)choice },
        (nameof(NaNHandling), int choice) => this with { NaNHandling = (NaNHandling)choice },
        (nameof(OutOfRange), int choice) => this with { OutOfRange = (OutOfRangeHandling)choice },
        (nameof(Range), int choice) => this with { Range = (CodeRange)choice },
        (nameof(Reconstruction), int choice) => this with { Reconstruction = (Reconstruction)choice },
        (nameof(Scale), float constant) => this with { Scale = constant },
        (nameof(ZeroPoint), int constant) => this with { ZeroPoint = constant },
        (nameof(Minimum), float constant) => this with { Minimum = constant },
        (nameof(Maximum), float constant) => this with { Maximum = constant },
        (nameof(Levels), float[] levels) => this with { Levels = levels },
        (nameof(Thresholds), float[] thresholds) => this with { Thresholds = thresholds },
        (nameof(Calibration), string entry) => this with { Calibration = entry },
        _ => null,
    };
}

/// <summary>The type that a declaration asks values or codes to be of.</summary>
/// <param name="Special">Which of the language's own types it is, if any.</param>
/// <param name="Name">Its name as C# writes it.</param>
internal sealed record TargetType(SpecialType Special, string Name);
