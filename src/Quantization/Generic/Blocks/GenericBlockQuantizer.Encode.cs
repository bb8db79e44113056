using System.Buffers.Binary;
using Quantization.Arithmetic;
using Quantization.Runtime;

namespace Quantization;

/// <content>Encoding: the choice of the rule, and the rules that GGUF files began with. Each operation rounds, nothing is fused.</content>
public sealed partial class GenericBlockQuantizer
{
    private const float ByteSteps = 127f;

    private void Encode(ReadOnlySpan<float> source, Span<byte> block)
    {
        Span<int> fields = stackalloc int[source.Length];
        switch (format.Rule)
        {
            case BlockRule.StoredScale: StoredScale(source, block, fields); break;
            case BlockRule.StoredSpan: StoredSpan(source, block, fields); break;
            case BlockRule.Magnitude: Magnitude(source, block, fields); break;
            case BlockRule.SignedMagnitude: SignedMagnitude(source, block, fields); break;
            case BlockRule.Span: LeastToGreatest(source, block, fields); break;
            case BlockRule.SignedBytes: SignedBytes(source, block, fields); break;
            case BlockRule.LeastSquares: LeastSquares(source, block, fields); break;
            case BlockRule.SharedExponent: SharedExponent(source, block, fields); break;
            case BlockRule.SharedExponentNearest: SharedExponentNearest(source, block, fields); break;
            case BlockRule.PartMagnitude: PartMagnitude(source, block, fields); break;
            case BlockRule.Ternary: Ternary(source, block, fields); break;
            default: Search(source, block, fields); break;
        }

        BlockCodes.Write(format, fields, block);
    }

    // d = max|x| / 127; codes with the scale before it is rounded.
    private void Magnitude(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        bool reference = format.Encoding == BlockEncoding.Reference;
        float magnitude = BlockRange.Of(source).Magnitude, d = magnitude / ByteSteps;
        float inverse = FiniteOr0(reference ? 1f / d : ByteSteps / magnitude);
        int sum = 0;
        for (int i = 0; i < fields.Length && inverse != 0f; i++)
        {
            float product = Number(source[i]) * inverse;
            fields[i] = Within(reference ? MathF.Round(product, MidpointRounding.AwayFromZero) : MathF.Round(product));
            sum += fields[i];
        }

        BlockParameters.Write(format.Scale!, block, d);
        if (format.Sums == BlockSums.Half) BlockParameters.WriteHalf(block[format.SumsOffset..], d * sum);
    }

    // The value of largest magnitude takes the lowest code, −8 or −16.
    private void SignedMagnitude(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        float d = BlockRange.Of(source).Furthest / format.MinCode, inverse = FiniteOr0(1f / d), half = format.Zero + 0.5f;
        fields.Fill(format.Zero);
        for (int i = 0; i < fields.Length && inverse != 0f; i++) fields[i] = Truncated((Number(source[i]) * inverse) + half);
        BlockParameters.Write(format.Scale!, block, d);
    }

    private void LeastToGreatest(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        BlockRange range = BlockRange.Of(source);
        float d = (range.Maximum - range.Minimum) / format.MaxCode, inverse = FiniteOr0(1f / d);
        for (int i = 0; i < fields.Length && inverse != 0f; i++) fields[i] = Truncated(((Number(source[i]) - range.Minimum) * inverse) + 0.5f);
        BlockParameters.Write(format.Scale!, block, d);
        BlockParameters.Write(format.Minimum!, block, range.Minimum);
    }

    // The value of largest magnitude takes −127. The scale is a float, and the sums of every 16 codes follow.
    private void SignedBytes(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        float inverse = FiniteOr0(-ByteSteps / BlockRange.Of(source).Furthest);
        for (int i = 0; i < fields.Length && inverse != 0f; i++) fields[i] = Within(MathF.Round(inverse * Number(source[i])));
        BlockParameters.Write(format.Scale!, block, inverse == 0f ? 0f : 1f / inverse);
        for (int first = 0; first < fields.Length; first += 16)
        {
            int sum = 0;
            foreach (int code in fields.Slice(first, 16)) sum += code;
            BinaryPrimitives.WriteInt16LittleEndian(block[(format.SumsOffset + (first / 8))..], (short)sum);
        }
    }

    // The value of largest magnitude takes the lowest level; then the scale is the best for the codes, values weighted by their squares.
    private void LeastSquares(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        float[] levels = format.Levels!;
        float d = BlockRange.Of(source).Furthest / levels[0], inverse = FiniteOr0(1f / d), products = 0f, squares = 0f;
        for (int i = 0; i < fields.Length && inverse != 0f; i++)
        {
            float x = Number(source[i]), scaled = x * inverse;
            int level = 0;
            foreach (float midpoint in midpoints) level += scaled >= midpoint ? 1 : 0;
            fields[i] = level;
            if (!float.IsFinite(x)) continue;
            float weighted = x * x * levels[level];
            products += weighted * x;
            squares += weighted * levels[level];
        }

        // Without a finite quotient, where squares overflow or vanish, the first scale stays.
        float best = products / squares;
        BlockParameters.Write(format.Scale!, block, inverse == 0f ? 0f : float.IsFinite(best) ? best : d);
    }

    // d = max|x|; −1, 0 and 1, ties away from zero.
    private void Ternary(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        float d = BlockRange.Of(source).Magnitude, inverse = FiniteOr0(1f / d);
        fields.Fill(format.Zero);
        for (int i = 0; i < fields.Length && inverse != 0f; i++)
        {
            fields[i] = format.Zero + Within(MathF.Round(Number(source[i]) * inverse, MidpointRounding.AwayFromZero));
        }

        BlockParameters.Write(format.Scale!, block, d);
    }

    // The scales of parts are searched among finite values; an infinity then takes the extreme code of its sign.
    private void Search(ReadOnlySpan<float> source, Span<byte> block, Span<int> fields)
    {
        Span<float> finite = stackalloc float[source.Length];
        float magnitude = BlockRange.Of(source).Magnitude;
        for (int i = 0; i < finite.Length; i++) finite[i] = Math.Clamp(Number(source[i]), -magnitude, magnitude);
        Span<float> inverses = stackalloc float[16], offsets = stackalloc float[16];
        SuperBlockSearch.FindScales(format, finite, block, inverses, offsets);
        for (int i = 0; i < fields.Length; i++)
        {
            int part = i / format.PartSize;
            float x = float.IsInfinity(source[i]) && inverses[part] != 0f ? source[i] : finite[i];
            fields[i] = format.Zero + Within(MathF.Round((x + offsets[part]) * inverses[part]));
        }
    }

    /// <summary>A value with NaN as 0.</summary>
    private static float Number(float x) => float.IsNaN(x) ? 0f : x;

    private static float FiniteOr0(float inverse) => float.IsFinite(inverse) ? inverse : 0f;

    // The comparisons are made in float, where what is far outside stays there.
    private int Within(float rounded) => (int)Math.Clamp(rounded, format.MinCode, format.MaxCode);

    private int Truncated(float field) => (int)Math.Clamp(field, 0f, format.MaxCode + format.Zero);
}
