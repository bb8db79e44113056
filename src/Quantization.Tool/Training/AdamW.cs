using System.Numerics;

namespace Quantization.Tool.Training;

/// <summary>
/// Adam with decoupled weight decay (arXiv 1711.05101) for one parameter array. Element by element with basic operations and square
/// roots, which IEEE 754 rounds correctly: the width of the vectors does not show in the result.
/// </summary>
internal sealed class AdamW(float[] parameters, float weightDecay)
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] _mean = new float[parameters.Length];
    private readonly float[] _square = new float[parameters.Length];
    private float _firstPower = 1f;
    private float _secondPower = 1f;

    /// <summary>Moves the parameters against their gradient.</summary>
    public void Step(ReadOnlySpan<float> gradient, float learningRate)
    {
        _firstPower *= FirstDecay;
        _secondPower *= SecondDecay;
        var rate = learningRate / (1f - _firstPower);
        var correction = 1f / (1f - _secondPower);
        var keep = 1f - learningRate * weightDecay;

        var i = 0;
        for (; i <= parameters.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[i..]);
            var mean = new Vector<float>(_mean, i) * FirstDecay + g * (1f - FirstDecay);
            var square = new Vector<float>(_square, i) * SecondDecay + g * g * (1f - SecondDecay);
            mean.CopyTo(_mean, i);
            square.CopyTo(_square, i);
            var step = mean * rate / (Vector.SquareRoot(square * correction) + new Vector<float>(Epsilon));
            (new Vector<float>(parameters, i) * keep - step).CopyTo(parameters, i);
        }

        for (; i < parameters.Length; i++)
        {
            var g = gradient[i];
            var mean = _mean[i] * FirstDecay + g * (1f - FirstDecay);
            var square = _square[i] * SecondDecay + g * g * (1f - SecondDecay);
            _mean[i] = mean;
            _square[i] = square;
            var step = mean * rate / (MathF.Sqrt(square * correction) + Epsilon);
            parameters[i] = parameters[i] * keep - step;
        }
    }
}
