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

    /// <summary>What memory holds under a format.</summary>
    internal static ElementKind Kind(QuantizationFormat format) => format == QuantizationFormat.Half ? ElementKind.Half : ElementKind.BFloat16;

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
