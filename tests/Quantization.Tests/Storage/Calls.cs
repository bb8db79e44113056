using System.Reflection;

namespace Quantization.Tests.Storage;

/// <summary>A generated method from one span to another, with parameters and random numbers in their common form; what a method does not take is left out.</summary>
internal delegate void SpanCall<TSource, TDestination>(ReadOnlySpan<TSource> source, Span<TDestination> destination, QuantizerParameters parameters, RandomSequence random);

/// <summary>A generated method on one element.</summary>
internal delegate TResult ElementCall<TArgument, TResult>(TArgument argument, QuantizerParameters parameters, RandomSequence random);

/// <summary>Binds generated methods, of which each declaration has other overloads, to calls of one shape.</summary>
internal static class Calls
{
    private delegate void Plain<TSource, TDestination>(ReadOnlySpan<TSource> source, Span<TDestination> destination);

    private delegate void Given<TSource, TDestination, TMore>(ReadOnlySpan<TSource> source, Span<TDestination> destination, TMore more);

    private delegate void Random<TSource, TDestination, TParameters>(ReadOnlySpan<TSource> source, Span<TDestination> destination, TParameters parameters, RandomSequence random);

    private delegate void Placed<TSource, TDestination>(ReadOnlySpan<TSource> source, int first, Span<TDestination> destination);

    private delegate void PlacedGiven<TSource, TDestination, TParameters>(ReadOnlySpan<TSource> source, int first, Span<TDestination> destination, TParameters parameters);

    /// <summary>The method of that name between spans of these elements; null where the declaration has none.</summary>
    internal static SpanCall<TSource, TDestination>? Spans<TSource, TDestination, TParameters>(Type type, string name, Func<QuantizerParameters, TParameters> own)
        where TParameters : struct
    {
        MethodInfo? Find(params Type[] more) => type.GetMethod(name, [typeof(ReadOnlySpan<TSource>), typeof(Span<TDestination>), .. more]);

        if (Find() is { } plain)
        {
            var call = plain.CreateDelegate<Plain<TSource, TDestination>>();
            return (source, destination, _, _) => call(source, destination);
        }

        if (Find(typeof(TParameters)) is { } given)
        {
            var call = given.CreateDelegate<Given<TSource, TDestination, TParameters>>();
            return (source, destination, parameters, _) => call(source, destination, own(parameters));
        }

        if (Find(typeof(RandomSequence)) is { } counted)
        {
            var call = counted.CreateDelegate<Given<TSource, TDestination, RandomSequence>>();
            return (source, destination, _, random) => call(source, destination, random);
        }

        if (Find(typeof(TParameters), typeof(RandomSequence)) is not { } all) return null;
        var both = all.CreateDelegate<Random<TSource, TDestination, TParameters>>();
        return (source, destination, parameters, random) => both(source, destination, own(parameters), random);
    }

    /// <summary>The method of that name that begins at an element.</summary>
    internal static Action<ReadOnlyMemory<byte>, int, Memory<TDestination>, QuantizerParameters>? FromElement<TDestination, TParameters>(Type type, string name, Func<QuantizerParameters, TParameters> own)
        where TParameters : struct
    {
        if (type.GetMethod(name, [typeof(ReadOnlySpan<byte>), typeof(int), typeof(Span<TDestination>)]) is { } plain)
        {
            var call = plain.CreateDelegate<Placed<byte, TDestination>>();
            return (source, first, destination, _) => call(source.Span, first, destination.Span);
        }

        if (type.GetMethod(name, [typeof(ReadOnlySpan<byte>), typeof(int), typeof(Span<TDestination>), typeof(TParameters)]) is not { } given) return null;
        var placed = given.CreateDelegate<PlacedGiven<byte, TDestination, TParameters>>();
        return (source, first, destination, parameters) => placed(source.Span, first, destination.Span, own(parameters));
    }

    /// <summary>The method of that name on one element.</summary>
    internal static ElementCall<TArgument, TResult>? Element<TArgument, TResult, TParameters>(Type type, string name, Func<QuantizerParameters, TParameters> own)
        where TParameters : struct
    {
        MethodInfo? Find(params Type[] more) => type.GetMethod(name, [typeof(TArgument), .. more]);

        if (Find() is { } plain)
        {
            var call = plain.CreateDelegate<Func<TArgument, TResult>>();
            return (argument, _, _) => call(argument);
        }

        if (Find(typeof(TParameters)) is { } given)
        {
            var call = given.CreateDelegate<Func<TArgument, TParameters, TResult>>();
            return (argument, parameters, _) => call(argument, own(parameters));
        }

        if (Find(typeof(RandomSequence)) is { } counted)
        {
            var call = counted.CreateDelegate<Func<TArgument, RandomSequence, TResult>>();
            return (argument, _, random) => call(argument, random);
        }

        if (Find(typeof(TParameters), typeof(RandomSequence)) is not { } all) return null;
        var both = all.CreateDelegate<Func<TArgument, TParameters, RandomSequence, TResult>>();
        return (argument, parameters, random) => both(argument, own(parameters), random);
    }

    /// <summary>Parameters as the scheme's own type.</summary>
    internal static TParameters Own<TParameters>(QuantizerParameters parameters)
        where TParameters : struct => (TParameters)Kernels.ParameterForms.Own(typeof(TParameters), parameters);
}
