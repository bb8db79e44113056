using System;
using System.Collections.Generic;

namespace Consumer
{
    /// <summary>Counts what passed and what failed, and says which.</summary>
    internal sealed class Tally
    {
        private int passed;
        private int failed;

        /// <summary>Counts one comparison of two values.</summary>
        public void Equal<T>(string what, T expected, T actual) =>
            Count(what, EqualityComparer<T>.Default.Equals(expected, actual), FormattableString.Invariant($"expected {expected}, got {actual}"));

        /// <summary>Counts one comparison of two sequences; NaN equals NaN.</summary>
        public void Sequence<T>(string what, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        {
            for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
            {
                if (EqualityComparer<T>.Default.Equals(expected[i], actual[i])) continue;
                Count(what, false, FormattableString.Invariant($"at {i} expected {expected[i]}, got {actual[i]}"));
                return;
            }

            Count(what, expected.Length == actual.Length, FormattableString.Invariant($"expected {expected.Length} elements, got {actual.Length}"));
        }

        /// <summary>Counts whether an action throws exactly the exception that is expected, naming the argument that is.</summary>
        public void Throws<T>(string what, string argument, Action action)
            where T : ArgumentException
        {
            try
            {
                action();
                Count(what, false, "nothing was thrown");
            }
            catch (ArgumentException exception)
            {
                bool same = exception.GetType() == typeof(T) && exception.ParamName == argument;
                Count(what, same, FormattableString.Invariant($"got {exception.GetType().Name} for '{exception.ParamName}'"));
            }
        }

        /// <summary>Prints the closing line.</summary>
        /// <returns>The process's exit code.</returns>
        public int Close()
        {
            Console.WriteLine(FormattableString.Invariant($"{passed} passed, {failed} failed"));
            return failed == 0 && passed > 0 ? 0 : 1;
        }

        private void Count(string what, bool holds, string otherwise)
        {
            if (holds)
            {
                passed++;
                return;
            }

            failed++;
            Console.WriteLine($"FAILED {what}: {otherwise}");
        }
    }
}
