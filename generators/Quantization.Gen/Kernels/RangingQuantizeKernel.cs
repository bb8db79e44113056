using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>
/// Quantizes a row and on the way finds the range of another: that one's values come from memory while this one's are computed with.
/// </summary>
internal sealed class RangingQuantizeKernel(QuantizerSpec spec) : Kernel(spec, "QuantizeRanging", Layouts.Values(spec), Layouts.Codes(spec))
{
    private readonly QuantizeKernel quantize = new(spec, "Quantize", Layouts.Codes(spec));

    // Affine ranges are extended to hold 0, and Scale asks for the greatest magnitude.
    private bool HoldsZero => Spec.Scheme != QuantizationScheme.Uniform;

    internal override string Summary => "Quantizes, and finds the range of <paramref name=\"ahead\"/>,";

    internal override string Element => quantize.Element;

    internal override IReadOnlyList<(string Type, string Name)> Arguments =>
        [.. quantize.Arguments, ("ref float", "ahead"), ("out float", "lowestAhead"), ("out float", "highestAhead")];

    internal override bool Streams => false;

    internal override QuotientForm? Quotient(Dialect dialect) => quantize.Quotient(dialect);

    internal override bool Suits(Dialect dialect) => quantize.Suits(dialect);

    internal override Columns Load(KernelBody body, Dialect dialect, string name, string index) => quantize.Load(body, dialect, name, index);

    internal override void Compute(KernelBody body, Dialect dialect, Columns loaded)
    {
        dialect.WidenRange(body, Order(), HoldsZero);
        quantize.Compute(body, dialect, loaded);
    }

    internal override IEnumerable<string> Epilogue(Dialect dialect) => dialect.EndsOfRange(HoldsZero);
}
