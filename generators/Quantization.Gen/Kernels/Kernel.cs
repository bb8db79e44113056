using Quantization.Gen.Declaration;

namespace Quantization.Gen.Kernels;

/// <summary>What a kernel computes: which stages, in which order. Instruction sets are the dialect's matter, the loop the method's.</summary>
internal abstract class Kernel(QuantizerSpec spec)
{
    /// <summary>The declaration.</summary>
    protected QuantizerSpec Spec { get; } = spec;

    /// <summary>How the code names its parameters.</summary>
    protected ParameterNames Parameters { get; } = new(spec);

    /// <summary>The public method's name.</summary>
    internal abstract string Name { get; }

    /// <summary>What it does to an element, for the documentation of its methods.</summary>
    internal abstract string Summary { get; }

    /// <summary>The type of an element read.</summary>
    internal abstract ElementKind Source { get; }

    /// <summary>The type of an element written.</summary>
    internal abstract ElementKind Destination { get; }

    /// <summary>Whether source and destination may be the same memory.</summary>
    internal virtual bool MayRunInPlace => false;

    /// <summary>The form in which it divides by the scale in a dialect, or null where it does not divide.</summary>
    internal virtual QuotientForm? Quotient(Dialect dialect) => null;

    /// <summary>Writes the statements that read one step.</summary>
    internal abstract Columns Load(KernelBody body, Dialect dialect, string name, string index);

    /// <summary>Writes the statements from what was read to what is stored.</summary>
    internal abstract void Compute(KernelBody body, Dialect dialect, Columns loaded);

    /// <summary>The stored type of a code.</summary>
    protected ElementKind CodeKind => Spec.Target switch
    {
        IntegerTarget.SByte => ElementKind.SByte,
        IntegerTarget.Byte => ElementKind.Byte,
        _ => throw new NotSupportedException($"There are no kernels for {Spec.Target} codes; the validator refuses them."),
    };
}
