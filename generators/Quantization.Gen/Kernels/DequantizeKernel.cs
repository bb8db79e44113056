using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>Codes to values: load → widen → less the zero point → to float → scale → store.</summary>
internal sealed class DequantizeKernel(QuantizerSpec spec) : Kernel(spec)
{
    internal override string Name => "Dequantize";

    internal override string Summary => "Dequantizes";

    internal override ElementKind Source => CodeKind;

    internal override ElementKind Destination => ElementKind.Float32;

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => dialect.LoadCodes(body, name, CodeKind);

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        Columns steps = loaded;
        if (Spec.Constants is { } && Spec.Scheme == QuantizationScheme.Affine && Parameters.ZeroPoint is null) body.Comment("The zero point is 0.");
        if (Parameters.ZeroPoint is { } zeroPoint)
        {
            string zeroPoints = dialect.Broadcast(body, ElementKind.Int32, "zeroPoints", zeroPoint);
            steps = body.Each(loaded, "steps", ElementKind.Int32, x => $"{x} - {zeroPoints}");
        }

        dialect.StoreValues(body, new ReconstructStages(Spec, Parameters, dialect, body).ToValues(steps));
    }
}
