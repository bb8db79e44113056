using System.Linq.Expressions;
using System.Reflection;
using Xunit;

namespace Quantization.Tests.Blocks;

/// <summary>The view of a single block, against the generic implementation and against what is dequantized.</summary>
public class ViewTests
{
    private delegate T Reader<T>(ReadOnlySpan<byte> bytes, int index);

    private delegate ReadOnlySpan<byte> Slicer(ReadOnlySpan<byte> bytes);

    public static TheoryData<string> Names => BlockSubject.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        Type view = ViewOf(subject.Type);
        bool parts = subject.Generic.PartCount > 1;
        Reader<float> value = Read<float>(view, "GetValue"), scale = Read<float>(view, parts ? "GetScale" : "Scale");
        Reader<int> code = Read<int>(view, "GetCode");
        Reader<float>? minimum = Has(view, parts ? "GetMinimum" : "Minimum") ? Read<float>(view, parts ? "GetMinimum" : "Minimum") : null;
        float[] values = new float[subject.Size];
        bool anyMinimum = false;
        foreach (byte[] block in BlockBytes.Kinds.SelectMany(kind => BlockBytes.Of(kind, subject, 7).Chunk(subject.Bytes)))
        {
            subject.Generic.Dequantize(block, values);
            for (int i = 0; i < subject.Size; i++)
            {
                Assert.Equal(subject.Generic.GetCode(block, i), code(block, i));
                Assert.True(Same.Equal(values[i], value(block, i)), $"Element {i}: {values[i]} expected, got {value(block, i)}.");
            }

            for (int part = 0; part < subject.Generic.PartCount; part++)
            {
                Assert.True(Same.Equal(subject.Generic.GetScale(block, part), scale(block, part)));
                float expected = subject.Generic.GetMinimum(block, part);
                anyMinimum |= expected != 0f;
                if (minimum is not null) Assert.True(Same.Equal(expected, minimum(block, part)));
            }
        }

        Assert.Equal(anyMinimum, minimum is not null);
    }

    [Fact]
    public void Sums()
    {
        BlockSubject whole = BlockSubject.ByName.Values.First(subject => subject.Type.GetCustomAttribute<QuantizerAttribute>()!.Format == QuantizationFormat.Q8_1);
        byte[] block = BlockBytes.Of("Random codes", whole, 1);
        float expected = (float)BitConverter.ToHalf(block.AsSpan(2));
        Assert.True(Same.Equal(expected, Read<float>(ViewOf(whole.Type), "Sum")(block, 0)));
        Assert.True(Same.Equal(expected, whole.Generic.GetSum(block)));

        BlockSubject sixteens = BlockSubject.ByName.Values.First(subject => subject.Type.GetCustomAttribute<QuantizerAttribute>()!.Format == QuantizationFormat.Q8_K);
        block = BlockBytes.Of("Random codes", sixteens, 1);
        Reader<int> sum = Read<int>(ViewOf(sixteens.Type), "GetSum");
        for (int i = 0; i < 16; i++) Assert.Equal(BitConverter.ToInt16(block, 260 + (2 * i)), sum(block, i));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => sum(block, 16));
        Assert.Throws<NotSupportedException>(() => new GenericBlockQuantizer(QuantizationFormat.Q4_0).GetSum(new byte[18]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refers_to_the_bytes_of_one_block(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        ParameterExpression bytes = Expression.Parameter(typeof(ReadOnlySpan<byte>));
        ConstructorInfo constructor = ViewOf(subject.Type).GetConstructor([typeof(ReadOnlySpan<byte>)])!;
        Slicer slice = Expression.Lambda<Slicer>(Expression.Property(Expression.New(constructor, bytes), "Bytes"), bytes).Compile();
        byte[] memory = new byte[subject.Bytes + 5];
        Assert.True(slice(memory) == memory.AsSpan(0, subject.Bytes));
        Assert.Throws<ArgumentException>(constructor.GetParameters()[0].Name, () => { slice(memory.AsSpan(0, subject.Bytes - 1)); });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void There_is_none_of_another_number(string name)
    {
        BlockSubject subject = BlockSubject.ByName[name];
        Type view = ViewOf(subject.Type);
        byte[] block = new byte[subject.Bytes];
        foreach (int index in (int[])[-1, subject.Size, int.MaxValue, int.MinValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>("index", () => Read<int>(view, "GetCode")(block, index));
            Assert.Throws<ArgumentOutOfRangeException>("index", () => Read<float>(view, "GetValue")(block, index));
        }

        if (subject.Generic.PartCount == 1) return;
        foreach (string member in new[] { "GetScale", "GetMinimum" }.Where(member => Has(view, member)))
        {
            Assert.Throws<ArgumentOutOfRangeException>("part", () => Read<float>(view, member)(block, -1));
            Assert.Throws<ArgumentOutOfRangeException>("part", () => Read<float>(view, member)(block, subject.Generic.PartCount));
        }
    }

    private static Type ViewOf(Type type)
    {
        Type view = type.GetNestedType("Block")!;
        return view.IsGenericTypeDefinition ? view.MakeGenericType(type.GetGenericArguments()) : view;
    }

    private static bool Has(Type view, string member) => view.GetMember(member).Length > 0;

    // A view cannot be boxed, so reflection alone does not reach its members.
    private static Reader<T> Read<T>(Type view, string member)
    {
        ParameterExpression bytes = Expression.Parameter(typeof(ReadOnlySpan<byte>)), index = Expression.Parameter(typeof(int));
        NewExpression made = Expression.New(view.GetConstructor([typeof(ReadOnlySpan<byte>)])!, bytes);
        Expression body = view.GetProperty(member) is { } property ? Expression.Property(made, property) : Expression.Call(made, view.GetMethod(member)!, index);
        return Expression.Lambda<Reader<T>>(body, bytes, index).Compile();
    }
}
