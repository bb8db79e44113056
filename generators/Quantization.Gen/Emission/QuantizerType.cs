using Quantization.Gen.Declaration;

namespace Quantization.Gen.Emission;

/// <summary>The consumer's type: constants and documented methods that check their arguments and call the kernels.</summary>
internal sealed class QuantizerType(QuantizerSpec spec, SourceWriter writer)
{
    private readonly string parametersType = SpecText.QualifiedParametersType(spec);

    private bool IsConstant => spec.Constants is not null;

    private bool IsRandom => spec.Rounding == Rounding.Stochastic;

    /// <summary>Writes the type inside its containers; its members read as a table of contents.</summary>
    internal void Write()
    {
        WriteShell(0, () =>
        {
            if (spec.HasBlocks)
            {
                new BlockMembers(spec, writer).Write();
                return;
            }

            WriteConstants();
            if (spec.Steps is not null) WriteTables();
            if (IsConstant) WriteParametersProperty();
            else if (spec.Format is null && !spec.TakesTable) WriteParametersFor();
            var members = new MemberWriter(spec, writer);
            new ElementwiseMembers(spec, members, writer).Write();
            new PackedMembers(spec, members, writer).Write();
            new ChannelMembers(spec, members, writer).Write();
            new RequantizeMembers(spec, members, writer).Write();
            new NetworkMembers(spec, members, writer).Write();
            new MatrixMembers(spec, members, writer).Write();
            if (!spec.Shell.IsStatic && spec.Format is null) WriteInterfaceMembers();
        });
    }

    private void WriteShell(int depth, Action members)
    {
        if (depth < spec.Shell.Containers.Count)
        {
            TypeHeader container = spec.Shell.Containers[depth];
            using (writer.Block($"partial {container.Keyword} {container.Reference}")) WriteShell(depth + 1, members);
            return;
        }

        TypeHeader type = spec.Shell.Type;
        string header = $"partial {type.Keyword} {type.Reference}";
        string[] interfaces = spec.Shell.IsStatic ? [] : [.. Interfaces()];
        if (interfaces.Length > 0) header += " :\n    " + string.Join(",\n    ", interfaces.Select(i => $"global::Quantization.{i}"));
        using (writer.Block(header)) members();
    }

    // As much of the interfaces as there are methods for; random numbers are an argument that none of them has.
    private IEnumerable<string> Interfaces()
    {
        if (spec.HasBlocks)
        {
            foreach (string blocks in new BlockMembers(spec, writer).Interfaces()) yield return blocks;
            yield break;
        }

        string self = spec.Shell.Type.Reference, value = spec.ValueType, code = spec.CodeType;
        bool dequantizes = spec.Has(QuantizerKernels.Dequantize);
        bool quantizes = spec.Has(QuantizerKernels.Quantize) && dequantizes && spec.Has(QuantizerKernels.FakeQuantize) && !IsRandom;
        bool isFixed = IsConstant || spec.Format is not null;
        if (spec.Format is null) yield return "IQuantizationCodes";
        if (isFixed && quantizes) yield return $"IFixedQuantizer<{self}, {value}, {code}>";
        else if (isFixed && dequantizes) yield return $"IFixedDequantizer<{self}, {value}, {code}>";
        else if (quantizes) yield return $"{(spec.TakesTable ? "IValueQuantizer" : "IQuantizer")}<{self}, {value}, {code}, {parametersType}>";
        else if (dequantizes) yield return $"IDequantizer<{self}, {value}, {code}, {parametersType}>";
        if (IsConstant) yield return $"IFixedParameters<{parametersType}>";
        if (spec.Has(QuantizerKernels.QuantizePacked) && spec.Has(QuantizerKernels.DequantizePacked) && !isFixed && !IsRandom) yield return $"IPackedQuantizer<{self}, {value}, {parametersType}>";
        if (spec.Has(QuantizerKernels.Pack)) yield return $"IPackedCodes<{self}, {code}>";
        if (spec.Has(QuantizerKernels.MatrixProduct)) yield return $"IMatrixProduct<{self}, {spec.Other.CodeType}>";
    }

