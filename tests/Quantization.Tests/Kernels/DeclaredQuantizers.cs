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

    /// <summary>The names that the tests walk: all, or the few where processors are emulated.</summary>
    internal static TheoryData<string> Names => [.. TestSettings.Quick ? Few : ByName.Keys];

    /// <summary>Every seventh, from where all pairs of choices are among them.</summary>
    internal static IEnumerable<string> Few => ByName.Keys.Order(StringComparer.Ordinal).Where((_, i) => i % 7 == 2);

    // Other widths, values and packings are the storage tests' list.
    private static IEnumerable<Type> Types => typeof(ConstantAffine).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(QuantizerAttribute), inherit: false) && type.Namespace == typeof(ConstantAffine).Namespace);

    private static Subject Of(Type type)
    {
        Type[]? calls = ArgumentsOf(typeof(IQuantizer<,,,>)), constants = ArgumentsOf(typeof(IFixedParameters<>));
        Type code = calls?[2] ?? ArgumentsOf(typeof(IFixedQuantizer<,,>))![2], parameters = calls?[3] ?? constants![0];
        return (Subject)typeof(DeclaredQuantizers)
            .GetMethod(calls is not null ? nameof(Runtime) : nameof(Fixed), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type, code, parameters)
            .Invoke(null, [new GenericQuantizer(DeclaredOptions.Of(type.GetCustomAttribute<QuantizerAttribute>()!, code))])!;

        Type[]? ArgumentsOf(Type definition) =>
            type.GetInterfaces().SingleOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GetGenericArguments();
    }

    private static RuntimeSubject<T, TCode, TParameters> Runtime<T, TCode, TParameters>(GenericQuantizer generic)
        where T : IQuantizer<T, float, TCode, TParameters>
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct =>
        new() { Name = typeof(T).Name, Generic = generic, Constants = null };

    private static FixedSubject<T, TCode, TParameters> Fixed<T, TCode, TParameters>(GenericQuantizer generic)
        where T : IFixedQuantizer<T, float, TCode>, IFixedParameters<TParameters>, IQuantizationCodes
        where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        where TParameters : struct =>
        new() { Name = typeof(T).Name, Generic = generic, Constants = ConstantsOf(typeof(T), generic) };

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
