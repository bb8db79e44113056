using System.Numerics;
using System.Reflection;
using Quantization.Tests.Declarations;
using Xunit;

namespace Quantization.Tests.Kernels;

/// <summary>The list of declarations itself: that it is complete, and that what is generated tells of itself what the attribute says.</summary>
public class DeclarationTests
{
    public static TheoryData<string> Names => DeclaredQuantizers.Names;

    [Fact]
    public void Every_legal_combination_of_options_is_declared()
    {
        HashSet<QuantizerOptions> declared = [.. DeclaredQuantizers.ByName.Values.Where(s => s.Constants is null).Select(Resolved)];
        Assert.Empty(LegalOptions.All(8).Where(o => o.Rounding != Rounding.Stochastic).Except(declared));
        Assert.Equal(372, declared.Count);
    }

    [Fact]
    public void The_few_that_are_tried_under_emulation_meet_every_pair_of_choices() =>
        Assert.Empty(LegalOptions.All(8).Where(o => o.Rounding != Rounding.Stochastic).SelectMany(Pairs).Except(DeclaredQuantizers.Few.SelectMany(name => Pairs(Resolved(DeclaredQuantizers.ByName[name])))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Codes_are_those_of_the_attribute(string name) => DeclaredQuantizers.ByName[name].Check(default(CodesCheck));

    [Theory]
    [MemberData(nameof(Names))]
    public void Constants_are_those_of_the_attribute(string name)
    {
        Subject subject = DeclaredQuantizers.ByName[name];
        Assert.Equal(subject.Constants, subject.ToldConstants);
    }

    [Fact]
    public void Constants_known_beforehand()
    {
        Assert.Equal(new AffineParameters(0.1f, 7), ConstantAffine.Parameters);
        Assert.Equal(new AffineParameters(Floats.FromBits(0x3C270D73), 69), ConstantAffineRange.Parameters);
        Assert.Equal(new AffineParameters(Floats.FromBits(0x7C008080), 128), ConstantAffineWidestRange.Parameters);
        Assert.Equal(new ScaleParameters(1.5f / 127f), ConstantScaleRange.Parameters);
        Assert.Equal(new ScaleParameters(Floats.FromBits(0x3C008081)), ConstantScaleFloorLeftEdgeRangeVanishes.Parameters);
        Assert.Equal(new UniformParameters(-1f, 0.0078125f), ConstantUniformPowerOfTwoRange.Parameters);
    }

    [Fact]
    public void A_static_class_has_the_methods_without_the_interface()
    {
        byte[] codes = new byte[3];
        float[] values = new float[3];
        StaticQuantizer.Quantize([-1f, 0f, 100f], codes, new AffineParameters(0.5f, 10));
        Assert.Equal((byte[])[8, 10, 210], codes);
        StaticQuantizer.Dequantize(codes, values, new AffineParameters(0.5f, 10));
        Assert.Equal([-1f, 0f, 100f], values);
        Assert.Equal(-1f, StaticQuantizer.FakeQuantize(-1.1f, new AffineParameters(0.5f, 10)));
        Assert.Equal((8, 0, 255), (StaticQuantizer.Bits, StaticQuantizer.MinCode, StaticQuantizer.MaxCode));
        Assert.Equal(new AffineParameters(1f, 2), StaticQuantizer.ParametersFor(-2.5f, 252.5f));
    }

    private static QuantizerOptions Resolved(Subject subject) => subject.Options with
    {
        Rounding = subject.Options switch
        {
            { Rounding: not Rounding.ByScheme } => subject.Options.Rounding,
            { Scheme: QuantizationScheme.Uniform } => Rounding.Floor,
            _ => Rounding.NearestEven,
        },
    };

    private static IEnumerable<(object, object)> Pairs(QuantizerOptions options)
    {
        object[] choices = [options.Scheme, options.Rounding, options.ScaleOperation, options.NaNHandling, options.OutOfRange, options.Range, options.Reconstruction];
        return choices.SelectMany((first, i) => choices.Skip(i + 1).Select(second => (first, second)));
    }

    private static Type TypeOf(string name) => typeof(ConstantAffine).Assembly.GetType($"{typeof(ConstantAffine).Namespace}.{name}", throwOnError: true)!;

    private readonly struct CodesCheck : IKernelCheck
    {
        public void Run<TCode>(Subject<TCode> subject)
            where TCode : unmanaged, IBinaryInteger<TCode>, IMinMaxValue<TCode>
        {
            (int minCode, int maxCode) = subject.Options.Range switch
            {
                CodeRange.Unsigned => (0, 255),
                CodeRange.Full => (-128, 127),
                _ => (-127, 127),
            };
            Assert.Equal((8, minCode, maxCode), subject.Codes);
            Type type = TypeOf(subject.Name), code = typeof(TCode);
            Assert.Equal((8, minCode, maxCode), (Constant("Bits"), Constant("MinCode"), Constant("MaxCode")));
            Assert.Equal(minCode < 0 ? typeof(sbyte) : typeof(byte), code);
            if (type.GetCustomAttribute<QuantizerAttribute>()!.Target is { } target) Assert.Equal(target, code);

            object? Constant(string name) => type.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue();
        }
    }
}

[Quantizer(8, QuantizationScheme.Affine)]
internal static partial class StaticQuantizer;
