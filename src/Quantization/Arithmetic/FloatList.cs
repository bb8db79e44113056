using System.Collections;

namespace Quantization.Arithmetic;

/// <summary>Some floats, equal to others that are the same in the same order. The generator compiles this file too.</summary>
internal sealed class FloatList(IEnumerable<float> numbers) : IReadOnlyList<float>, IEquatable<FloatList>
{
    private readonly float[] numbers = [.. numbers];

    public int Count => numbers.Length;

    public float this[int index] => numbers[index];

    public bool Equals(FloatList? other) => other is not null && numbers.AsSpan().SequenceEqual(other.numbers);

    public override bool Equals(object? obj) => Equals(obj as FloatList);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (float number in numbers) hash = unchecked((hash * 31) + number.GetHashCode());
        return hash;
    }

    public IEnumerator<float> GetEnumerator() => ((IEnumerable<float>)numbers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
