namespace Quantization.Gen.Declaration;

/// <summary>A member that will be added: its name, and its parameter types where it is a method.</summary>
/// <param name="Name">The name.</param>
/// <param name="Parameters">The fully qualified parameter types, with <c>in</c> before those by reference; null for a constant or property.</param>
internal sealed record GeneratedMember(string Name, string[]? Parameters = null);

/// <summary>The members that a declaration adds to its type.</summary>
internal static class GeneratedMembers
{
    private const string Number = "int";
    private const string Bytes = "global::System.ReadOnlySpan<byte>";

    /// <summary>Lists them for a quantizer.</summary>
    internal static IEnumerable<GeneratedMember> Of(QuantizerSpec spec)
    {
        if (spec.HasBlocks)
        {
            foreach (GeneratedMember member in OfBlocks(spec)) yield return member;
            yield break;
        }

        yield return new("Bits");
        if (spec.Format is null)
        {
            yield return new("MinCode");
            yield return new("MaxCode");
            if (spec.HasConstants) yield return new("Parameters");
            if (spec.NumbersLevels && (spec.HasConstants || !spec.TakesTable))
            {
                yield return new("Levels");
                if (spec.Scheme == QuantizationScheme.Learned) yield return new("Thresholds");
            }
        }

        foreach (GeneratedMember member in Methods(spec)) yield return member;
    }

    private static IEnumerable<GeneratedMember> OfBlocks(QuantizerSpec spec)
    {
        yield return new("BlockSize");
        yield return new("BytesPerBlock");
        yield return new("Block");
        yield return new("GetByteCount", [Number]);
        if (spec.Has(QuantizerKernels.Quantize)) yield return new("Quantize", [In("float"), Out("byte")]);
        if (spec.Has(QuantizerKernels.Dequantize)) yield return new("Dequantize", [Bytes, Out("float")]);
        if (spec.Has(QuantizerKernels.FakeQuantize)) yield return new("FakeQuantize", [In("float"), Out("float")]);
        if (!spec.Has(QuantizerKernels.Dot)) yield break;
        yield return new("Dot", [Bytes, In("float")]);
        if (BlockDeclaration.FormatOf(spec).Partner is null) yield break;
        yield return new("Partner");
        yield return new("Dot", [Bytes, Bytes]);
    }

    private static IEnumerable<GeneratedMember> Methods(QuantizerSpec spec)
    {
        string value = spec.ValueType, code = spec.CodeType, type = $"global::Quantization.{spec.ParametersType}";
        bool given = spec is { HasConstants: false, Format: null };
        string[] parameters = given ? [type] : [], rows = given ? [$"global::System.ReadOnlySpan<{type}>"] : [];
        string[] random = spec.Rounding == Rounding.Stochastic ? ["global::Quantization.RandomSequence"] : [];
        if (given && !spec.TakesTable)
        {
            yield return new("ParametersFor", [value, value]);
            yield return new("ParametersFor", [In(value)]);
        }

        if (spec.Has(QuantizerKernels.Quantize))
        {
            yield return new("Quantize", [In(value), Out(code), .. parameters, .. random]);
            yield return new("Quantize", [value, .. parameters, .. random]);
        }

        if (spec.Has(QuantizerKernels.Dequantize))
        {
            yield return new("Dequantize", [In(code), Out(value), .. parameters]);
            yield return new("Dequantize", [code, .. parameters]);
        }

        if (spec.Has(QuantizerKernels.FakeQuantize))
        {
            yield return new("FakeQuantize", [In(value), Out(value), .. parameters, .. random]);
            yield return new("FakeQuantize", [value, .. parameters, .. random]);
        }

        if (spec.HasPacked) yield return new("GetPackedLength", [Number]);
        if (spec.Has(QuantizerKernels.QuantizePacked)) yield return new("QuantizePacked", [In(value), Out("byte"), .. parameters, .. random]);
        if (spec.Has(QuantizerKernels.DequantizePacked))
        {
            yield return new("DequantizePacked", [Bytes, Out(value), .. parameters]);
            yield return new("DequantizePacked", [Bytes, Number, Out(value), .. parameters]);
        }

        if (spec.HasPackedSource) yield return new("GetCode", [Bytes, Number]);
        if (spec.Has(QuantizerKernels.Pack))
        {
            yield return new("Pack", [In(code), Out("byte")]);
            yield return new("Unpack", [Bytes, Out(code)]);
        }

        if (spec.HasRows)
        {
            foreach (string axis in new[] { "Rows", "Columns" })
            {
                string[] shape = axis == "Rows" ? [Number] : [];
                if (spec.Has(QuantizerKernels.Quantize)) yield return new("Quantize" + axis, [In(value), Out(code), .. shape, .. rows, .. random]);
                if (spec.Has(QuantizerKernels.Dequantize)) yield return new("Dequantize" + axis, [In(code), Out(value), .. shape, .. rows]);
                if (spec.Has(QuantizerKernels.FakeQuantize)) yield return new("FakeQuantize" + axis, [In(value), Out(value), .. shape, .. rows, .. random]);
            }
        }

        if (spec.HasDynamic) yield return new("QuantizeDynamic", [In(value), Out(code), Number, Out(type), .. random]);
        foreach (GeneratedMember member in Dots(spec)) yield return member;
        if (spec.Has(QuantizerKernels.Network))
        {
            const string Network = "global::Quantization.QuantizationNetwork";
            yield return new("SoftQuantize", [In("float"), Out("float"), Network]);
            yield return new("SoftQuantizeGradient", [In("float"), In("float"), Out("float"), Network, Network + "Gradient"]);
        }

        foreach (GeneratedMember member in Scores(spec)) yield return member;
        if (spec.Has(QuantizerKernels.MatrixProduct))
        {
            const string Packed = "global::Quantization.PackedMatrix";
            string activations = In(spec.Other.CodeType);
            yield return new("PackMatrix", [In("sbyte"), Number, Number]);
            yield return new("MultiplyCodes", [activations, Packed, Out(Number), Number, In(Number), Number]);
            yield return new("Multiply", [activations, Packed, Out("float"), "in global::Quantization.FloatEpilogue", Number]);
            yield return new("Multiply", [activations, Packed, Out(spec.Other.CodeType), "in global::Quantization.RequantizeEpilogue", Number]);
        }

        if (!spec.Has(QuantizerKernels.Requantize)) yield break;
        string[] zeroPoint = spec.Scheme == QuantizationScheme.Affine ? [Number] : [];
        yield return new("Requantize", [In(Number), Out(code), "float", .. zeroPoint]);
        yield return new("Requantize", [In(Number), Out(code), "global::Quantization.FixedPointMultiplier", .. zeroPoint]);
        yield return new("Requantize", [Number, "float", .. zeroPoint]);
        yield return new("Requantize", [Number, "global::Quantization.FixedPointMultiplier", .. zeroPoint]);
    }

