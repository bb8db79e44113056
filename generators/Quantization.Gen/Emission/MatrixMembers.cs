using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods of matrix products whose weights are codes of the declaration.</summary>
internal sealed class MatrixMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private const string Library = "global::Quantization", Products = "global::Quantization.Runtime.MatrixProducts", Span = "global::System.Span", ReadOnlySpan = "global::System.ReadOnlySpan";

    private readonly string activation = spec.Other.CodeType;

    /// <summary>Writes them where they are asked for.</summary>
    internal void Write()
    {
        if (!spec.Has(QuantizerKernels.MatrixProduct)) return;
        WritePack();
        WriteMultiplyCodes();
        WriteMultiply("float", "FloatEpilogue", "the float result for each row and output", "y = (float)sum · scale + bias");
        WriteMultiply(activation, "RequantizeEpilogue", $"the code for each row and output, {Range(spec.Other)}", "q = saturate(nearest-even((float)(sum + bias) · multiplier) + z)");
    }

    private void WritePack()
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Packs the weights of a matrix product, once for all products with them.</summary>
            /// <param name="weights">The weights, {Range(spec)}: the inputs of the first output, then those of the second, and so on.</param>
            /// <param name="outputs">The number of outputs.</param>
            /// <param name="inputs">The number of inputs of each, at most {Literal.Of(MostInputs)}: that many products have a sum that 32 bits hold.</param>
            /// <returns>The packed weights.</returns>
            /// <exception cref="global::System.ArgumentException">There are not as many weights, one is no code, or they take more bytes packed than an array has.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A number is negative, or there are too many inputs.</exception>
            {GeneratedCode.Attribute}
            public static {Library}.PackedMatrix PackMatrix({ReadOnlySpan}<sbyte> weights, int outputs, int inputs) =>
                {Products}.Pack(weights, outputs, inputs, {members.Kernels}.MatrixTiles.Codes);
            """);
    }

    private void WriteMultiplyCodes()
    {
        writer.Line();
        writer.Line("/// <summary>Multiplies rows of activations by packed weights: the sums <c>Σ (a − z_a) · (w − z_w)</c>, which are exact.</summary>");
        DocumentOperands("the sum for each row and output");
        writer.Line($"/// <param name=\"activationZeroPoint\">z_a, the code of 0.0 among the activations{(IsAffine(spec.Other) ? "" : ": 0, as they have no other")}.</param>");
        writer.Line($"/// <param name=\"weightZeroPoints\">z_w, the codes of 0.0 among the weights{(IsAffine(spec) ? ": none where all are 0, one for all, or one for each output" : ": none, as they have no other than 0")}.</param>");
        DocumentDegree();
        DocumentRefusals("a zero point is no code");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public static void MultiplyCodes({ReadOnlySpan}<{activation}> activations, {Library}.PackedMatrix weights, {Span}<int> destination, int activationZeroPoint = 0, {ReadOnlySpan}<int> weightZeroPoints = default, int degreeOfParallelism = 1) =>");
        writer.Line($"    {Products}.MultiplyCodes<{members.Kernels}.MatrixTiles, {activation}>(activations, weights, destination, activationZeroPoint, weightZeroPoints, degreeOfParallelism);");
    }

    private void WriteMultiply(string result, string epilogue, string results, string formula)
    {
        writer.Line();
        writer.Line($"/// <summary>Multiplies rows of activations by packed weights, and makes of the exact sums <c>{formula}</c>.</summary>");
        DocumentOperands(results);
        writer.Line("/// <param name=\"epilogue\">What becomes of the sums.</param>");
        DocumentDegree();
        DocumentRefusals("a number of the epilogue is not valid");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public static void Multiply({ReadOnlySpan}<{activation}> activations, {Library}.PackedMatrix weights, {Span}<{result}> destination, in {Library}.{epilogue} epilogue, int degreeOfParallelism = 1) =>");
        writer.Line($"    {Products}.Multiply<{members.Kernels}.MatrixTiles, {activation}>(activations, weights, destination, epilogue, degreeOfParallelism);");
    }

    private void DocumentOperands(string results)
    {
        writer.Line($"/// <param name=\"activations\">Whole rows of as many activations as the weights have inputs, {Range(spec.Other)}{(spec.Partner is { } partner ? $": codes of <c>{SpecText.TypeName(partner)}</c>" : "")}.</param>");
        writer.Line("/// <param name=\"weights\">The weights, as <c>PackMatrix</c> packed them or <c>PackedMatrix.Read</c> read them.</param>");
        writer.Line($"/// <param name=\"destination\">Receives {results}, row by row; long enough for all of them, and apart from the activations in memory.</param>");
    }

    private void DocumentDegree() => writer.Line("/// <param name=\"degreeOfParallelism\">The most threads that share the work; the results are the same.</param>");

    private void DocumentRefusals(string outOfRange)
    {
        writer.Line("/// <exception cref=\"global::System.ArgumentNullException\">There are no weights.</exception>");
        writer.Line("/// <exception cref=\"global::System.ArgumentException\">The operands do not fit together, an activation or a weight is no code of the declarations, or there are not as many numbers as outputs; nothing is written.</exception>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">{char.ToUpperInvariant(outOfRange[0])}{outOfRange.Substring(1)}, or the degree of parallelism is less than 1; nothing is written.</exception>");
    }

    private int MostInputs => ProductLimits.MostProducts(Greatest(spec), Greatest(spec.Other));

    // Of q − z: the zero point is a code where there is one.
    private static int Greatest(QuantizerSpec codes) => ProductLimits.Greatest(codes.MinCode, codes.MaxCode, IsAffine(codes));

    private static bool IsAffine(QuantizerSpec codes) => codes.Scheme == QuantizationScheme.Affine;

    private static string Range(QuantizerSpec codes) => $"from {Literal.Of(codes.MinCode)} to {Literal.Of(codes.MaxCode)}";
}
