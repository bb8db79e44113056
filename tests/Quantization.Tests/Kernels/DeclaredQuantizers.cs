using System.Numerics;
using System.Reflection;
using Quantization.Tests.Declarations;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>
/// Everything declared in Quantization.Tests.Declarations: the one list that the kernel tests walk. A type added there is tested
/// everywhere, by the options that its attribute states.
/// </summary>
internal static class DeclaredQuantizers
{
    internal static IReadOnlyDictionary<string, Subject> ByName { get; } = Types
        .Select(Of)
        .ToDictionary(subject => subject.Name);

    /// <summary>The names of all; thinned out where processors are emulated, by a step that meets every choice.</summary>
    public static TheoryData<string> Names => [.. ByName.Keys.Order(StringComparer.Ordinal).Where((_, i) => !TestSettings.Quick || i % 11 == 0)];

    private static IEnumerable<Type> Types => typeof(ConstantAffine).Assembly.GetTypes().Where(type => type.IsDefined(typeof(QuantizerAttribute), inherit: false));

    private static Subject Of(Type type)
    {
        QuantizerAttribute attribute = type.GetCustomAttribute<QuantizerAttribute>()!;
        Type quantizer = type.GetInterfaces().Single(i => i.IsGenericType
            && (i.GetGenericTypeDefinition() == typeof(IQuantizer<,,,>) || i.GetGenericTypeDefinition() == typeof(IFixedQuantizer<,,>)));
        Type[] arguments = quantizer.GetGenericArguments();
        Type code = arguments[2];
        GenericQuantizer generic = new(OptionsOf(attribute, code));
        return (Subject)typeof(DeclaredQuantizers)
            .GetMethod(arguments.Length == 4 ? nameof(Runtime) : nameof(Fixed), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(arguments.Length == 4 ? [type, code, arguments[3]] : [type, code])
            .Invoke(null, arguments.Length == 4 ? [type.Name, generic] : [type.Name, generic, ConstantsOf(type, generic)])!;
    }

    private static RuntimeSubject<T, TCode, TParameters> Runtime<T, TCode, TParameters>(string name, GenericQuantizer generic)
        where T : IQuantizer<T, float, TCode, TParameters>
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct =>
        new() { Name = name, Generic = generic, Constants = null };

    private static FixedSubject<T, TCode> Fixed<T, TCode>(string name, GenericQuantizer generic, QuantizerParameters constants)
        where T : IFixedQuantizer<T, float, TCode>
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode> =>
        new() { Name = name, Generic = generic, Constants = constants };

    /// <summary>The options that an attribute states, its range by the contract's table where it names none.</summary>
    private static QuantizerOptions OptionsOf(QuantizerAttribute attribute, Type code)
    {
        bool signed = code == typeof(sbyte) || code == typeof(short) || code == typeof(int);
        return new QuantizerOptions(attribute.Bits, attribute.Scheme)
        {
            Rounding = attribute.Rounding,
            ScaleOperation = attribute.ScaleOperation,
            NaNHandling = attribute.NaNHandling,
            OutOfRange = attribute.OutOfRange,
            Reconstruction = attribute.Reconstruction,
            Range = attribute switch
            {
                { Range: not CodeRange.ByScheme } => attribute.Range,
                { Scheme: QuantizationScheme.Affine } when signed => CodeRange.Full,
                { Scheme: QuantizationScheme.Scale, Rounding: Rounding.Floor } when signed => CodeRange.Full,
                { Scheme: QuantizationScheme.Scale } when signed => CodeRange.Narrow,
                _ => CodeRange.Unsigned,
            },
        };
    }

    // Whether a constant is given is known from the attribute's arguments only: its property would be 0 either way.
    private static QuantizerParameters ConstantsOf(Type type, GenericQuantizer generic)
    {
        QuantizerAttribute attribute = type.GetCustomAttribute<QuantizerAttribute>()!;
        bool range = type.GetCustomAttributesData()
            .Single(data => data.AttributeType == typeof(QuantizerAttribute)).NamedArguments
            .Any(argument => argument.MemberName == nameof(QuantizerAttribute.Maximum));
        return range
            ? generic.ParametersFor(attribute.Minimum, attribute.Maximum)
            : new QuantizerParameters(attribute.Scale, attribute.ZeroPoint, attribute.Minimum);
    }
}
