using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using Quantization.Benchmarks.Kernels;

namespace Quantization.Benchmarks.Compare;

/// <summary>Seconds of one call.</summary>
internal readonly record struct Timing(double Best, double Median);

/// <summary>
/// Times contenders in turn, round after round, so that what disturbs the machine disturbs all of them. The best round is the
/// least disturbed one; the median tells how typical it was.
/// </summary>
internal static class RoundRobin
{
    private const int LeastRounds = 15;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Runs contenders until the just-in-time compiler has had nothing to do for a while. It compiles a method again after
    /// thirty calls and a pause of 100 ms, twice if it instruments it first, so what is measured later is its last word.
    /// </summary>
    public static void WarmUp(IReadOnlyList<Contender> contenders)
    {
        Stopwatch total = Stopwatch.StartNew();
        Stopwatch quiet = Stopwatch.StartNew();
        long compiled = JitInfo.GetCompiledMethodCount();
        while (quiet.Elapsed < Quiet && total.Elapsed < LongestWarmUp)
        {
            foreach (Contender contender in contenders) Calibrate(contender.Run);
            long now = JitInfo.GetCompiledMethodCount();
            if (now == compiled) continue;
            compiled = now;
            quiet.Restart();
        }
    }

    /// <summary>Times each contender, at least fifteen rounds and as many more as the budget allows.</summary>
    public static Timing[] Measure(IReadOnlyList<Contender> contenders)
    {
        int[] calls = [.. contenders.Select(contender => Calibrate(contender.Run))];
        List<double>[] rounds = [.. contenders.Select(_ => new List<double>())];
        Stopwatch total = Stopwatch.StartNew();
        for (int round = 0; round < LeastRounds || total.Elapsed < Budget; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                // Another one begins each time, so that none always follows the same neighbour.
                int i = (round + turn) % contenders.Count;
                rounds[i].Add(Time(contenders[i].Run, calls[i]).TotalSeconds / calls[i]);
            }
        }

        return [.. rounds.Select(times => new Timing(times.Min(), Median(times)))];
    }

    // How many calls fill a turn.
    private static int Calibrate(Action run)
    {
        for (int calls = 1; ; calls *= 2)
        {
            TimeSpan elapsed = Time(run, calls);
            if (elapsed >= Turn / 2) return Math.Max(1, (int)(calls * (Turn / elapsed)));
        }
    }

    // Compiled once, as it is: instrumented and compiled again, it would inline the contender that it saw most often.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TimeSpan Time(Action run, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) run();
        return Stopwatch.GetElapsedTime(start);
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        int middle = times.Count / 2;
        return times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
}
