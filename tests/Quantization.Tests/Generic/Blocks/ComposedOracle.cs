using System.Numerics;

namespace Quantization.Tests.Generic.Blocks;

/// <summary>Composed blocks by their contract, each operation exact and then rounded once.</summary>
internal sealed record ComposedOracle(BlockOptions Options)
{
    // 3 bits of fraction; 448 is the greatest, although the pattern goes to 480.
    private static readonly BinaryFormat E4M3 = new(4, -9, 5);

    internal bool Uniform => Options.Scheme == QuantizationScheme.Uniform;

    internal bool Floor => Uniform && Options.Rounding is Rounding.ByScheme or Rounding.Floor;

    internal int MinCode => Uniform || Options.Range == CodeRange.Unsigned ? 0 : Options.Range == CodeRange.Full ? -(1 << (Options.Bits - 1)) : 1 - (1 << (Options.Bits - 1));

    internal int MaxCode => Uniform || Options.Range == CodeRange.Unsigned ? (1 << Options.Bits) - 1 : (1 << (Options.Bits - 1)) - 1;

    /// <summary>The bytes, the codes and the values of a block of finite values.</summary>
    internal (byte[] Bytes, int[] Codes, float[] Values) Encode(float[] source)
    {
        float minimum = Uniform ? (float)Store(Rational.Of(source.Min())) : 0f, scale = Scale(source);
        int[] codes = [.. source.Select(x => scale == 0f ? 0 : Code(x, scale, minimum))];
        float[] values = [.. codes.Select(code => Value(code, scale, minimum))];
        byte[] parameters = Uniform ? [.. BytesOf(scale), .. BytesOf(minimum)] : BytesOf(scale);
        return ([.. parameters, .. Pack(codes)], codes, values);
    }

    private float Scale(float[] source)
    {
        float reach = source.Max(Math.Abs);
        if (Options.ScaleType == ScaleType.E8M0)
        {
            int exponent = reach == 0f ? -127 : FloorLog2(Rational.Of(reach)) - BitOperations.Log2((uint)MaxCode);
            return Floats.PowerOfTwo(Math.Clamp(exponent, -127, 127));
        }

        float scale = (float)Store(Rational.Of(Uniform ? Step(source.Min(), source.Max()) : (Rational.Of(reach) / Rational.Of(MaxCode)).ToSingle()));
        return scale == 0f || float.IsInfinity((Rational.Of(1) / Rational.Of(scale)).ToSingle()) ? 0f : scale;
    }

    private float Step(float low, float high)
    {
        Rational steps = Rational.Of(Floor ? MaxCode + 1 : MaxCode);
        float width = (Rational.Of(high) - Rational.Of(low)).ToSingle();
        return float.IsFinite(width)
            ? (Rational.Of(width) / steps).ToSingle()
            : (Rational.Of((Rational.Of(high) / steps).ToSingle()) - Rational.Of((Rational.Of(low) / steps).ToSingle())).ToSingle();
    }

    private double Store(Rational value) => Options.ScaleType switch
    {
        ScaleType.Single => value.ToSingle(),
        ScaleType.Half => Math.Clamp(BinaryFormat.Half.Round(value), -65504, 65504),
        ScaleType.BFloat16 => Math.Clamp(BinaryFormat.BFloat16.Round(value), -Math.ScaleB(255, 120), Math.ScaleB(255, 120)),
        _ => Math.Min(E4M3.Round(value), 448),
    };

    private int Code(float x, float scale, float minimum)
    {
        float difference = Uniform ? (Rational.Of(x) - Rational.Of(minimum)).ToSingle() : x;
        float quotient = float.IsInfinity(difference) ? difference : (Rational.Of(difference) / Rational.Of(scale)).ToSingle();
        if (float.IsInfinity(quotient)) return quotient > 0f ? MaxCode : MinCode;
        Rational exact = Rational.Of(quotient);
        return (int)BigInteger.Max(MinCode, BigInteger.Min(MaxCode, Floor ? exact.Floor() : exact.Nearest(tiesAway: false)));
    }

    private float Value(int code, float scale, float minimum)
    {
        Rational steps = Floor ? Rational.Of(code) + new Rational(1, 2) : Rational.Of(code);
        float product = (steps * Rational.Of(scale)).ToSingle();
        if (!Uniform || float.IsInfinity(product)) return product;
        return (Rational.Of(product) + Rational.Of(minimum)).ToSingle();
    }

    private byte[] BytesOf(float value) => Options.ScaleType switch
    {
        ScaleType.Single => BitConverter.GetBytes(value),
        ScaleType.Half => BitConverter.GetBytes((Half)value),
        ScaleType.BFloat16 => BitConverter.GetBytes(value)[2..],
        ScaleType.E8M0 => [(byte)(MathF.ILogB(value) + 127)],
        // Position among all positive numbers of the format.
        _ => [(byte)Enumerable.Range(0, 127).Single(code => Quantization.Runtime.FloatBits.FromE4M3((byte)code) == value)],
    };

    private byte[] Pack(int[] codes)
    {
        if (Options.Packing == Packing.SplitHalves)
        {
            int half = codes.Length / 2;
            return [.. Enumerable.Range(0, half).Select(j => (byte)((codes[j] & 15) | (codes[j + half] & 15) << 4))];
        }

        byte[] packed = new byte[codes.Length * Options.Bits / 8];
        for (int bit = 0; bit < 8 * packed.Length; bit++) packed[bit / 8] |= (byte)((codes[bit / Options.Bits] >> (bit % Options.Bits) & 1) << (bit % 8));
        return packed;
    }

    private static int FloorLog2(Rational value)
    {
        int exponent = (int)(value.Numerator.GetBitLength() - value.Denominator.GetBitLength());
        return exponent >= 0
            ? value.Numerator >= value.Denominator << exponent ? exponent : exponent - 1
            : value.Numerator << -exponent >= value.Denominator ? exponent : exponent - 1;
    }
}
