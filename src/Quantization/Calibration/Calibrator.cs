using Quantization.Arithmetic;
using System.Runtime.InteropServices;
using System.Text.Json;
using Quantization.Runtime;

namespace Quantization;

/// <summary>What all methods of calibration share: batches are taken in pieces, non-finite values are set aside, ranges become parameters.</summary>
public abstract class Calibrator : ICalibrator
{
    // Two passes over a piece find it in the first-level cache the second time.
    private const int Piece = 4096;

    private protected Calibrator()
    {
    }

    /// <inheritdoc/>
    public abstract CalibrationMethod Method { get; }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public long FiniteCount { get; private set; }

    /// <inheritdoc/>
    public long NaNCount { get; private set; }

    /// <inheritdoc/>
    public long InfinityCount { get; private set; }

    /// <inheritdoc/>
    public void Observe(ReadOnlySpan<float> values) => Observe<float>(values);

    /// <summary>Takes a batch of values of another type into account.</summary>
    /// <typeparam name="TSource">The type of a value: float, double, Half or BFloat16.</typeparam>
    /// <param name="values">The values, taken as floats: a double that is too large for one counts as an infinity.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TSource"/> is another type.</exception>
    /// <exception cref="OverflowException">Together with these there could be more values than a <see cref="long"/> counts; nothing is observed.</exception>
    public void Observe<TSource>(ReadOnlySpan<TSource> values)
        where TSource : unmanaged
    {
        SourceValues.Require<TSource>();
        // Whatever the values are, they can be counted.
        _ = checked((FiniteCount + values.Length, NaNCount + values.Length, InfinityCount + values.Length));
        ObservedRange batch = default;
        long finite = 0, nan = 0, infinite = 0;
        OctaveScratch? scratch = Begin(values.Length);
        float[] memory = typeof(TSource) == typeof(float) ? [] : new float[Piece], kept = [];
        try
        {
            while (!values.IsEmpty)
            {
                int length = int.Min(Piece, values.Length);
                ReadOnlySpan<float> piece = Singles(values[..length], memory);
                values = values[length..];
                (float minimum, float maximum) = FiniteRange.Of(piece, out bool hasOthers);
                if (hasOthers) piece = SetAside(piece, kept = kept.Length > 0 ? kept : new float[Piece], ref nan, ref infinite);
                if (piece.IsEmpty) continue;
                batch.Include(new CalibratedRange(minimum, maximum));
                finite += piece.Length;
                Count(piece, float.Max(-minimum, maximum), MemoryMarshal.AsBytes(values), scratch);
            }
        }
        catch
        {
            // The counters are the thread's: the next calibrator must not find these values in them.
            scratch?.Discard();
            throw;
        }

        End(scratch);
        Restore(FiniteCount + finite, NaNCount + nan, InfinityCount + infinite);
        if (finite > 0) Include(batch.Range);
    }

