using System.Reflection;

namespace Quantization.Tests.Products;

/// <summary>A declaration with products of codes, seen by reflection.</summary>
internal abstract class ProductSubject(Type type)
{
    internal Type Type { get; } = type;

    internal QuantizerAttribute Attribute { get; } = type.GetCustomAttribute<QuantizerAttribute>()!;

    internal int Bits => Attribute.Bits;

    internal int MinCode { get; } = (int)type.GetField("MinCode")!.GetRawConstantValue()!;

    internal int MaxCode { get; } = (int)type.GetField("MaxCode")!.GetRawConstantValue()!;

    internal Type Partner => Attribute.Partner ?? Type;

    internal bool IsPacked => Type.GetMethod("SumPackedCodes") is not null;

    /// <summary>Every declaration of products.</summary>
    internal static IEnumerable<ProductSubject> All { get; } =
    [
        .. from type in typeof(Declarations.Products.DotScale8).Assembly.GetTypes()
           where type.Namespace == "Quantization.Tests.Declarations.Products" && type.GetMethod("SumCodes") is not null
           orderby type.Name
           select Of(type),
    ];

    internal static ProductSubject Of(Type type)
    {
        MethodInfo dot = type.GetMethods().First(m => m.Name == "DotCodes" && m.GetParameters()[1].ParameterType != typeof(ReadOnlySpan<float>));
        Type[] codes = [.. dot.GetParameters().Select(p => p.ParameterType.GenericTypeArguments[0])];
        return (ProductSubject)Activator.CreateInstance(typeof(ProductSubject<,>).MakeGenericType(codes), BindingFlags.Instance | BindingFlags.NonPublic, null, [type], null)!;
    }

    /// <summary>The lengths to try: all up to two steps of the widest kernel, and one longer.</summary>
    internal IEnumerable<int> Lengths => Attribute.Length > 0 ? [Attribute.Length] : [.. Enumerable.Range(0, 2 * 4 * 64 + 2).Where(n => n < 300 || n % 7 == 0), 1029];

    internal abstract void CheckUnpacked(int[] left, int[] right, int[] own);

    internal abstract void CheckPacked(int[] left, int[] right, int[] own);

    /// <summary>The codes times values, one by one and packed where they are: one result.</summary>
    internal abstract IEnumerable<float> DotValues(int[] codes, float[] values);

    public override string ToString() => Type.Name;
}