    private static IEnumerable<GeneratedMember> Scores(QuantizerSpec spec)
    {
        if (!spec.Has(QuantizerKernels.Score)) yield break;
        if (spec.Length == 0) yield return new("MaxScoreLength");
        bool ofValues = !Products.HasOffset(spec) && !Products.HasOffset(spec.Other);
        string[] query = spec.Other.HasConstants ? [] : [$"global::Quantization.{spec.Other.ParametersType}"];
        string[] rows = spec.HasConstants ? [] : [In($"global::Quantization.{spec.ParametersType}")];
        string[] codes = [In(spec.Other.CodeType), In(spec.CodeType)], packed = spec.Partner is null ? [Bytes, Bytes, Number] : [In(spec.Other.CodeType), Bytes];
        foreach ((string suffix, string[] operands) in spec.HasPackedScores ? new[] { ("", codes), ("Packed", packed) } : [("", codes)])
        {
            yield return new($"Score{suffix}Codes", [.. operands, Out(Number)]);
            if (!ofValues) continue;
            yield return new("Score" + suffix, [.. operands, Out("float"), .. query, .. rows]);
            yield return new("TopK" + suffix, [.. operands, Out(Number), Out("float"), .. query, .. rows]);
        }
    }

    private static IEnumerable<GeneratedMember> Dots(QuantizerSpec spec)
    {
        if (!spec.Has(QuantizerKernels.Dot)) yield break;
        if (spec is { AccumulatesInt32: true, Length: 0 }) yield return new("MaxDotLength");
        string[] own = spec.HasConstants ? [] : [$"global::Quantization.{spec.ParametersType}"];
        string[] partner = spec.Other.HasConstants ? [] : [$"global::Quantization.{spec.Other.ParametersType}"];
        string codes = In(spec.CodeType), others = In(spec.Other.CodeType);
        foreach (GeneratedMember member in Forms("", codes, [codes], [codes, others], [codes, codes])) yield return member;
        if (!spec.HasPackedProducts) yield break;
        foreach (GeneratedMember member in Forms("Packed", Bytes, [Bytes, Number], spec.Partner is null ? [Bytes, Bytes, Number] : [Bytes, others], [Bytes, Bytes, Number])) yield return member;

        IEnumerable<GeneratedMember> Forms(string suffix, string left, string[] one, string[] dot, string[] alike)
        {
            bool hasOffset = Products.HasOffset(spec);
            yield return new($"Dot{suffix}Codes", dot);
            yield return new($"Dot{suffix}Codes", [left, In("float")]);
            yield return new($"Sum{suffix}Codes", one);
            yield return new($"SquaredDistance{suffix}Codes", alike);
            yield return new("HammingDistance" + suffix, alike);
            yield return new("Dot" + suffix, [.. dot, .. own, .. partner]);
            yield return new("Dot" + suffix, [left, In("float"), .. own]);
            if (hasOffset || Products.HasOffset(spec.Other)) yield return new("Dot" + suffix, [.. dot, .. own, .. partner, "long", "long"]);
            yield return new("SquaredDistance" + suffix, [.. alike, .. own, .. own]);
            yield return new("CosineSimilarity" + suffix, hasOffset ? [.. alike, .. own, .. own] : alike);
        }
    }

    private static string In(string element) => $"global::System.ReadOnlySpan<{element}>";

    private static string Out(string element) => $"global::System.Span<{element}>";
}
