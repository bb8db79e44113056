using System.Runtime.InteropServices;

namespace Quantization.Tests.Blocks;

/// <summary>Values for blocks: what scales, codes and their ties depend on, and what has gone wrong somewhere.</summary>
internal static class BlockInputs
{
    private static readonly float[] tops = [1f, 3f, 6f, 7f, 7.5f, 8f, 15f, 16f, 28f, 31f, 32f, 63f, 64f, 113f, 127f, 128f, 255f, 448f, 57344f];

    private static readonly Dictionary<string, Func<Random, float[], bool>> kinds = new()
    {
        ["Gaussian"] = (random, block) => Fill(block, _ => Gaussian(random)),
        ["Integers"] = (random, block) => Fill(block, _ => random.Next(-4, 5)),
        ["Ties"] = Ties,
        ["Zeros"] = (random, block) => Fill(block, _ => 0f),
        ["Zeros of both signs"] = (random, block) => Fill(block, _ => random.Next(2) == 0 ? 0f : -0f),
        ["Cut off below zero"] = (random, block) => Fill(block, _ => random.Next(3) == 0 ? -0f : float.Max(0f, Gaussian(random))),
        ["One element"] = OneElement,
        ["Wide within a block"] = (random, block) => Fill(block, _ => Gaussian(random) * MathF.Pow(10f, random.Next(-38, 38))),
        ["Wide across blocks"] = WideAcrossBlocks,
        ["Any bits"] = AnyBits,
        ["A few that are not finite"] = (random, block) => Fill(block, _ => random.Next(40) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, _ => Gaussian(random) }),
        ["Nothing finite"] = (random, block) => Fill(block, _ => random.Next(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity }),
        ["Special values"] = (random, block) => Fill(block, _ => Inputs.Special[random.Next(Inputs.Special.Length)]),
        ["A constant"] = Constant,
        ["Two values"] = (random, block) => Fill(block, _ => random.Next(2) == 0 ? 1.5f : -1.5f),
        ["All positive"] = (random, block) => Fill(block, _ => 5f + random.NextSingle()),
        ["All negative"] = (random, block) => Fill(block, _ => -5f - random.NextSingle()),
        ["Tiny"] = (random, block) => Fill(block, _ => random.Next(-500, 501) * float.Epsilon),
        ["Huge"] = (random, block) => Fill(block, _ => ((2f * random.NextSingle()) - 1f) * float.MaxValue),
    };

    /// <summary>The kinds of values there are.</summary>
    internal static IEnumerable<string> Kinds => kinds.Keys;

    /// <summary>So many blocks of a kind; no NaN where it is refused.</summary>
    internal static float[] Of(string kind, BlockSubject subject, int blocks, int seed = 1) => Make(subject, blocks, seed, _ => kinds[kind]);

    /// <summary>So many blocks, each of another kind than the one before.</summary>
    internal static float[] Mixed(BlockSubject subject, int blocks, int seed = 1)
    {
        Func<Random, float[], bool>[] all = [.. kinds.Values];
        return Make(subject, blocks, seed, block => all[block % all.Length]);
    }

    /// <summary>So many blocks of bell-shaped values.</summary>
    internal static float[] Gaussian(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Gaussian(random))];
    }

    private static float[] Make(BlockSubject subject, int blocks, int seed, Func<int, Func<Random, float[], bool>> kindOf)
    {
        Random random = new(seed);
        float[] values = new float[blocks * subject.Size], block = new float[subject.Size];
        for (int b = 0; b < blocks; b++)
        {
            kindOf(b)(random, block);
            if (subject.RefusesNaN) for (int i = 0; i < block.Length; i++) block[i] = float.IsNaN(block[i]) ? 1f : block[i];
            block.CopyTo(values, b * subject.Size);
        }

        return values;
    }

    private static bool Fill(float[] block, Func<int, float> value)
    {
        for (int i = 0; i < block.Length; i++) block[i] = value(i);
        return true;
    }

    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    // Of a block from −top, −top − 1 or 0 to top the step is 1 in many a format; halves are ties then. With neighbours, and scaled by a power of two.
    private static bool Ties(Random random, float[] block)
    {
        float top = tops[random.Next(tops.Length)], bottom = random.Next(3) switch { 0 => -top, 1 => -top - 1f, _ => 0f }, scale = MathF.ScaleB(1f, random.Next(-8, 8));
        Fill(block, _ =>
        {
            float tie = float.Round(bottom + ((top - bottom) * random.NextSingle())) + (random.Next(3) * 0.5f);
            return scale * float.Clamp(random.Next(4) switch { 0 => MathF.BitIncrement(tie), 1 => MathF.BitDecrement(tie), _ => tie }, bottom, top);
        });
        block[random.Next(block.Length / 2)] = scale * top;
        block[(block.Length / 2) + random.Next(block.Length / 2)] = scale * bottom;
        return true;
    }

    private static bool OneElement(Random random, float[] block)
    {
        Array.Clear(block);
        block[random.Next(block.Length)] = Gaussian(random);
        return true;
    }

    private static bool WideAcrossBlocks(Random random, float[] block)
    {
        float scale = MathF.ScaleB(1f, random.Next(-150, 127));
        return Fill(block, _ => Gaussian(random) * scale);
    }

    private static bool AnyBits(Random random, float[] block)
    {
        random.NextBytes(MemoryMarshal.AsBytes(block.AsSpan()));
        return true;
    }

    private static bool Constant(Random random, float[] block)
    {
        float constant = Gaussian(random) * MathF.ScaleB(1f, random.Next(-20, 20));
        return Fill(block, _ => constant);
    }
}
