namespace Quantization.Tool.Classifier;

/// <summary>A quantizer whose own parameters are trained with the network's. Layers may share one: its gradient is then the sum of theirs.</summary>
internal interface ILearnedQuantizer : IMatrixQuantizer
{
    /// <summary>Called before each epoch that the quantizer takes part in.</summary>
    void BeginEpoch();

    /// <summary>Moves the parameters against the gradient that backward passes have carried back since the last step, and begins the next one.</summary>
    /// <param name="share">What is left of the first step's learning rate, from 1 down to 0.</param>
    void Step(float share);
}
