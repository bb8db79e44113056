using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The methods that train: what a quantization network makes of values, and its gradients.</summary>
internal sealed class NetworkMembers(QuantizerSpec spec, MemberWriter members, SourceWriter writer)
{
    private const string Span = "global::System.Span<float>", ReadOnlySpan = "global::System.ReadOnlySpan<float>";
    private const string Network = "global::Quantization.QuantizationNetwork", Runtime = "global::Quantization.Runtime";

    /// <summary>Writes them where they are asked for.</summary>
    internal void Write()
    {
        if (!spec.Has(QuantizerKernels.Network)) return;
        WriteForward();
        WriteBackward();
    }

    private string Levels => Literal.Of(spec.MaxCode + 1);

    private void WriteForward()
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Quantizes softly, as a network in training does: <c>y = α · (Σ sᵢ·σ(T·(β·x − bᵢ)) + Y₀)</c>.</summary>
            /// <param name="source">The values; NaN stays NaN.</param>
            /// <param name="destination">Receives as many values; at least as long as the source, and the very memory of <paramref name="source"/> or apart from it.</param>
            /// <param name="network">The network, of at most {Levels} levels.</param>
            /// <exception cref="global::System.ArgumentException">The destination is too short, or the spans overlap without starting together, or the network has too many levels; nothing is written.</exception>
            /// <exception cref="global::System.InvalidOperationException">A bias is not a number of a magnitude up to 2^100; nothing is written.</exception>
            {GeneratedCode.Attribute}
            """);
        using (writer.Block($"public static void SoftQuantize({ReadOnlySpan} source, {Span} destination, {Network} network)"))
        {
            writer.Line($"{MemberWriter.Guard}.RequireInPlaceOrApart(source, destination);");
            WriteTable();
            writer.Line($"{members.Kernels}.SoftQuantize(");
            writer.Line($"    {MemberWriter.Memory("source", "float", "float")},");
            writer.Line($"    {MemberWriter.Memory("destination", "float", "float")},");
            writer.Line("    (nuint)source.Length, in table);");
        }
    }

    private void WriteBackward()
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>Carries a gradient back through <see cref="SoftQuantize({ReadOnlySpan.Replace('<', '{').Replace('>', '}')}, {Span.Replace('<', '{').Replace('>', '}')}, {Network})"/>: to the values, and to sums of those of the network's parameters.</summary>
            /// <param name="source">The values that were quantized.</param>
            /// <param name="gradient">The gradient of a loss with respect to what became of them; as many elements.</param>
            /// <param name="destination">Receives the gradient with respect to the values; at least as long, and the very memory of an input or apart from both.</param>
            /// <param name="network">The network, of at most {Levels} levels.</param>
            /// <param name="sums">To which the gradients with respect to α, β and, if it has them, the biases are added.</param>
            /// <exception cref="global::System.ArgumentException">The gradient has another number of elements, the destination is too short or overlaps an input without being it, the network has too many levels, or the sums are for another number of biases; nothing is written.</exception>
            /// <exception cref="global::System.InvalidOperationException">A bias is not a number of a magnitude up to 2^100; nothing is written.</exception>
            {GeneratedCode.Attribute}
            """);
        using (writer.Block($"public static void SoftQuantizeGradient({ReadOnlySpan} source, {ReadOnlySpan} gradient, {Span} destination, {Network} network, {Network}Gradient sums)"))
        {
            writer.Line($"{MemberWriter.Guard}.RequireGradient(source, gradient, destination);");
            WriteTable();
            writer.Line($"{Runtime}.NetworkGradients.Run<{members.Kernels}.SoftQuantizeGradient>(source, gradient, destination, in table, sums);");
        }
    }

    private void WriteTable() =>
        writer.Line($"{Runtime}.NetworkTable table = {Runtime}.NetworkTable.Of(network, {Levels}, stackalloc float[{Runtime}.NetworkTable.GetFloats(network)]);");
}
