namespace Quantization.Gen.Declaration;

/// <summary>What a declaration can get wrong; each has a diagnostic with a help page.</summary>
internal enum Rule
{
    /// <summary>The type is not partial, so nothing can be added to it.</summary>
    NotPartial,

    /// <summary>A type around it is not partial, so it cannot be opened again.</summary>
    ContainingTypeNotPartial,

    /// <summary>The type is of a kind that cannot be a quantizer.</summary>
    UnsupportedType,

    /// <summary>There are no codes of so many bits.</summary>
    BitsOutOfRange,

    /// <summary>The source is no type of values.</summary>
    SourceNotValueType,

    /// <summary>The target is no integer type that codes are stored in.</summary>
    TargetNotCodeType,

    /// <summary>The target does not hold every code.</summary>
    TargetCannotHoldCodes,

    /// <summary>An option contradicts the scheme or another option.</summary>
    OptionConflict,

    /// <summary>An enumeration has no such value.</summary>
    UndefinedValue,

    /// <summary>A constant is outside what it can be.</summary>
    ConstantInvalid,

    /// <summary>The constants given are too few or too many to fix the parameters.</summary>
    ConstantsMismatch,

    /// <summary>The consumer's type already has a member that would be generated.</summary>
    MemberExists,

    /// <summary>The project's C# is too old for the generated code.</summary>
    LanguageVersion,

    /// <summary>No calibration file has the entry, or several have it.</summary>
    CalibrationMissing,

    /// <summary>The calibration entry is for another quantizer.</summary>
    CalibrationMismatch,

    /// <summary>A calibration file is not what one is. It is broken by a file and not by a declaration.</summary>
    CalibrationMalformed,

    /// <summary>The partner is no quantizer whose codes can be multiplied by.</summary>
    PartnerInvalid,

    /// <summary>Sums of so many products as the fixed length has may not fit in the accumulator.</summary>
    AccumulatorTooNarrow,
}
