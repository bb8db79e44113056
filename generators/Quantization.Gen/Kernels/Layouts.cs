using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>The layouts that a declaration speaks of.</summary>
internal static class Layouts
{
    /// <summary>Its values.</summary>
    internal static Layout Values(QuantizerSpec spec) => new ValueLayout(Kind(spec.Source));

    /// <summary>One code an element.</summary>
    internal static Layout Codes(QuantizerSpec spec) => new CodeLayout(Kind(spec.Target));

    /// <summary>Packed codes. Eight and sixteen bits are whole integers of their own.</summary>
    internal static Layout Packed(QuantizerSpec spec)
    {
        FieldKind field = spec.HasSignCodes ? FieldKind.Sign : spec.MinCode < 0 ? FieldKind.Signed : FieldKind.Unsigned;
        if (spec.Packing == Packing.SplitHalves) return new SplitHalvesLayout(spec.BlockSize, field);
        return spec.Bits switch
        {
            8 => new CodeLayout(spec.MinCode < 0 ? ElementKind.SByte : ElementKind.Byte),
            16 => new CodeLayout(spec.MinCode < 0 ? ElementKind.Int16 : ElementKind.UInt16),
            _ => new DenseLayout(spec.Bits, field),
        };
    }

    /// <summary>Whether packed codes lie as codes of an integer each do, so that packing is copying.</summary>
    internal static bool PacksAsStored(QuantizerSpec spec) => Packed(spec) == Codes(spec);

    /// <summary>What a format of single values stores.</summary>
    internal static Layout Stored(QuantizerSpec spec) => spec.Format switch
    {
        QuantizationFormat.Half => new ValueLayout(ElementKind.Half),
        QuantizationFormat.BFloat16 => new ValueLayout(ElementKind.BFloat16),
        QuantizationFormat.Float8E4M3 => new SmallFloatLayout(SmallFloat.E4M3, spec.Saturate),
        QuantizationFormat.Float8E5M2 => new SmallFloatLayout(SmallFloat.E5M2, spec.Saturate),
        _ => throw new InvalidOperationException($"{spec.Format} does not store single values."),
    };

    /// <summary>What memory holds of values.</summary>
    internal static ElementKind Kind(SourceType source) => source switch
    {
        SourceType.Double => ElementKind.Float64,
        SourceType.Half => ElementKind.Half,
        SourceType.BFloat16 => ElementKind.BFloat16,
        _ => ElementKind.Float32,
    };

    private static ElementKind Kind(IntegerTarget target) => target switch
    {
        IntegerTarget.SByte => ElementKind.SByte,
        IntegerTarget.Byte => ElementKind.Byte,
        IntegerTarget.Int16 => ElementKind.Int16,
        IntegerTarget.UInt16 => ElementKind.UInt16,
        IntegerTarget.Int32 => ElementKind.Int32,
        _ => ElementKind.UInt32,
    };
}
