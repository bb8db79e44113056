using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quantization.Benchmarks.Buffers;
using Quantization.Benchmarks.Peers;

namespace Quantization.Benchmarks.Kernels;

/// <summary>One way of doing a kernel's work, bound to its memory.</summary>
/// <param name="Name">The peer's name.</param>
/// <param name="Run">Does the work once.</param>
internal sealed record Contender(string Name, Action Run)
{
    /// <summary>By how much what it writes may differ from what the reference writes; 0 is not by a bit.</summary>
    public double Tolerance { get; private init; }

    /// <summary>How to find a mistake where the kernel's reference does other work; null where it does the same.</summary>
    public Func<string?>? Check { get; private init; }

    /// <summary>A contender that may differ a little from the kernel's reference.</summary>
    public static Contender Near(string name, Action run, double tolerance) => new(name, run) { Tolerance = tolerance };

    /// <summary>A contender that need not write what the kernel's reference writes; <paramref name="check"/> tells its mistake, or null.</summary>
    public static Contender Free(string name, Action run, Func<string?> check) => new(name, run) { Check = check };

    /// <summary>A contender with a reference of its own, which it must equal in every bit.</summary>
    public static Contender Apart<T>(string name, AlignedBuffer<T> output, Action run, Action reference)
        where T : unmanaged
    {
        Contender contender = new(name, run);
        return contender with { Check = () => Results.FindMistake(output, new Contender(PeerNames.Generic, reference), contender) };
    }
}

/// <summary>The comparison of what contenders write.</summary>
internal static class Results
{
    /// <summary>Runs a contender and the reference; null where the first does not differ by more than it may.</summary>
    public static string? FindMistake<T>(AlignedBuffer<T> output, Contender reference, Contender contender)
        where T : unmanaged
    {
        ReadOnlySpan<T> expected = Written(reference, output).ToArray();
        ReadOnlySpan<T> actual = Written(contender, output);
        int same = MemoryMarshal.AsBytes(expected).CommonPrefixLength(MemoryMarshal.AsBytes(actual)) / Unsafe.SizeOf<T>();
        for (int i = same; i < expected.Length; i++)
        {
            if (contender.Tolerance == 0 || !(Math.Abs(Number(actual[i]) - Number(expected[i])) <= contender.Tolerance))
            {
                return string.Create(null, $"{contender.Name} is wrong at element {i}: {actual[i]} instead of {expected[i]}.");
            }
        }

        return null;
    }

    private static Span<T> Written<T>(Contender contender, AlignedBuffer<T> output)
        where T : unmanaged
    {
        // So that what a contender leaves out is not what the one before it wrote.
        MemoryMarshal.AsBytes(output.Span).Fill(0xA5);
        contender.Run();
        return output.Span;
    }

    private static double Number<T>(T value) => value switch
    {
        float number => number,
        IConvertible code => code.ToDouble(null),
        _ => throw new NotSupportedException($"{typeof(T).Name} has no tolerance."),
    };
}
