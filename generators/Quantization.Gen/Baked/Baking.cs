using System.Globalization;
using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Baked;

/// <summary>Puts the parameters of a calibration entry where constants of a declaration are.</summary>
internal static class Baking
{
    private const int NamesSaid = 3;

    /// <summary>
    /// The spec with its constants; itself where it names no entry. A problem where there is no such entry or it is for another quantizer; neither
    /// where a malformed file may have the entry, which is said of the file.
    /// </summary>
    internal static DeclarationReader.Reading Of(QuantizerSpec spec, EquatableArray<BakedFile> files)
    {
        if (spec.Partner is { Calibration: not null } partner)
        {
            // What is wrong with the partner's entry is said where the partner is declared.
            if (Of(partner, files).Spec is not { } baked) return new(null, []);
            spec = spec with { Partner = baked };
        }

        if (spec.Calibration is not { } name) return new(spec, []);
        (BakedFile File, BakedEntry Entry)[] found = [.. from file in files from entry in file.Entries where entry.Name == name select (file, entry)];
        if (found.Length == 1) return Of(spec, found[0].File, found[0].Entry);
        if (found.Length > 1) return Failed(Rule.CalibrationMissing, name, $"it is in {List([.. found.Select(pair => pair.File)])}");
        return files.Any(file => file.Problems.Count > 0) ? new(null, []) : Failed(Rule.CalibrationMissing, name, WhatThereIs(name, files));
    }

    private static DeclarationReader.Reading Of(QuantizerSpec spec, BakedFile file, BakedEntry entry)
    {
        CalibratedQuantizer given = entry.Quantizer;
        bool floor = spec.Rounding == Rounding.Floor;
        // How many levels there are is the file's to say.
        int maxCode = spec.NumbersLevels && given.Levels is not null ? given.MaxCode : spec.MaxCode;
        if ((given.Bits, given.Scheme, given.MinCode, given.MaxCode, given.Floor) != (spec.Bits, spec.Scheme, spec.MinCode, maxCode, floor))
        {
            string theirs = Describe(given.Bits, given.Scheme, given.MinCode, given.MaxCode, given.Floor);
            return Unfit($"it is for {theirs}, and the declaration is {Describe(spec.Bits, spec.Scheme, spec.MinCode, spec.MaxCode, floor)}");
        }

        if (given.Scheme == QuantizationScheme.Learned) return new(WithTable(StepTable.Of(given.Thresholds!, given.Levels!), new ConstantParameters(1f, 0, 0f)), []);

        if (!ParameterDerivation.CanDivide(given.Scale, spec.ScaleOperation))
        {
            return Unfit($"the reciprocal of its scale, {given.Scale.ToString("R", CultureInfo.InvariantCulture)}, by which values would be multiplied, overflows");
        }

        if (given.Scheme == QuantizationScheme.Codebook)
        {
            List<Problem> problems = [];
            (StepTable? steps, ConstantParameters? parameters) = StepConstants.OfCodebook(given.Levels!, given.Scale, spec.ScaleOperation, problems);
            return steps is null ? Unfit($"of its scale, {given.Scale.ToString("R", CultureInfo.InvariantCulture)}: {problems[0].Arguments[2]}") : new(WithTable(steps, parameters!), []);
        }

        return new(spec with { Constants = Constants.Of(given.Scale, given.ZeroPoint, given.Minimum) }, []);

        QuantizerSpec WithTable(StepTable steps, ConstantParameters parameters) => spec with { Steps = steps, Constants = parameters, MaxCode = steps.Levels.Count - 1 };

        DeclarationReader.Reading Unfit(string reason) => Failed(Rule.CalibrationMismatch, entry.Name, Path.GetFileName(file.Path), reason);
    }

    private static DeclarationReader.Reading Failed(Rule rule, params string[] arguments) =>
        new(null, [new Problem(rule, Place.OfArgument(nameof(QuantizerArguments.Calibration)), arguments)]);

    private static string Describe(int bits, QuantizationScheme scheme, int minCode, int maxCode, bool floor) =>
        $"{Text(bits)}-bit {scheme} with codes {Text(minCode)} to {Text(maxCode)} and rounding \"{(floor ? CalibrationWords.Floor : CalibrationWords.Nearest)}\"";

    private static string WhatThereIs(string wanted, EquatableArray<BakedFile> files)
    {
        if (files.Count == 0) return "no additional file of the project is a calibration file";
        string[] names = [.. files.SelectMany(file => file.Entries).Select(entry => entry.Name).Distinct()];
        if (names.Length == 0) return $"{List(files)} has no entries";
        string nearest = List(NearestNames.Of(wanted, names, NamesSaid));
        return names.Length <= NamesSaid ? $"there is only {nearest}" : $"of {Text(names.Length)} entries the nearest are {nearest}";
    }

    // By their names alone, unless folders tell them apart.
    private static string List(IReadOnlyCollection<BakedFile> files)
    {
        string[] names = [.. files.Select(file => Path.GetFileName(file.Path))];
        return List(names.Distinct().Count() == names.Length ? names : [.. files.Select(file => file.Path)]);
    }

    private static string List(string[] names)
    {
        string[] quoted = [.. names.Select(name => $"'{name}'")];
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted.Take(quoted.Length - 1))} and {quoted[quoted.Length - 1]}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
