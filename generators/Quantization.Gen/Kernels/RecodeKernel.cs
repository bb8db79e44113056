using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>Codes from one storage to another: load → unpack → keep b bits → narrow → pack → store.</summary>
internal sealed class RecodeKernel(QuantizerSpec spec, string name, Layout source, Layout destination) : Kernel(spec, name, source, destination)
{
    internal override string Summary => Name == "Pack" ? "Packs" : "Unpacks";

    internal override string? Element => null;

    internal override IReadOnlyList<(string Type, string Name)> Arguments => [];

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index)
    {
        Order(index).Prepare(body);
        return dialect.LoadCodes(body, name, Source, Order(index));
    }

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        Columns codes = loaded;
        bool packs = Name == "Pack";
        if (packs)
        {
            body.Comment("A code outside the range keeps its low bits, everywhere the same; narrowing would saturate.");
            codes = KeepLowBits(body, dialect, codes);
        }

        dialect.StoreCodes(body, codes, Destination, new CodeBounds(null, "0", Spec.MinCode, Spec.MaxCode, InRange: true, AreFields: packs && Destination is PackedLayout), Order());
    }

    private Columns KeepLowBits(KernelBody body, Dialect dialect, Columns codes)
    {
        if (Spec.HasSignCodes)
        {
            string ones = dialect.Broadcast(body, ElementKind.Int32, "ones", "1");
            return body.Each(codes, "field", ElementKind.Int32, x => $"({x} >> 31) + {ones}");
        }

        if (Destination is not PackedLayout && Destination.Unit.IsSigned())
        {
            string shift = Literal.Of(32 - Spec.Bits);
            return body.Each(codes, "field", ElementKind.Int32, x => $"({x} << {shift}) >> {shift}");
        }

        string mask = dialect.Broadcast(body, ElementKind.Int32, "mask", Literal.Of((1 << Spec.Bits) - 1));
        return body.Each(codes, "field", ElementKind.Int32, x => $"{x} & {mask}");
    }
}