    /// <inheritdoc/>
    public void Merge(ICalibrator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other)) throw new ArgumentException("A calibrator cannot be merged into itself.", nameof(other));
        if (other is not Calibrator same || other.Name != Name) throw new ArgumentException($"'{Name}' takes the observations of its like only, not of '{other.Name}'.", nameof(other));
        // More than a long holds is refused before anything changes.
        (long finite, long nan, long infinite) = checked((FiniteCount + same.FiniteCount, NaNCount + same.NaNCount, InfinityCount + same.InfinityCount));
        Take(same);
        Restore(finite, nan, infinite);
    }

    /// <inheritdoc/>
    public CalibratedRange RangeFor(QuantizerOptions options)
    {
        GenericQuantizer quantizer = new(options);
        if (options.Scheme == QuantizationScheme.Learned) throw new NotSupportedException("Learned steps cover no range: they are trained (QuantizationNetwork) or fitted (Codebook.Fit).");
        CalibratedRange range = FiniteCount == 0 ? default : RangeFor(quantizer);
        if (!IsSymmetric(options.Scheme)) return range;
        float reach = float.Max(-range.Minimum, range.Maximum);
        bool signed = quantizer.MinCode < 0 || options.Scheme == QuantizationScheme.Codebook;
        return new CalibratedRange(signed ? 0f - reach : 0f, reach);
    }

    /// <summary>Whether a scheme has a scale alone, which reaches as far below zero as above.</summary>
    private protected static bool IsSymmetric(QuantizationScheme scheme) => scheme is QuantizationScheme.Scale or QuantizationScheme.Codebook;

    /// <inheritdoc/>
    public QuantizerParameters ParametersFor(QuantizerOptions options)
    {
        CalibratedRange range = RangeFor(options);
        return new GenericQuantizer(options).ParametersFor(range.Minimum, range.Maximum);
    }

    /// <inheritdoc/>
    public QuantizerParameters ParametersFor(int bits, QuantizationScheme scheme, CodeRange range = CodeRange.ByScheme)
    {
        if (CodeRanges.AreNumbersOfLevels(scheme)) throw new NotSupportedException($"{scheme} needs a table: give it in QuantizerOptions.");
        return ParametersFor(new QuantizerOptions(bits, scheme) { Range = range });
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber(CalibratorJson.Version, CalibratorJson.CurrentVersion);
        writer.WriteString(CalibratorJson.Method, CalibratorJson.NameOf(Method));
        writer.WriteNumber(CalibratorJson.Finite, FiniteCount);
        writer.WriteNumber(CalibratorJson.NaN, NaNCount);
        writer.WriteNumber(CalibratorJson.Infinite, InfinityCount);
        WriteState(writer);
        writer.WriteEndObject();
    }

    /// <summary>Goes on from what <see cref="WriteTo"/> wrote.</summary>
    internal void Restore(JsonElement state)
    {
        Restore(CalibratorJson.Integer(state, CalibratorJson.Finite), CalibratorJson.Integer(state, CalibratorJson.NaN), CalibratorJson.Integer(state, CalibratorJson.Infinite));
        if (FiniteCount > 0 != state.TryGetProperty(CalibratorJson.Minimum, out _)) throw new JsonException($"'{CalibratorJson.Minimum}' goes with '{CalibratorJson.Finite}' values, and without any there is none.");
        ReadState(state);
    }

    /// <summary>Writes the setting and what was observed beside the numbers of values.</summary>
    internal abstract void WriteState(Utf8JsonWriter writer);

    /// <summary>Reads what <see cref="WriteState"/> wrote.</summary>
    internal abstract void ReadState(JsonElement state);

    /// <summary>The range of values for a quantizer. Something has been observed.</summary>
    private protected abstract CalibratedRange RangeFor(GenericQuantizer quantizer);

    /// <summary>Takes the range of a batch into account.</summary>
    private protected abstract void Include(CalibratedRange batch);

    /// <summary>Takes over what another calibrator of the same name has observed.</summary>
    private protected abstract void Take(Calibrator other);

    /// <summary>Begins to count a batch.</summary>
    /// <param name="length">The number of its values.</param>
    /// <returns>Counters for it, or null.</returns>
    private protected virtual OctaveScratch? Begin(int length) => null;

    /// <summary>Counts finite values of a piece of a batch.</summary>
    /// <param name="values">The values.</param>
    /// <param name="reach">The greatest magnitude among them.</param>
    /// <param name="next">The memory of what comes after them.</param>
    /// <param name="scratch">What <see cref="Begin"/> returned.</param>
    private protected virtual void Count(ReadOnlySpan<float> values, float reach, ReadOnlySpan<byte> next, OctaveScratch? scratch)
    {
    }

    /// <summary>Ends the counting of a batch.</summary>
    private protected virtual void End(OctaveScratch? scratch)
    {
    }

    private void Restore(long finite, long nan, long infinity) => (FiniteCount, NaNCount, InfinityCount) = (finite, nan, infinity);

    private static ReadOnlySpan<float> Singles<TSource>(ReadOnlySpan<TSource> values, float[] memory)
        where TSource : unmanaged
    {
        if (typeof(TSource) == typeof(float)) return MemoryMarshal.Cast<TSource, float>(values);
        SourceValues.ToSingles(values, memory);
        return memory.AsSpan(0, values.Length);
    }

    // The finite values of a piece; the others are counted.
    private static ReadOnlySpan<float> SetAside(ReadOnlySpan<float> values, float[] finite, scoped ref long nan, scoped ref long infinite)
    {
        int length = 0;
        foreach (float value in values)
        {
            if (float.IsNaN(value)) nan++;
            else if (float.IsInfinity(value)) infinite++;
            else finite[length++] = value;
        }

        return finite.AsSpan(0, length);
    }
}
