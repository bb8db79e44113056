using Quantization.Models;
using Quantization.Tool.Classifier;
using Quantization.Tool.Training;

namespace Quantization.Tool.Learning;

/// <summary>
/// A quantizer while it is learned: sums of sigmoids that a rising temperature hardens into steps (arXiv 1911.09464). α and β are trained as logarithms, which keeps them
/// positive, and makes a step a part of what they are, however large that is; without decay, which would pull them to where they began.
/// </summary>
internal sealed class LearnedQuantizer : ILearnedQuantizer
{
    private readonly QuantizationNetwork _network;
    private readonly QuantizationNetworkGradient _gradient;
    private readonly LearningRates _rates;
    private readonly float _alphaStart;
    private readonly float _betaStart;
    private readonly float[] _logarithms = new float[2];
    private readonly float[] _biases;
    private readonly AdamW _logarithmSteps;
    private readonly AdamW _biasSteps;
    private int _epochs;
    private float _growth = 1f;

    public LearnedQuantizer(QuantizationNetwork network, LearningRates rates)
    {
        _network = network;
        _gradient = new QuantizationNetworkGradient(rates.Biases > 0f ? network.Biases.Length : 0);
        _rates = rates;
        (_alphaStart, _betaStart) = (network.Alpha, network.Beta);
        _biases = network.Biases.ToArray();
        _logarithmSteps = new AdamW(_logarithms, weightDecay: 0f);
        _biasSteps = new AdamW(_biases, weightDecay: 0f);
    }

    public QuantizationNetwork Network => _network;

    /// <inheritdoc/>
    public Matrix Quantize(Matrix values)
    {
        var quantized = new Matrix(values.Rows, values.Columns);
        _network.Forward(values.Values, quantized.Values);
        return quantized;
    }

    /// <inheritdoc/>
    public void CarryBack(Matrix values, Matrix gradient) => _network.Backward(values.Values, gradient.Values, gradient.Values, _gradient);

    /// <inheritdoc/>
    public void BeginEpoch()
    {
        _network.Temperature = Math.Min(_rates.TemperatureRise * ++_epochs * _growth, _rates.HighestTemperature);
        // Not without bounds, for it is multiplied once an epoch for ever.
        _growth = Math.Min(_growth * _rates.TemperatureGrowth, _rates.HighestTemperature / _rates.TemperatureRise);
    }

    /// <inheritdoc/>
    public void Step(float share)
    {
        _logarithmSteps.Step([(float)(_gradient.Alpha * _network.Alpha), (float)(_gradient.Beta * _network.Beta)], _rates.Scales * share);
        _network.Alpha = (float)(_alphaStart * Exponential.Of(_logarithms[0]));
        _network.Beta = (float)(_betaStart * Exponential.Of(_logarithms[1]));
        if (_rates.Biases > 0f)
            StepBiases(_rates.Biases * share);
        _gradient.Clear();
    }

    /// <inheritdoc/>
    public IEnumerable<ModelTensor> Describe(string name) => Freeze().Describe(name);

    /// <summary>What it hardens into.</summary>
    public FrozenQuantizer Freeze() => new(_network.Freeze());

    private void StepBiases(float rate)
    {
        Span<float> gradient = stackalloc float[_biases.Length];
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = (float)_gradient.Biases[i];
        _biasSteps.Step(gradient, rate);
        _biases.CopyTo(_network.Biases);
    }
}
