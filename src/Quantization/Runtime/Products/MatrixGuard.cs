using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Runtime;

/// <summary>The checks of matrix products, made before anything is written.</summary>
internal static class MatrixGuard
{
    // Their tables, of four numbers for each, take a gigabyte then.
    private const int MostOutputs = 1 << 26;

    /// <summary>Requires weights that can be packed.</summary>
    internal static void RequireWeights(ReadOnlySpan<sbyte> weights, int outputs, int inputs, in MatrixCodes codes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outputs);
        ArgumentOutOfRangeException.ThrowIfNegative(inputs);
        if (inputs > codes.MaxInputs)
        {
            throw new ArgumentOutOfRangeException(nameof(inputs), inputs, Invariant($"Sums of more than {codes.MaxInputs} products of these codes may not fit 32 bits."));
        }

        long count = (long)outputs * inputs;
        if (weights.Length != count) throw new ArgumentException(Invariant($"{outputs} outputs of {inputs} inputs are {count} weights, not {weights.Length}."), nameof(weights));
        int wrong = weights.IndexOfAnyExceptInRange((sbyte)codes.MinWeight, (sbyte)codes.MaxWeight);
        if (wrong < 0) return;
        throw new ArgumentException(Invariant($"Weight {wrong} is {weights[wrong]}, and codes are from {codes.MinWeight} to {codes.MaxWeight}."), nameof(weights));
    }

    /// <summary>Requires operands that fit together; returns the number of rows.</summary>
    internal static int RequireProduct<TCode, TResult>(
        ReadOnlySpan<TCode> activations, [NotNull] PackedMatrix? weights, Span<TResult> destination, in MatrixCodes codes, int degreeOfParallelism)
        where TCode : unmanaged
        where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreeOfParallelism);
        if (weights.Layout != PackedMatrixLayout.SignedBytes || weights.Sums is not { } sums)
        {
            throw new ArgumentException($"The weights are packed as {weights.Layout}, and bytes are multiplied by {nameof(PackedMatrixLayout.SignedBytes)}.", nameof(weights));
        }

        // Matrices from files may be of another declaration.
        if (sums.Least < codes.MinWeight || sums.Greatest > codes.MaxWeight)
        {
            throw new ArgumentException(Invariant($"The weights are from {sums.Least} to {sums.Greatest}, and codes are from {codes.MinWeight} to {codes.MaxWeight}."), nameof(weights));
        }

        if (weights.Inputs > codes.MaxInputs)
        {
            throw new ArgumentException(Invariant($"The weights have {weights.Inputs} inputs, and sums of more than {codes.MaxInputs} products of these codes may not fit 32 bits."), nameof(weights));
        }

        if (weights.Outputs > MostOutputs)
        {
            throw new ArgumentException(Invariant($"The weights have {weights.Outputs} outputs, and there are at most {MostOutputs} in a product."), nameof(weights));
        }

        int rows = weights.Inputs == 0 ? 0 : activations.Length / weights.Inputs;
        if (activations.Length != (long)rows * weights.Inputs)
        {
            throw new ArgumentException(Invariant($"{activations.Length} activations are not whole rows of {weights.Inputs} inputs."), nameof(activations));
        }

        long results = (long)rows * weights.Outputs;
        if (destination.Length < results)
        {
            throw new ArgumentException(Invariant($"The destination has {destination.Length} elements; {rows} rows of {weights.Outputs} outputs need {results}."), nameof(destination));
        }

        // Only what is written counts.
        if (QuantizerGuard.Overlap(activations, activations.Length, destination, (int)results)) throw new ArgumentException("The destination overlaps the activations in memory.", nameof(destination));
        RequireActivations(activations, codes);
        return weights.Outputs == 0 ? 0 : rows;
    }

    /// <summary>Requires zero points that are codes, and as many as there may be.</summary>
    internal static void RequireZeroPoints(int ofActivations, ReadOnlySpan<int> ofWeights, int outputs, in MatrixCodes codes, string activationName, string weightName)
    {
        (int min, int max) = codes.ActivationsHaveZeroPoint ? (codes.MinActivation, codes.MaxActivation) : (0, 0);
        if (ofActivations < min || ofActivations > max) throw OutOfRange("activations", ofActivations, min, max, activationName);
        if (!ofWeights.IsEmpty) RequireCount(ofWeights.Length, outputs, "zero points", weightName);
        (min, max) = codes.WeightsHaveZeroPoint ? (codes.MinWeight, codes.MaxWeight) : (0, 0);
        foreach (int zeroPoint in ofWeights)
        {
            if (zeroPoint < min || zeroPoint > max) throw OutOfRange("weights", zeroPoint, min, max, weightName);
        }
    }

    /// <summary>Requires an epilogue that fits the product.</summary>
    internal static void RequireEpilogue(in FloatEpilogue epilogue, int outputs, in MatrixCodes codes)
    {
        RequireZeroPoints(epilogue.ActivationZeroPoint, epilogue.WeightZeroPoints, outputs, codes, nameof(epilogue), nameof(epilogue));
        RequireCount(epilogue.WeightScales.Length, outputs, "scales", nameof(epilogue));
        RequirePositive(epilogue.ActivationScale, "The scale of activations");
        foreach (float scale in epilogue.WeightScales)
        {
            RequirePositive(scale, "A scale of weights");
            RequirePositive(epilogue.ActivationScale * scale, "The product of two scales, as a float,");
        }

        RequireBias(epilogue.Bias.Length, outputs);
        foreach (float bias in epilogue.Bias)
        {
            if (!float.IsFinite(bias)) throw new ArgumentOutOfRangeException(nameof(epilogue), bias, "A bias must be finite.");
        }
    }

    /// <summary>Requires an epilogue that fits the product.</summary>
    internal static void RequireEpilogue(in RequantizeEpilogue epilogue, int outputs, in MatrixCodes codes)
    {
        RequireZeroPoints(epilogue.ActivationZeroPoint, epilogue.WeightZeroPoints, outputs, codes, nameof(epilogue), nameof(epilogue));
        RequireCount(epilogue.Multipliers.Length, outputs, "multipliers", nameof(epilogue));
        foreach (float multiplier in epilogue.Multipliers) RequirePositive(multiplier, "A multiplier");
        RequireBias(epilogue.Bias.Length, outputs);
        (int min, int max) = codes.ActivationsHaveZeroPoint ? (codes.MinActivation, codes.MaxActivation) : (0, 0);
        if (epilogue.ZeroPoint < min || epilogue.ZeroPoint > max) throw OutOfRange("results", epilogue.ZeroPoint, min, max, nameof(epilogue));
    }

    // What is declared narrower than its type is what kernels count on.
    private static void RequireActivations<TCode>(ReadOnlySpan<TCode> activations, in MatrixCodes codes)
        where TCode : unmanaged
    {
        int wrong, code;
        if (typeof(TCode) == typeof(byte))
        {
            if (codes is { MinActivation: 0, MaxActivation: byte.MaxValue }) return;
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(activations);
            wrong = bytes.IndexOfAnyExceptInRange((byte)codes.MinActivation, (byte)codes.MaxActivation);
            code = wrong < 0 ? 0 : bytes[wrong];
        }
        else
        {
            if (codes is { MinActivation: sbyte.MinValue, MaxActivation: sbyte.MaxValue }) return;
            ReadOnlySpan<sbyte> bytes = MemoryMarshal.Cast<TCode, sbyte>(activations);
            wrong = bytes.IndexOfAnyExceptInRange((sbyte)codes.MinActivation, (sbyte)codes.MaxActivation);
            code = wrong < 0 ? 0 : bytes[wrong];
        }

        if (wrong >= 0) throw new ArgumentException(Invariant($"Activation {wrong} is {code}, and codes are from {codes.MinActivation} to {codes.MaxActivation}."), nameof(activations));
    }

    private static void RequireCount(int count, int outputs, string what, string name)
    {
        if (count != 1 && count != outputs) throw new ArgumentException(Invariant($"There must be one for all or one for each of {outputs} outputs, not {count} {what}."), name);
    }

    private static void RequireBias(int count, int outputs)
    {
        if (count != 0 && count != outputs) throw new ArgumentException(Invariant($"There must be no bias or one for each of {outputs} outputs, not {count}."), "epilogue");
    }

    private static void RequirePositive(float number, string what)
    {
        if (!(number > 0f && float.IsFinite(number))) throw new ArgumentOutOfRangeException("epilogue", number, $"{what} must be positive and finite.");
    }

    private static ArgumentOutOfRangeException OutOfRange(string whose, int zeroPoint, int min, int max, string name) =>
        new(name, zeroPoint, min == max ? $"The {whose} have no zero point but 0." : Invariant($"The zero point of {whose} must be a code, from {min} to {max}."));

    private static string Invariant(ref DefaultInterpolatedStringHandler message) => string.Create(CultureInfo.InvariantCulture, ref message);
}
