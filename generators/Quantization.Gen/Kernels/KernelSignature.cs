using Quantization.Gen.Declaration;
using Quantization.Gen.Emission;

namespace Quantization.Gen.Kernels;

/// <summary>The parts of a kernel's signature that depend on whether its parameters are constants.</summary>
internal sealed class KernelSignature(QuantizerSpec spec)
{
    /// <summary>What a declaration of a method ends with.</summary>
    internal string Declared => HasParameters ? $", {SpecText.ParametersType(spec)} parameters" : "";

    /// <summary>What a call ends with.</summary>
    internal string Passed => HasParameters ? ", parameters" : "";

    /// <summary>The type argument for the library's streaming loop, which always has one.</summary>
    internal string StreamingType => HasParameters ? SpecText.ParametersType(spec) : "NoParameters";

    /// <summary>What is passed to that loop.</summary>
    internal string StreamingPassed => HasParameters ? ", parameters" : ", default";

    private bool HasParameters => spec.Constants is null;
}
