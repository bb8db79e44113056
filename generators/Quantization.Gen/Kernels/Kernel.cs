using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>What a kernel computes: which stages, in which order. Instruction sets are the dialect's matter, the loop the method's.</summary>
/// <param name="spec">The declaration.</param>
/// <param name="name">The name of the kernel's methods.</param>
/// <param name="source">How the elements read lie in memory.</param>
/// <param name="destination">How the elements written do.</param>
internal abstract class Kernel(QuantizerSpec spec, string name, Layout source, Layout destination)
{
    /// <summary>The declaration.</summary>
    protected QuantizerSpec Spec { get; } = spec;

    /// <summary>How the code names its parameters.</summary>
    internal ParameterNames Parameters { get; init; } = new(spec);

    /// <summary>The name of its methods.</summary>
    internal string Name { get; } = name;

    /// <summary>How the elements read lie in memory.</summary>
    internal Layout Source { get; } = source;

    /// <summary>How the elements written do.</summary>
    internal Layout Destination { get; } = destination;

    /// <summary>What it does to an element, for the documentation of its methods.</summary>
    internal abstract string Summary { get; }

    /// <summary>What one element that is read is called.</summary>
    internal virtual string Loaded => Source is ValueLayout ? "x" : "code";

    /// <summary>The method that does the same to one element, between an int for a code and a real for a value; null where nothing is computed.</summary>
    internal abstract string? Element { get; }

    /// <summary>What it is given besides memory: C# types and names.</summary>
    internal abstract IReadOnlyList<(string Type, string Name)> Arguments { get; }

    /// <summary>Whether source and destination may be the same memory.</summary>
    internal virtual bool MayRunInPlace => false;

    /// <summary>Whether each element has a number of a random sequence.</summary>
    internal virtual bool TakesRandom => false;

    /// <summary>The fewest elements that lie in whole bytes or blocks at both ends.</summary>
    internal int Group => Math.Max(Source.Group, Destination.Group);

    /// <summary>
    /// Whether its steps can be written past the caches. What is written in pieces of a few bytes cannot be; random numbers take longer than
    /// memory does; and a number of elements that is fixed is small.
    /// </summary>
    internal virtual bool Streams => FixedLength == 0 && Destination.Group == 1 && !TakesRandom && !(Source is SplitHalvesLayout && Destination is CodeLayout);

    /// <summary>Whether what it packs goes past the caches by lines, which the library collects. Codes read are too few to be worth it.</summary>
    internal bool StreamsLines => FixedLength == 0 && Destination is PackedLayout && Source is ValueLayout && !TakesRandom;

    /// <summary>The number of elements of every call, or 0 for any.</summary>
    internal virtual int FixedLength => Spec.Length;

    /// <summary>The form in which it divides by the scale in a dialect, or null where it does not divide.</summary>
    internal virtual QuotientForm? Quotient(Dialect dialect) => null;

    /// <summary>Whether a dialect is faster at it than plain code.</summary>
    internal virtual bool Suits(Dialect dialect) => true;

    /// <summary>Writes the statements that read one step.</summary>
    internal abstract Columns Load(KernelBody body, Dialect dialect, string name, string index);

    /// <summary>Writes the statements from what was read to what is stored.</summary>
    internal abstract void Compute(KernelBody body, Dialect dialect, Columns loaded);

    /// <summary>The statements after the last step.</summary>
    internal virtual IEnumerable<string> Epilogue(Dialect dialect) => [];

    /// <summary>The elements of a step that begins at an index.</summary>
    protected ElementOrder Order(string index = "i") => new(index, Source as SplitHalvesLayout ?? Destination as SplitHalvesLayout);

    /// <summary>The arguments that give the parameters of the scheme, and the random numbers where they are taken.</summary>
    protected static IReadOnlyList<(string Type, string Name)> ArgumentsOf(QuantizerSpec spec, bool random) =>
    [
        .. spec.Constants is null ? spec.ParameterFields.Select(p => (p.Type, p.Name)) : [],
        .. random ? [("ulong", "seed"), ("ulong", "index")] : Array.Empty<(string, string)>(),
    ];
}
