using Quantization.Gen.Emission;
using Quantization.Gen.Kernels;

namespace Quantization.Gen.Vectors;

/// <summary>Tables of floats in registers: permutations read a part of one, and the bits above choose among parts.</summary>
internal abstract partial class X86Dialect
{
    // More are searched by halves.
    private const int MostCompared = 3;

    /// <summary>The bits of an index that one permutation takes, of one register or of more.</summary>
    protected abstract int PermutedBits { get; }

    /// <summary>The floats of a part of a table at the low bits of each index.</summary>
    /// <param name="registers">The part: one register or more.</param>
    /// <param name="index">The index.</param>
    protected abstract string Permute(IReadOnlyList<string> registers, string index);

    /// <summary>The second of two vectors of floats where a bit of an index is set, the first elsewhere.</summary>
    protected abstract string Choose(string lower, string upper, string index, int bit);

    /// <summary>A statement that adds 1 to lanes of a number where a float has reached a threshold.</summary>
    protected virtual string CountReached(KernelBody body, string number, string x, string threshold) => $"{number} -= {Vector}.GreaterThanOrEqual({x}, {threshold}).AsInt32();";

    internal override Columns FindStep(KernelBody body, Columns reals, string name, Thresholds thresholds)
    {
        if (thresholds.Count <= MostCompared) return base.FindStep(body, reals, name, thresholds);

        Columns found = reals with { Name = name, Kind = ElementKind.Int32 };
        string middle = body.Hoist(TypeOf(ElementKind.Float32), "middle", $"{Vector}.Create({Middle(thresholds)})");
        body.Comment("By halves: bit after bit of the code, each by the threshold that those before it lead to" + WhatHolds);
        Columns code = thresholds.Bits == 1 ? found : found with { Name = "bits1_" };
        foreach (string number in code.Names) body.Line($"{TypeOf(ElementKind.Int32)} {number} = {TypeOf(ElementKind.Int32)}.Zero;");
        Count(code, _ => middle);
        for (int depth = 1; depth < thresholds.Bits; depth++)
        {
            string suffix = Literal.Of(depth + 1);
            Columns to = LookUp(body, code, $"to{suffix}_", thresholds.Table(depth), exact: true);
            Columns next = depth == thresholds.Bits - 1 ? found : found with { Name = $"bits{suffix}_" };
            for (int c = 0; c < next.Count; c++) body.Line($"{TypeOf(ElementKind.Int32)} {next[c]} = {code[c]} + {code[c]};");
            Count(next, c => to[c]);
            code = next;
        }

        return code;

        void Count(Columns numbers, Func<int, string> threshold)
        {
            for (int c = 0; c < numbers.Count; c++) body.Line(CountReached(body, numbers[c], reals[c], threshold(c)));
        }
    }

    /// <summary>What is to be said of a comparison, as the end of a sentence.</summary>
    protected virtual string WhatHolds => "; a comparison that holds is −1.";

    internal override Columns LookUp(KernelBody body, Columns indices, string name, FloatTable table, bool exact)
    {
        string[] registers = [.. Registers(body, table)];
        Columns within = indices;
        if (!exact && table.Values is null && table.Bits < PermutedBits)
        {
            string mask = Broadcast(body, ElementKind.Int32, "lowBits", Literal.Of(table.Count - 1));
            within = body.Each(indices, name + "Index", ElementKind.Int32, x => $"{x} & {mask}");
        }

        return Each(body, within, name, table.Bits, registers);
    }

    // Parts as large as a permutation reaches, and above them the choice between two of each size.
    private Columns Each(KernelBody body, Columns indices, string name, int bits, string[] registers)
    {
        if (bits <= PermutedBits) return body.Each(indices, name, ElementKind.Float32, x => Permute(registers, x));
        string[] lower = [.. registers.Take(registers.Length / 2)], upper = [.. registers.Skip(registers.Length / 2)];
        if (bits == PermutedBits + 1) return body.Each(indices, name, ElementKind.Float32, x => Choose(Permute(lower, x), Permute(upper, x), x, bits - 1));
        Columns low = Each(body, indices, $"{name}Low", bits - 1, lower), high = Each(body, indices, $"{name}High", bits - 1, upper);
        Columns result = low with { Name = name };
        for (int c = 0; c < result.Count; c++) body.Line($"{TypeOf(ElementKind.Float32)} {result[c]} = {Choose(low[c], high[c], indices[c], bits - 1)};");
        return result;
    }

    private IEnumerable<string> Registers(KernelBody body, FloatTable table)
    {
        int count = Math.Max(1, table.Count / Lanes);
        string times = table.Factor is { } factor ? $" * {factor}" : "";
        for (int r = 0; r < count; r++)
        {
            string suffix = count == 1 ? "" : count == 2 ? r == 0 ? "Lower" : "Upper" : Literal.Of(r);
            int first = table.First + (r * Lanes);
            string floats = table.Values is not null
                ? $"{Vector}.Create({string.Join(", ", table.Repeated(r * Lanes, Lanes).Select(Literal.Of))})"
                : $"{Vector}.LoadUnsafe(ref {table.Memory}{(first == 0 ? "" : $", {Literal.Of(first)}")})";
            string? why = r > 0 ? null : count == 1 ? $"Indexed by the low {BitsText(Math.Min(table.Bits, PermutedBits))} of each lane." : $"Indexed by the low {BitsText(table.Bits)} of each lane.";
            yield return body.Hoist(TypeOf(ElementKind.Float32), table.Name + suffix, floats + times, why);
        }
    }

    private static string Middle(Thresholds thresholds) => thresholds.Expressions.ElementAt((1 << (thresholds.Bits - 1)) - 1);

    private static string BitsText(int bits) => bits switch { 1 => "bit", 2 => "two bits", 3 => "three bits", 4 => "four bits", 5 => "five bits", _ => $"{Literal.Of(bits)} bits" };
}
