using System.Reflection;
using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>Generic code that knows a format by its interfaces only.</summary>
public class InterfaceTests
{
    public static TheoryData<string> Names => BlockSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_type_has_the_interfaces_of_its_kernels(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        const QuantizerKernels Quantizer = QuantizerKernels.Quantize | QuantizerKernels.Dequantize | QuantizerKernels.FakeQuantize;
        bool isStatic = subject.Type is { IsAbstract: true, IsSealed: true }, dots = subject.Kernels.HasFlag(QuantizerKernels.Dot);
        Assert.Equal(!isStatic && subject.Kernels.HasFlag(Quantizer), Has(subject.Type, typeof(IBlockQuantizer<>)));
        Assert.Equal(!isStatic && dots, Has(subject.Type, typeof(IBlockDot<>)));
        Assert.Equal(!isStatic && dots && subject.Partner is not null, Has(subject.Type, typeof(IPartnerDot<>)));
        Assert.Equal(!isStatic, typeof(IBlocks).IsAssignableFrom(subject.Type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generic_code(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        if (Has(subject.Type, typeof(IBlockQuantizer<>))) Call(nameof(Quantizer), subject);
        if (Has(subject.Type, typeof(IBlockDot<>))) Call(nameof(Dot), subject);
        if (Has(subject.Type, typeof(IPartnerDot<>))) Call(nameof(PartnerDot), subject);
    }

    private static void Quantizer<T>(BlockSubject subject)
        where T : IBlockQuantizer<T>
    {
        Sizes<T>(subject);
        float[] values = BlockInputs.Mixed(subject, 19), results = new float[values.Length], expectedResults = new float[values.Length];
        byte[] blocks = new byte[T.GetByteCount(values.Length)], expected = new byte[blocks.Length];
        T.Quantize(values, blocks);
        subject.Generic.Quantize(values, expected);
        Assert.Equal(expected, blocks);
        T.Dequantize(blocks, results);
        subject.Generic.Dequantize(expected, expectedResults);
        Floats.AssertSameBits(expectedResults, results);
        T.FakeQuantize(values, values);
        Floats.AssertSameBits(expectedResults, values);
    }

    private static void Dot<T>(BlockSubject subject)
        where T : IBlockDot<T>
    {
        Sizes<T>(subject);
        byte[] blocks = BlockBytes.Of("Random codes", subject, 19);
        float[] values = BlockInputs.Of("Gaussian", subject, 19, seed: 6);
        Assert.True(Same.Equal(subject.Generic.Dot(blocks, values), T.Dot(blocks, values)));
    }

    private static void PartnerDot<T>(BlockSubject subject)
        where T : IPartnerDot<T>
    {
        Sizes<T>(subject);
        Assert.Equal(subject.Partner, T.Partner);
        Assert.Equal(subject.Generic.Partner, T.Partner);
        GenericBlockQuantizer partner = new(T.Partner);
        byte[] blocks = BlockBytes.Of("Random codes", subject, 19), partners = new byte[partner.GetByteCount(19 * subject.Size)];
        partner.Quantize(BlockInputs.Gaussian(19 * subject.Size, 6), partners);
        Assert.True(Same.Equal(subject.Generic.Dot(blocks, partners), T.Dot(blocks, partners)));
    }

    private static void Sizes<T>(BlockSubject subject)
        where T : IBlocks => Assert.Equal((subject.Size, subject.Bytes, 3 * subject.Bytes), (T.BlockSize, T.BytesPerBlock, T.GetByteCount(3 * subject.Size)));

    private static bool Has(Type type, Type definition) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static void Call(string method, BlockSubject subject) => typeof(InterfaceTests)
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(subject.Type)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [subject], null);
}