    private void WriteConstants()
    {
        List<(string Name, int Value, string Summary)> constants = [("Bits", spec.Bits, spec.Format is null ? "The width of a code in bits." : "The width of a stored value in bits.")];
        if (spec.Format is null)
        {
            constants.Add(("MinCode", spec.MinCode, "The lowest code."));
            constants.Add(("MaxCode", spec.MaxCode, "The highest code."));
        }

        for (int c = 0; c < constants.Count; c++)
        {
            if (c > 0) writer.Line();
            writer.Line($"/// <summary>{constants[c].Summary}</summary>");
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"public const int {constants[c].Name} = {Literal.Of(constants[c].Value)};");
        }
    }

    private void WriteTables()
    {
        WriteTable("Levels", spec.Steps!.Levels, spec.Scheme == QuantizationScheme.Codebook ? "The levels, ascending, without a scale; the index of one is its code." : "The levels, ascending; the index of one is its code.");
        if (spec.Scheme == QuantizationScheme.Learned) WriteTable("Thresholds", spec.Steps.Thresholds, "The thresholds, ascending; a value takes the level whose code is the number of those that it has reached.");
    }

    private void WriteTable(string name, IEnumerable<float> numbers, string summary)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public static global::System.ReadOnlySpan<float> {name} => {Literal.Array(numbers)};");
    }

    // With constants: what the declaration says, for readers and for the generic implementation.
    private void WriteParametersProperty()
    {
        ConstantParameters constants = spec.Constants!;
        string arguments = spec.Scheme switch
        {
            QuantizationScheme.Affine => $"{Literal.Of(constants.Scale)}, {Literal.Of(constants.ZeroPoint)}",
            QuantizationScheme.Scale or QuantizationScheme.Codebook => Literal.Of(constants.Scale),
            QuantizationScheme.Learned => $"global::Quantization.Generated.{SpecText.KernelClass(spec)}.Steps",
            _ => $"{Literal.Of(constants.Minimum)}, {Literal.Of(constants.Scale)}",
        };
        writer.Line();
        writer.Line($"/// <summary>The parameters that {SpecText.OriginOfConstants(spec)}; they are folded into the code.</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line($"public static {parametersType} Parameters => new {parametersType}({arguments});");
    }

    private void WriteParametersFor()
    {
        string rest = SpecText.Derivation(spec);
        string derive = $"global::Quantization.Runtime.ParametersOf.{spec.Scheme}", cast = spec.Source == SourceType.Single ? "" : "(float)";
        writer.Line();
        writer.Lines($"""
            /// <summary>The parameters with which the code range covers a range of values.</summary>
            /// <param name="minimum">The least value; finite.</param>
            /// <param name="maximum">The greatest value; finite, not below <paramref name="minimum"/>.</param>
            /// <returns>The parameters by the scheme's formulas.</returns>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A bound is not finite, or <paramref name="minimum"/> is above <paramref name="maximum"/>.</exception>
            {GeneratedCode.Attribute}
            public static {parametersType} ParametersFor({spec.ValueType} minimum, {spec.ValueType} maximum) =>
                {derive}({cast}minimum, {cast}maximum, {rest});

            /// <summary>The parameters with which the code range covers the finite values of a tensor{(spec.HasSignCodes ? ": the mean magnitude" : "")}.</summary>
            /// <param name="values">The values; NaN and infinities are left out, and no value at all counts as 0.</param>
            /// <returns>The parameters by the scheme's formulas.</returns>
            {GeneratedCode.Attribute}
            public static {parametersType} ParametersFor(global::System.ReadOnlySpan<{spec.ValueType}> values) =>
                {derive}(values, {rest});
            """);
    }

    // A constant cannot implement an interface's property; these hand it on.
    private void WriteInterfaceMembers()
    {
        foreach (string name in new[] { "Bits", "MinCode", "MaxCode" })
        {
            writer.Line();
            writer.Line(GeneratedCode.Attribute);
            writer.Line($"static int global::Quantization.IQuantizationCodes.{name} => {name};");
        }
    }
}
